/** Fetches index and columns. */
import { Columns } from "./columns";
import { type Facts, FORMAT, type Index, type NumbersFile } from "./facts";

export const facts = (): Facts => JSON.parse(document.querySelector("[data-facts]")?.textContent ?? "") as Facts;

export async function fetchIndex({ folder, index }: Facts): Promise<Index> {
  const found = await json<Index>(folder + index);
  if (found.format !== FORMAT) throw new Error(`${index} has the format ${found.format}`);
  return found;
}

/** All numbers, in order; several files are on their way at a time. */
export async function fetchNumbers({ folder }: Facts, index: Index, arrived: (columns: Columns) => void): Promise<Columns> {
  const columns = new Columns(index);
  const coming = index.numbers.map((name) => json<NumbersFile>(folder + name));
  for (const file of coming) {
    columns.add(await file);
    arrived(columns);
  }
  return columns;
}

async function json<T>(address: string): Promise<T> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
  return (await answer.json()) as T;
}
