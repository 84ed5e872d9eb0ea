"""Drawings of things: a house and its stairs, rubble, doors, fields of marks, a woven cloth."""

from __future__ import annotations

import math
import random
from pathlib import Path

from story_paper import (
    BONE,
    DUSK,
    HEIGHT,
    LAMP,
    NIGHT,
    STONE,
    WIDTH,
    Point,
    fade,
    glow,
    ground,
    line,
    near,
    path,
    sheet,
    tag,
    trail,
)

from tahqiq.cases.folder import CaseClaim, CaseFolder

POPULATION = "civilians-killed-by-coalition"
PARTY = "coalition"
NO_BASIS = ("", "none given", "not given")


def home(_: Path) -> bytes:
    """A house cut open: floors that lose themselves upwards, stairs down to a room with a lamp."""
    left, right, street, below = 560, 1050, 560, 780
    floors = [street - 118 * number for number in range(6)]
    walls = "".join(f"M{x} {below}V-20" for x in (left, right))
    slabs = "".join(f"M{left} {y}H{right}" for y in floors)
    windows = "".join(
        f"M{x} {y - 84}h46v56h-46zM{x + 23} {y - 84}v56" for y in floors for x in (left + 40, right - 86)
    )
    return sheet(
        ground("url(#night)"),
        tag("rect", y=street, width=WIDTH, height=HEIGHT - street, fill="url(#earth)"),
        line(_courses(street), BONE, 1, 0.1),
        tag("rect", x=left, y=street, width=right - left, height=below - street, fill=NIGHT),
        tag("circle", cx=682, cy=690, r=340, fill="url(#lamp)"),
        line(f"M0 {street}H{left}M{right} {street}H{WIDTH}", BONE, 2.2, 0.75),
        line(walls + slabs, BONE, 2.2, 0.85),
        line(windows, BONE, 1.3, 0.5),
        line(_flight(floors, left, right), BONE, 1.6, 0.6),
        line(f"M{left} {below}H{right}", BONE, 2.6, 0.95),
        line(_stair((960, street), 11, -14, 20), BONE, 2.6, 0.95),
        line("M682 560V628", LAMP, 1.4, 0.9),
        path("M658 654a24 26 0 0 1 48 0z", fill=LAMP, fill_opacity=0.95),
        line("M612 730H748M626 730V780M734 730V780", BONE, 2, 0.85),
        line("M652 730v-13h17v13zM669 720q9 1 0 8M700 730q2-10 12-10t12 10z", BONE, 1.6, 0.9),
        line("M584 780V722M584 754h24v26M776 780V722M776 754h-24v26", BONE, 1.7, 0.7),
        tag("rect", width=WIDTH, height=470, fill="url(#lost)"),
        defs=(
            fade("night", [(0, NIGHT, 1), (1, DUSK, 1)]),
            fade("earth", [(0, "#2b3540", 1), (1, "#10171e", 1)]),
            glow("lamp", LAMP, 0.6),
            fade("lost", [(0, NIGHT, 1), (0.4, NIGHT, 0.9), (1, NIGHT, 0)]),
        ),
    )


def _courses(street: int) -> str:
    """Thin layers of earth."""
    return "".join(
        trail((x, street + 34 + 38 * row + 5 * math.sin(x / 90 + row * 1.7)) for x in range(0, WIDTH + 1, 40))
        for row in range(8)
    )


def _stair(top: Point, steps: int, run: int, rise: int) -> str:
    return f"M{near(top[0])} {near(top[1])}" + f"h{run}v{rise}" * steps


def _flight(floors: list[int], left: int, right: int) -> str:
    """Stairs from floor to floor, to and fro in the middle of the house."""
    told = ""
    middle = (left + right) // 2
    for number, y in enumerate(floors):
        start, run = (middle - 52, 13) if number % 2 else (middle + 52, -13)
        told += f"M{start} {y}" + f"v-14.75h{run}" * 8
    return told


def strata(_: Path) -> bytes:
    """Rubble in layers, the oldest and darkest below, and small things of a household between them."""
    chance = random.Random(5)  # a drawing, always the same
    shades = [
        "#cdc3b0",
        "#b3a995",
        "#978d7d",
        "#7c766c",
        "#646361",
        "#505457",
        "#3f474e",
        "#303a43",
        "#222c35",
    ]
    parts = [ground("url(#air)")]
    for number, shade in enumerate(shades):
        parts += _layer(chance, 250 + 74 * number, shade)
    things = [_key(470, 505), _cup(1010, 610), _spoon(760, 742)]
    bars = "".join(_bar(chance, 280 + 70 * row) for row in range(6))
    return sheet(
        *parts,
        line(bars, "#8a5a45", 2.2, 0.75),
        *(line(each, LAMP, 3, 0.95) for each in things),
        tag("rect", y=560, width=WIDTH, height=340, fill="url(#deep)"),
        defs=(
            fade("air", [(0, "#5f676c", 1), (0.35, "#a39d90", 1), (1, NIGHT, 1)]),
            fade("deep", [(0, NIGHT, 0), (1, NIGHT, 0.55)]),
        ),
    )


