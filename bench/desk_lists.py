"""How long the desk's long lists take: filtered, sorted, paged, over 100,000 incidents on SQLite.

    .tahqiq/venv/bin/python bench/desk_lists.py [HOME]

Without HOME a case of 100,000 generated incidents is imported and graded, and filled with as many of
everything else that is listed (desk_record.py): some fifteen minutes. A HOME of 100,000 incidents that
is not filled yet is filled. Every request is a whole one: session, queries, template. Both clocks are
told; the promise is judged by the wall where the machine is quiet, and by the CPU where others load
it. Beside it stands what SQLite needs to fetch fifty rows by their ids, below which no list can come.
Ends with 1 where the 95th percentile of some kind of request is over 200 ms, or where a search of
names that was not made ready by an earlier one takes longer than ten seconds of CPU. Results:
bench/results/desk_lists.json.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import desk_record
from measure import keep, tahqiq

from tahqiq.desk.home import Home
from tahqiq.desk.setup import start
from tahqiq.read.testing import write_export

INCIDENTS, ROUNDS = 100_000, 20
PROMISED_MS, FIRST_SEARCH_MS = 200, 10_000
PASSWORD = "a sentence for measuring only"
WORDS = ("quarter", "SYN04", "المثال", "حي المثال 7", "example quarter 12", "SYN099999", "nothing at all")
GRADES = ("confirmed", "fair", "weak", "contested", "discounted", "none")
ORDERS = {
    "incidents": ("code", "newest", "oldest", "killed"),
    "people": ("name", "incident", "newest", "oldest"),
}
STATES = ("people", "joined", "unnamed", "no_basis", "withdrawn")
#: Records on a page.
PAGES = {"incidents": 50, "people": 50, "places": 50, "items": 50, "claims": 50, "audit": 100, "sign-off": 25}
Asked = tuple[str, str, dict[str, str]]


def made(folder: Path) -> Path:
    """A home with the generated case, graded."""
    export, home = folder / "export", folder / "home"
    write_export(export, incidents=INCIDENTS, seed=1)
    tahqiq("import", "airwars", export, "--home", home)
    tahqiq("grade", "--home", home)
    return home


def asked(chance: random.Random, held: dict[str, int]) -> Iterator[Asked]:
    """One round: kinds of requests, each as its form would ask it.

    Args:
        held: how many records each list has.
    """
    for path, size in PAGES.items():
        last = -(-held[path] // size)
        for kind, number in (("first", 1), ("middle", chance.randint(2, last)), ("last", last)):
            order = {"order": chance.choice(ORDERS[path])} if path in ORDERS else {}
            yield f"{path}: {kind} page", path, {**order, "page": str(number)}
    yield from _incidents(chance)
    yield from _people(chance)
    yield from _others(chance)


def _incidents(chance: random.Random) -> Iterator[Asked]:
    order, year = {"order": chance.choice(ORDERS["incidents"])}, chance.randint(2031, 2033)
    days = {"first": f"{year}-03-01", "last": f"{year}-06-30"}
    grade, words = {"grade": chance.choice(GRADES)}, {"q": chance.choice(WORDS)}
    for kind, question in {
        "a grade": grade,
        "days": days,
        "words": words,
        "a grade and days": {**grade, **days},
        "words and a grade": {**words, **grade},
        "words and days": {**words, **days},
        "words, a grade and days": {**words, **grade, **days},
    }.items():
        yield (
            f"incidents: {kind}",
            "incidents",
            {**question, **order, "page": chance.choice(("1", "9", "9999"))},
        )


def _people(chance: random.Random) -> Iterator[Asked]:
    order, page = chance.choice(ORDERS["people"]), chance.choice(("1", "20", "9999"))
    state, code = chance.choice(STATES), f"SYN{chance.randrange(INCIDENTS):06d}"[: chance.choice((5, 9))]
    arabic, latin = next(desk_record.names(chance))
    yield "people: a state", "people", {"state": state, "order": order, "page": page}
    yield "people: an incident", "people", {"incident": code, "order": order, "page": page}
    yield "people: a name in Arabic", "people", {"q": arabic}
    yield "people: a name in Latin letters, of a state", "people", {"q": latin, "state": state}


def _others(chance: random.Random) -> Iterator[Asked]:
    page = chance.choice(("1", "20", "9999"))
    yield "places: words", "places", {"q": chance.choice(("quarter 7", "المثال", "nothing")), "page": page}
    words = chance.choice(("post 77", "منشور 5", "00ab", "nothing"))
    yield "items: words", "items", {"q": words, "page": page}
    kind, graphic = chance.choice(("picture", "film", "text")), chance.choice(("yes", "no", "unknown"))
    yield "items: kind and whether graphic", "items", {"kind": kind, "graphic": graphic, "page": page}
    yield "audit: who and what", "audit", {"actor": "amal", "action": "accept_claim", "page": page}
    yield "audit: a record and days", "audit", {"kind": "incident", "record": "0", "first": "2033-05-01"}
    for path in ("sources", "letters", "releases", "work", "imports", "pairs"):
        yield f"{path}: some page", path, {"page": chance.choice(("1", "7", "9999"))}


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        home = Path(sys.argv[1]) if len(sys.argv) > 1 else made(Path(name))
        return measure(home)


def measure(home: Path) -> int:
    os.environ["TAHQIQ_HOSTS"] = "testserver"
    start(Home.open(home), serving=True)
    from tahqiq.casebook.models import Case, Source

    if Source.objects.count() < desk_record.FEW:
        desk_record.fill(many=INCIDENTS)
    case = Case.objects.get()
    browser, held = _signed_in(case), _held(case)
    base, chance = f"/desk/cases/{case.slug}", random.Random(1)
    first = _timed(browser, f"{base}/people/?q=Batara")
    taken = dict[str, list[tuple[float, float]]]()
    for _ in range(ROUNDS):
        for kind, path, question in asked(chance, held):
            taken.setdefault(kind, []).append(_timed(browser, f"{base}/{path}/?{urlencode(question)}"))
    return _told(taken, held, first)


def _signed_in(case: Any) -> Any:
    from django.test import Client

    from tahqiq.desk.models import Account, Membership

    reader = Account.objects.create_account(f"measuring-{time.time_ns()}", PASSWORD)
    for role in ("editor", "auditor"):
        Membership.objects.create(account=reader, case=case, role=role)
    browser = Client()
    browser.post("/desk/login/", {"username": reader.username, "password": PASSWORD})
    return browser


def _held(case: Any) -> dict[str, int]:
    from tahqiq.casebook.models import Assessment, AuditEntry, Claim, Incident, Item, Place, Victim

    return {
        "incidents": Incident.objects.filter(case=case).count(),
        "people": Victim.objects.filter(case=case).people().count(),
        "places": Place.objects.filter(case=case).count(),
        "items": Item.objects.filter(case=case).count(),
        "claims": Claim.objects.filter(case=case).proposed().values("item").distinct().count(),
        "audit": AuditEntry.objects.filter(case=case).count(),
        "sign-off": Assessment.objects.filter(case=case).waiting_for_a_second_person().count(),
    }


def _timed(browser: Any, address: str) -> tuple[float, float]:
    """Milliseconds of a whole request: by the CPU, by the wall."""
    wall, cpu = time.perf_counter(), time.process_time()
    answer = browser.get(address, follow="/pairs/" in address)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    assert answer.status_code == 200, (answer.status_code, address)
    return cpu * 1_000, wall * 1_000


def _told(
    taken: dict[str, list[tuple[float, float]]], held: dict[str, int], first: tuple[float, float]
) -> int:
    figures = {
        kind: {
            f"{of}_{clock}_ms": round(measure([one[n] for one in each]), 1)
            for n, clock in enumerate(("cpu", "wall"))
            for of, measure in (("median", statistics.median), ("p95", quantile))
        }
        for kind, each in taken.items()
    }
    clock = "wall" if os.getloadavg()[0] < (os.cpu_count() or 1) else "cpu"
    worst = max(figures, key=lambda kind: figures[kind][f"p95_{clock}_ms"])
    limit = _fifty_rows()
    keep(
        "desk_lists",
        {
            "held": held,
            "promised_p95_ms": PROMISED_MS,
            "judged_by": clock,
            "load_at_the_end": round(os.getloadavg()[0], 1),
            "worst": {worst: figures[worst]},
            "requests": figures,
            "first_search_of_names_ms": {"cpu": round(first[0]), "wall": round(first[1])},
            "fifty_rows_by_id_cpu_ms": round(limit, 2),
            "times_the_limit": round(figures[worst]["p95_cpu_ms"] / limit),
        },
    )
    return int(figures[worst][f"p95_{clock}_ms"] > PROMISED_MS or first[0] > FIRST_SEARCH_MS)


def _fifty_rows() -> float:
    """Milliseconds of CPU for fifty incidents by their ids."""
    from tahqiq.casebook.models import Incident

    ids = list(Incident.objects.order_by("?").values_list("pk", flat=True)[:50])
    began = time.process_time()
    list(Incident.objects.filter(pk__in=ids))
    return (time.process_time() - began) * 1_000


def quantile(values: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(values, n=20)[-1]


if __name__ == "__main__":
    sys.exit(main())
