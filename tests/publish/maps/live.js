// A page that opens the live map on points of its own and remembers what it tells.
const told = JSON.parse(document.getElementById("points").textContent);
const numbers = (name, kind) => kind.from(told.points.map((point) => point[name] ?? NaN));
const seen = { selected: [], moved: [], fault: "", map: undefined, ids: Uint32Array.from(told.points.keys()) };
globalThis.seen = seen;
const options = {
  basemap: told.basemap,
  pointTiles: told.pointTiles,
  language: document.documentElement.lang,
  points: {
    lon: numbers("lon", Float64Array),
    lat: numbers("lat", Float64Array),
    radius: numbers("radius", Float32Array),
    grade: numbers("grade", Uint8Array),
    killedMax: numbers("killed", Float32Array),
  },
  onSelect(ids) {
    seen.selected.push(ids);
    seen.map.select(ids);
  },
  onMoved: (bounds) => seen.moved.push(bounds),
};
tahqiqMap.openMap(document.getElementById("map"), options).then(
  (map) => {
    seen.map = map;
    map.show(seen.ids);
    map.fit(seen.ids);
    document.body.dataset.open = "";
  },
  (fault) => (seen.fault = String(fault)),
);