def _layer(chance: random.Random, top: float, shade: str) -> list[str]:
    """One layer: a broken bed, and slabs that lie askew on it."""
    bed, x, y = [], -40.0, top + 18
    while x < WIDTH + 40:
        wide, tilt = chance.uniform(24, 120), chance.uniform(-9, 9)
        bed += [(x, y), (x + wide, y + tilt)]
        x, y = x + wide + chance.uniform(-6, 10), top + 18 + chance.uniform(-30, 30)
    made = [path(trail([*bed, (WIDTH + 40, HEIGHT), (-40, HEIGHT)], closed=True), fill=shade)]
    for fill, opacity in ((NIGHT, 0.2), (BONE, 0.2), (shade, 1)):
        slabs = "".join(_askew(chance, top) for _ in range(7))
        made.append(path(slabs, fill=fill, fill_opacity=opacity, stroke=NIGHT, stroke_opacity=0.32))
    return made


def _askew(chance: random.Random, top: float) -> str:
    x, y = chance.uniform(-60, WIDTH), top + chance.uniform(-8, 52)
    return _slab(
        x,
        y,
        chance.uniform(50, 210),
        chance.uniform(10, 26),
        chance.choice((-1, 1)) * chance.uniform(0.04, 0.5),
    )


def _slab(x: float, y: float, length: float, thick: float, turned: float) -> str:
    dx, dy = length * math.cos(turned), length * math.sin(turned)
    nx, ny = -thick * math.sin(turned), thick * math.cos(turned)
    corners = [(x, y), (x + dx, y + dy), (x + dx + nx * 0.8, y + dy + ny), (x + nx, y + ny)]
    return trail(corners, closed=True)


def _bar(chance: random.Random, y: float) -> str:
    """A bent bar of iron."""
    x = chance.uniform(80, WIDTH - 240)
    bends = [chance.uniform(-50, 50) for _ in range(4)]
    one, two, three, four = map(near, bends)
    return f"M{near(x)} {near(y)}c30 {one} 60 {two} 90 {three}s40 {four} 70 10"


def _key(x: int, y: int) -> str:
    return f"M{x} {y}a15 15 0 1 1 -30 0a15 15 0 1 1 30 0zM{x} {y}h66v14M{x + 52} {y}v10"


def _cup(x: int, y: int) -> str:
    bowl, saucer = f"M{x} {y}v30q0 14 14 14h18q14 0 14-14v-30z", f"M{x - 10} {y + 50}h66"
    return f"{bowl}M{x + 46} {y + 6}q18 2 14 16q-3 9-14 8{saucer}"


def _spoon(x: int, y: int) -> str:
    return f"M{x} {y}q-20-14-36-2q-8 12 4 18q20 4 32-16l70-18"


def doors(folder: Path) -> bytes:
    """A door for each incident laid to the Coalition: open where an answer is held."""
    case = CaseFolder(folder)
    asked = [slug for slug, incident in case.incidents.items() if PARTY in incident.blamed]
    room = WIDTH / (len(asked) + 1)
    floor = 700
    drawn = [
        _door(room * (number + 1), floor, answered=slug in case.answers) for number, slug in enumerate(asked)
    ]
    return sheet(
        ground("url(#wall)"),
        tag("rect", y=floor, width=WIDTH, height=HEIGHT - floor, fill="#10171e"),
        line(f"M0 {floor}H{WIDTH}", BONE, 1.4, 0.35),
        *drawn,
        defs=(
            fade("wall", [(0, "#1a252f", 1), (0.78, DUSK, 1), (1, NIGHT, 1)]),
            fade("light", [(0, LAMP, 0.95), (1, "#f3e3bd", 0.95)]),
            fade("spill", [(0, LAMP, 0.75), (1, LAMP, 0)]),
            glow("halo", LAMP, 0.3),
        ),
    )


