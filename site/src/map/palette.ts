/** The colours of one map; the same inks and papers as the site's pages. */
export interface Palette {
  paper: string;
  sheet: string;
  built: string;
  water: string;
  park: string;
  road: string;
  roadCase: string;
  wall: string;
  grid: string;
  ink: string;
  soft: string;
  waterInk: string;
  mark: string;
}

const LIGHT: Palette = {
  paper: "#f3f0e8",
  sheet: "#f9f7f2",
  built: "#eae4d6",
  water: "#cfdde0",
  park: "#e0e4d2",
  road: "#fffdf8",
  roadCase: "#c9c0ae",
  wall: "#8d8069",
  grid: "#ddd7ca",
  ink: "#3a3630",
  soft: "#5c574e",
  waterInk: "#3d6470",
  mark: "#14505f",
};

const DARK: Palette = {
  paper: "#161614",
  sheet: "#1b1b18",
  built: "#24231f",
  water: "#1c2f35",
  park: "#23281f",
  road: "#38362f",
  roadCase: "#1a1916",
  wall: "#8a7f6b",
  grid: "#2b2a25",
  ink: "#d8d2c5",
  soft: "#aaa498",
  waterInk: "#8fb4be",
  mark: "#8fc7d4",
};

/** The colours for a light or a dark page. */
export const palette = (dark: boolean): Palette => (dark ? DARK : LIGHT);
