/** The other language opens where the reader is: the blocks of a chapter have the same ids in both. */

/** Keeps the links to the other language pointed at the block that is being read. */
export function keepPlace(): void {
  const blocks = [...document.querySelectorAll<HTMLElement>("[data-blocks] > [id]")];
  if (blocks.length === 0) return;
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-keeps-place]")) keep(link, blocks);
}

function keep(link: HTMLAnchorElement, blocks: HTMLElement[]): void {
  const page = link.href;
  const point = (): void => {
    const id = being(blocks);
    link.href = id === "" ? page : `${page}#${id}`;
  };
  for (const event of ["pointerdown", "focus", "keydown"]) link.addEventListener(event, point);
  addEventListener("scrollend", point);
  point();
}

/** The last block that begins in the upper quarter of what is seen, or above; "" before the first. */
function being(blocks: HTMLElement[]): string {
  const read = blocks.filter((block) => block.getBoundingClientRect().top < innerHeight / 4);
  return scrollY > 0 ? (read.at(-1)?.id ?? "") : "";
}
