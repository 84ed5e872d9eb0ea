"""The reliability plot: what share of the pairs given a probability are one person, as SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

SIZE, MARGIN = 420, 48
_COLOURS = ("#1b6b72", "#b5542b", "#5b4b8a", "#7a7a2b")


def reliability_plot(tables: Mapping[str, Sequence[Mapping[str, object]]]) -> str:
    """One line a table of bands; a point's area grows with the number of pairs."""
    side = SIZE - 2 * MARGIN
    across = lambda share: round(MARGIN + side * share, 1)  # noqa: E731
    down = lambda share: round(SIZE - MARGIN - side * share, 1)  # noqa: E731
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE + 170} {SIZE}" role="img" '
        'font-family="sans-serif" font-size="12">',
        "<title>Reliability of link probabilities on simulated lists</title>",
        f'<rect width="{SIZE + 170}" height="{SIZE}" fill="#ffffff"/>',
        f'<path d="M{across(0)} {down(0)}L{across(1)} {down(1)}" stroke="#999999" stroke-dasharray="4 4"/>',
        f'<rect x="{across(0)}" y="{down(1)}" width="{side}" height="{side}" fill="none" stroke="#444444"/>',
    ]
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        lines.append(f'<text x="{across(tick)}" y="{down(0) + 18}" text-anchor="middle">{tick:g}</text>')
        lines.append(f'<text x="{across(0) - 8}" y="{down(tick) + 4}" text-anchor="end">{tick:g}</text>')
    lines.append(f'<text x="{across(0.5)}" y="{SIZE - 8}" text-anchor="middle">probability given</text>')
    lines.append(
        f'<text x="14" y="{down(0.5)}" text-anchor="middle" transform="rotate(-90 14 {down(0.5)})">'
        "share that is true</text>"
    )
    for place, (name, bands) in enumerate(tables.items()):
        colour = _COLOURS[place % len(_COLOURS)]
        points = [(across(float(str(band["given"]))), down(float(str(band["true"])))) for band in bands]
        path = "L".join(f"{x} {y}" for x, y in points)
        lines.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        for (x, y), band in zip(points, bands, strict=True):
            radius = min(9.0, 2.0 + float(str(band["pairs"])) ** 0.5 / 20)
            lines.append(f'<circle cx="{x}" cy="{y}" r="{radius:.1f}" fill="{colour}" fill-opacity="0.7"/>')
        y = MARGIN + 20 * place
        lines.append(f'<circle cx="{SIZE - 20}" cy="{y}" r="5" fill="{colour}"/>')
        lines.append(f'<text x="{SIZE - 8}" y="{y + 4}">{escape(name)}</text>')
    return "\n".join([*lines, "</svg>", ""])
