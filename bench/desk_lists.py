"""How long the desk's list of incidents takes: filtered, sorted, paged, over 100,000 of them on SQLite.

    .tahqiq/venv/bin/python bench/desk_lists.py [HOME]

Without HOME a case of 100,000 generated incidents is imported and graded first (some ten minutes).
Every request is a whole one: sign-in, queries, template. Beside it stands what SQLite needs to fetch
fifty rows by their ids, below which no list can come. Ends with 1 where the 95th percentile of some
kind of request is over 200 ms. Results: bench/results/desk_lists.json.
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
from urllib.parse import urlencode

from measure import keep, tahqiq

from tahqiq.desk.home import Home
from tahqiq.desk.setup import start
from tahqiq.read.testing import write_export

INCIDENTS, ROUNDS = 100_000, 40
PROMISED_MS = 200
PASSWORD = "a sentence for measuring only"
WORDS = ("airstrike", "SYN04", "Raqqa", "الرقة", "market", "SYN099999", "nothing at all")
GRADES = ("confirmed", "fair", "weak", "contested", "discounted", "none")
ORDERS = ("code", "newest", "oldest", "killed")


def made(folder: Path) -> Path:
    """A home with the generated case, graded."""
    export, home = folder / "export", folder / "home"
    write_export(export, incidents=INCIDENTS, seed=1)
    tahqiq("import", "airwars", export, "--home", home)
    tahqiq("grade", "--home", home)
    return home


def asked(chance: random.Random) -> Iterator[tuple[str, dict[str, str]]]:
    """Kinds of requests, each as the form of the list would ask it."""
    order = chance.choice(ORDERS)
    year = chance.randint(2014, 2019)
    yield "first page, by code", {}
    yield "some page, in some order", {"order": order, "page": str(chance.randint(1, 2_000))}
    yield "the last page", {"order": order, "page": "2000"}
    yield "a grade", {"grade": chance.choice(GRADES), "order": order}
    yield "days", {"first": f"{year}-03-01", "last": f"{year}-06-30", "order": order}
    yield "words", {"q": chance.choice(WORDS), "order": order}
    everything = {"q": chance.choice(WORDS), "grade": chance.choice(GRADES), "order": order}
    yield "words, a grade and days", {**everything, "first": f"{year}-01-01"}


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        home = Path(sys.argv[1]) if len(sys.argv) > 1 else made(Path(name))
        return measure(home)


def measure(home: Path) -> int:
    os.environ["TAHQIQ_HOSTS"] = "testserver"
    start(Home.open(home), serving=True)
    from django.test import Client

    from tahqiq.casebook.models import Case, Incident
    from tahqiq.desk.models import Account, Membership

    case = Case.objects.get()
    reader = Account.objects.create_account(f"measuring-{time.time_ns()}", PASSWORD)
    Membership.objects.create(account=reader, case=case, role="editor")
    browser = Client()
    browser.post("/desk/login/", {"username": reader.username, "password": PASSWORD})
    chance, taken = random.Random(1), dict[str, list[float]]()
    for _ in range(ROUNDS):
        for kind, question in asked(chance):
            began = time.perf_counter()
            answer = browser.get(f"/desk/cases/{case.slug}/incidents/?{urlencode(question)}")
            taken.setdefault(kind, []).append((time.perf_counter() - began) * 1_000)
            assert answer.status_code == 200, (answer.status_code, question)
    ids = list(Incident.objects.filter(case=case).order_by("?").values_list("pk", flat=True)[:50])
    began = time.perf_counter()
    list(Incident.objects.filter(pk__in=ids))
    limit = (time.perf_counter() - began) * 1_000
    figures = {
        kind: {"median": round(statistics.median(each), 1), "p95": round(quantile(each), 1)}
        for kind, each in taken.items()
    }
    worst = max(each["p95"] for each in figures.values())
    told = {"promised_p95_ms": PROMISED_MS, "incidents": Incident.objects.count(), "ms": figures}
    beside = {"fifty_rows_by_id_ms": round(limit, 2), "times_the_limit": round(worst / limit)}
    keep("desk_lists", {**told, **beside})
    return 0 if worst <= PROMISED_MS else 1


def quantile(values: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(values, n=20)[-1]


if __name__ == "__main__":
    sys.exit(main())
