"""Where the figures of a range stand on a page in a browser: the lower end to the left, in every script."""

from __future__ import annotations

from playwright.sync_api import Page

#: Each range that is shown: as it is written, and where each of its characters begins, from the left.
_SHOWN = r"""() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    for (const match of text.data.matchAll(/[\d,]+–[\d,]+/g)) {
      const boxes = [...match[0]].map((_, at) => {
        const range = document.createRange();
        range.setStart(text, match.index + at);
        range.setEnd(text, match.index + at + 1);
        return range.getClientRects()[0];
      });
      if (boxes.every((box) => box !== undefined && box.width > 0)) {
        found.push([match[0], boxes.map((box) => box.left), boxes.map((box) => box.top)]);
      }
    }
  }
  return found;
}"""


def ranges(page: Page) -> tuple[list[str], list[str]]:
    """The ranges that a page shows, as written; and those that are not read from their lower end.

    A range is read so if its characters stand in the order of writing from left to right, on one line,
    and its lower end is written first.
    """
    shown: list[str] = []
    wrong: list[str] = []
    for text, lefts, tops in page.evaluate(_SHOWN):
        shown.append(text)
        low, high = (int(end.replace(",", "")) for end in text.split("–"))
        if lefts != sorted(set(lefts)) or len(set(tops)) > 1 or low > high:
            wrong.append(text)
    return shown, wrong