def _door(middle: float, floor: int, *, answered: bool) -> str:
    wide, high = 210, 470
    x, y = middle - wide / 2, floor - high
    frame = line(f"M{near(x)} {floor}V{y}h{wide}V{floor}", BONE, 3, 0.9)
    if not answered:
        panels = "".join(
            f"M{near(x + 28)} {y + at}h{wide - 56}v{tall}h-{wide - 56}z"
            for at, tall in ((34, 170), (238, 196))
        )
        leaf = tag("rect", x=x, y=y, width=wide, height=high, fill="#172029")
        knob = tag("circle", cx=x + wide - 16, cy=y + 232.0, r=6, fill=BONE, fill_opacity=0.7)
        return leaf + line(panels, BONE, 1.5, 0.38) + frame + knob
    halo = tag("ellipse", cx=middle, cy=y + high * 0.55, rx=640, ry=640, fill="url(#halo)")
    light = tag("rect", x=x, y=y, width=wide, height=high, fill="url(#light)")
    spill = path(trail([(x, floor), (x + wide, floor), (x + wide + 190, HEIGHT), (x - 60, HEIGHT)], closed=True), fill="url(#spill)")  # fmt: skip  # noqa: E501
    leaf = trail([(x, y), (x - 86, y - 26), (x - 86, floor + 44), (x, floor)], closed=True)
    swung = path(leaf, fill="#1b2630", stroke=BONE, stroke_width=2, stroke_opacity=0.8)
    return halo + light + spill + swung + frame


def fields(folder: Path) -> bytes:
    """A mark for each person said to have been killed, a field for each speaker; words stay without marks."""
    claims = [each for each in CaseFolder(folder).claims if each.claim.population == POPULATION]
    claims.sort(key=lambda each: (str(each.claim.said), each.key))
    room = WIDTH / (len(claims) + 0.4)
    base = 830
    drawn = [_field(each, room * (number + 0.7), base) for number, each in enumerate(claims)]
    return sheet(
        ground("url(#night)"),
        *drawn,
        line(f"M60 {base + 16}H{WIDTH - 60}", BONE, 1.2, 0.35),
        defs=(
            fade("night", [(0, NIGHT, 1), (1, DUSK, 1)]),
            fade("open", [(0, BONE, 0), (1, BONE, 0.32)]),
        ),
    )


def _field(each: CaseClaim, middle: float, base: int) -> str:
    across, apart, row = 26, 10.2, 9.8
    faint = 0.42 if each.claim.basis in NO_BASIS else 0.95
    count, left = each.claim.count.min, middle - (across - 1) * apart / 2
    if count is None:
        box = f"M{near(left - 6)} {base}V{base - 300}h{near((across - 1) * apart + 12)}V{base}"
        return line(box, BONE, 1.4, 0.45, stroke_dasharray="2 9")
    rows, rest = divmod(count, across)
    told = "".join(
        f"M{near(left)} {near(base - row * number)}h{near((across - 1) * apart)}" for number in range(rows)
    )
    marks = line(told, BONE, 4.6, faint, stroke_dasharray=f"0 {apart}")
    top = base - row * rows
    more = f"M{near(left)} {near(top)}h{near((rest - 1) * apart + 0.1)}"
    if rest:
        marks += line(more, BONE, 4.6, faint, stroke_dasharray=f"0 {apart}")
    if each.claim.count.max is None:
        wide = (across - 1) * apart + 12
        marks += tag("rect", x=left - 6, y=top - 78, width=wide, height=72.0, fill="url(#open)")
    return marks


def threads(folder: Path) -> bytes:
    """A cloth: a thread for each sealed note, its stitches the digits of its SHA-256."""
    prints = [note.sha256 for note in CaseFolder(folder).notes.values()]
    shades = [
        "#1f2c38", "#243441", "#2a3c49", "#314551", "#394f5a", "#425963", "#4c646c", "#577075",
        "#647c7f", "#728988", "#829691", "#94a39b", "#a8b0a5", "#bfbfb0", "#dcd4c1", "#e0b062",
    ]  # fmt: skip
    high = HEIGHT / (len(prints) + 1)
    stitches: list[list[str]] = [[] for _ in shades]
    for row, digits in enumerate(prints):
        for column, digit in enumerate(digits):
            x = 6 + column * 25
            y = high * (row + 1) + 3.2 * math.sin(column / 7 + row)
            stitches[int(digit, 16)].append(f"M{x} {near(y)}h15")
    warp = "".join(
        f"M{25 * column + 25.5:.0f} {near(high * (row + 1) - high / 2)}v{near(high)}"
        for column in range(63)
        for row in range(len(prints))
        if (column + row) % 2
    )
    width = round(high * 0.56, 1)
    return sheet(
        ground(NIGHT),
        line("".join(f"M{25 * column + 25} 0V{HEIGHT}" for column in range(63)), STONE, 2.4, 0.6),
        *(line("".join(told), shade, width, 1) for shade, told in zip(shades, stitches, strict=True) if told),
        line(warp, BONE, 2.2, 0.55),
    )
