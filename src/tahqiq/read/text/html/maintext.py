"""Which blocks of a page are its article: the part of the tree that holds most running text and little else.

Each block weighs what it has of words that are no links, less a constant; the part of the tree with the
greatest sum is the article. The maximum is found in one pass over the tree from its leaves (the
maximum-subtree form of Kadane's maximum sum; scores of text and link density after Kohlschütter,
Fankhauser and Nejdl, 'Boilerplate Detection using Shallow Text Features', WSDM 2010).
"""

from __future__ import annotations

import re

from tahqiq.read.text.html.blocks import Block, Page
from tahqiq.read.text.html.cues import cues, is_boilerplate

#: What a block costs: fragments of a page are shorter than this, sentences longer.
_COST = 30
#: The same of one without links: a cell, a line of a list, a heading, more often of the article than not.
_BARE_COST = 8
#: A part of the article that is no text (a box of links) counts against it for so much at most: it is
#: left out of the article afterwards.
_PRUNED = 120
#: The element around the article is taken with it where it adds so little that is not of the article.
_LITTLE, _LITTLE_SHARE = 60, 0.05
#: A name that would mark so great a part of the text of a page as noise is mistaken.
_TOO_MUCH = 0.5
#: An article as marked up is believed from so great a part of the best sum on.
_BELIEVED = 0.35
#: A block with a greater part of links than this is a list of links, or a teaser.
_LINKS = 0.6
#: Up to this part of links in a block says nothing against it: encyclopaedias link every fourth word.
_MOST_LINKED = 0.4
_SHORT_CELL = 160
_SENTENCE = re.compile(r"[.!?…؟。:;،,]")


def main_blocks(page: Page) -> list[Block]:
    """The blocks of the article in their order; of a page without one, everything that is no noise."""
    _forgive(page)
    weights = [_weight(page, block) for block in page.blocks]
    chosen = _best(page, _sums(page, weights, least=-_PRUNED), _sums(page, weights))
    if chosen < 0:
        return [block for block in page.blocks if page.nodes[block.node].noise < 0] or page.blocks
    inside = _within(page, chosen)
    kept = [block for block in page.blocks if inside[block.node] and _kept(page, block)]
    return _without_loose_headings(kept)


def _forgive(page: Page) -> None:
    """Takes back marks of noise that would leave little of the text."""
    lengths = dict[int, int]()
    for block in page.blocks:
        noise = page.nodes[block.node].noise
        lengths[noise] = lengths.get(noise, 0) + _words(block)
    whole = sum(lengths.values())
    mistaken = {noise for noise, length in lengths.items() if noise >= 0 and length > _TOO_MUCH * whole}
    for node in page.nodes if mistaken else ():
        node.noise = -1 if node.noise in mistaken else node.noise


def _words(block: Block) -> int:
    """How much a block says outside links, where it says anything in sentences."""
    said = len(block.text) - block.links
    return said if said > _COST and _SENTENCE.search(block.text) else 0


def _weight(page: Page, block: Block) -> int:
    """What a block adds to the part of the tree it stands in."""
    if page.nodes[block.node].noise >= 0:
        return -_COST
    linked = block.links if block.links > _MOST_LINKED * len(block.text) else 0
    return _words(block) - linked - (_COST if block.links else _BARE_COST)


def _sums(page: Page, weights: list[int], *, least: int | None = None) -> list[int]:
    """The sum of the weights within each node, no part of it counting for less than ``least``."""
    sums = [0] * len(page.nodes)
    for block, weight in zip(page.blocks, weights, strict=True):
        sums[block.node] += weight
    for place in range(len(sums) - 1, 0, -1):
        sums[page.nodes[place].parent] += sums[place] if least is None else max(sums[place], least)
    return sums


def _best(page: Page, sums: list[int], whole: list[int]) -> int:
    """The node with the greatest sum, or the article as marked up where that holds much of it."""
    best, most = -1, 0
    for place, total in enumerate(sums):
        if total >= most and total > 0:
            best, most = place, total
    marked = [
        place for place in range(len(sums)) if sums[place] > _BELIEVED * most and _is_article(page, place)
    ]
    if len(marked) == 1 and best >= 0:
        return marked[0]
    return _widened(page, whole, best)


def _widened(page: Page, sums: list[int], best: int) -> int:
    """The element around the best one, as far out as little is added that is no article."""
    if best < 0:
        return best
    least = sums[best] - max(_LITTLE, int(_LITTLE_SHARE * sums[best]))
    place, widest = page.nodes[best].parent, best
    while place >= 0:
        widest = place if sums[place] >= least else widest
        place = page.nodes[place].parent
    return widest


def _is_article(page: Page, place: int) -> bool:
    """Whether a node says that it is the text of an article."""
    attributes = page.nodes[place].element.attrib
    return "articleBody" in attributes.get("itemprop", "").split()


def _within(page: Page, chosen: int) -> list[bool]:
    """For each node whether it is the chosen one or inside it."""
    inside = [False] * len(page.nodes)
    inside[chosen] = True
    for place in range(chosen + 1, len(inside)):
        inside[place] = inside[page.nodes[place].parent]
    return inside


def _kept(page: Page, block: Block) -> bool:
    """Whether a block inside the article belongs to it."""
    if page.nodes[block.node].noise >= 0 or is_boilerplate(block.text):
        return False
    return block.links <= _LINKS * len(block.text) or (block.tag == "p" and _words(block) > 2 * _COST)


def _without_loose_headings(blocks: list[Block]) -> list[Block]:
    """The blocks without headings after which nothing follows: those of what was left out."""
    headings = cues().headings
    while blocks and blocks[-1].tag in headings:
        blocks.pop()
    return blocks


def joined(blocks: list[Block]) -> str:
    r"""The text of blocks: paragraphs apart, cells of a row on one line with tabs between."""
    pieces = list[str]()
    for place, block in enumerate(blocks):
        before = blocks[place - 1] if place else None
        pieces.append("" if before is None else _between(before, block))
        pieces.append(block.text)
    return "".join(pieces)


def _between(before: Block, block: Block) -> str:
    """What parts two blocks."""
    cells = before.row >= 0 and max(len(before.text), len(block.text)) < _SHORT_CELL
    if cells and before.row == block.row:
        return "\t"
    near = (cells and block.row >= 0) or (before.tag == "li" and block.tag == "li")
    return "\n" if near else "\n\n"
