"""Fifty people edit one case at the same time: no error, and not one word of theirs is lost.

    .tahqiq/venv/bin/python bench/editors.py [sqlite] [postgresql]

A generated case is served by the real server. Each of fifty editors signs in and works as people do:
looks at the list, opens an incident, adds their own words to its summary and saves, decides about
a claim, looks at the overview. They share twenty incidents, so that they meet. Whoever saves what
somebody else has changed meanwhile is shown both versions and adds their words again. At the end
every word that was saved must stand in the record. PostgreSQL is a throw-away server on this machine.
Ends with 1 on any error or loss. Results: bench/results/editors.json.
"""

from __future__ import annotations

import http.cookiejar
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from lxml import html
from measure import ROOT, free_port, keep, tahqiq

sys.path.insert(0, str(ROOT / "scripts"))
import postgres

from tahqiq.desk.home import Home
from tahqiq.desk.setup import start
from tahqiq.read.testing import write_export

EDITORS, INCIDENTS, SHARED, EDITS = 50, 500, 20, 6
PASSWORD = "a sentence for measuring only"
#: How often somebody tries again whose words met another's.
TRIES = 60


@dataclass
class Told:
    """What the editors met with, together."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    statuses: Counter[str] = field(default_factory=Counter)
    saved: list[tuple[str, str]] = field(default_factory=list)
    conflicts: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


class Editor:
    """One person in front of a browser.

    Args:
        root: where the desk is served.
        name: of their account.
    """

    def __init__(self, root: str, name: str, told: Told) -> None:
        self.root, self.name, self.told = root, name, told
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))

    def ask(self, kind: str, path: str, fields: list[tuple[str, str]] | None = None) -> tuple[int, str]:
        """One request, timed; redirects are followed as a browser follows them."""
        given = urllib.parse.urlencode(fields).encode() if fields is not None else None
        request = urllib.request.Request(f"{self.root}{path}", given, {"Origin": self.root})
        began = time.perf_counter()
        try:
            with self.opener.open(request, timeout=120) as answer:
                status, page = answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            status, page = refused.code, refused.read().decode()
        with self.told.lock:
            self.told.seconds.setdefault(kind, []).append(time.perf_counter() - began)
            self.told.statuses[f"{kind} {status}"] += 1
        return status, page

    def sign_in(self) -> None:
        _, page = self.ask("sign-in page", "/desk/login/")
        fields = dict(form_with(page, "password"))
        self.ask(
            "sign in", "/desk/login/", [*(fields | {"username": self.name, "password": PASSWORD}).items()]
        )

    def add_words(self, case: str, incident: str, words: str) -> None:
        """Adds words to an incident's summary, again and again until they are saved."""
        path = f"/desk/cases/{case}/incidents/{incident}/edit/"
        for _ in range(TRIES):
            _, page = self.ask("open the editor", path)
            fields = form_with(page, "summary_en")
            text = next(value for name, value in fields if name == "summary_en")
            given = [(name, f"{text} {words}" if name == "summary_en" else value) for name, value in fields]
            status, page = self.ask("save", path, given)
            if status == 200 and words in self._summary(case, incident):
                with self.told.lock:
                    self.told.saved.append((incident, words))
                return
            with self.told.lock:
                self.told.conflicts += 1
        raise RuntimeError(f"{self.name} could not save in {TRIES} tries: {status}")

    def _summary(self, case: str, incident: str) -> str:
        return self.ask("look again", f"/desk/cases/{case}/incidents/{incident}/")[1]

    def work(self, case: str, incidents: list[str], chance: random.Random) -> None:
        """A morning at the desk."""
        self.sign_in()
        for number in range(EDITS):
            self.ask("list", f"/desk/cases/{case}/incidents/?order=killed&page={chance.randint(1, 9)}")
            self.add_words(case, chance.choice(incidents), f"{self.name}-{number}.")
            self.ask("overview", f"/desk/cases/{case}/")


def form_with(page: str, name: str) -> list[tuple[str, str]]:
    """What the form that has this field would send."""
    forms = [form for form in html.fromstring(page).forms if name in form.fields]
    if not forms:
        raise RuntimeError(f"no form with {name}: {html.fromstring(page).text_content()[:300]}")
    return [(key, value or "") for key, value in forms[0].form_values()]


def session(folder: Path, database: str | None) -> dict[str, object]:
    """The fifty of them, on one database."""
    export, home, told = folder / "export", folder / "home", Told()
    write_export(export, incidents=INCIDENTS, seed=1)
    if database is not None:
        os.environ["DATABASE_URL"] = database
    tahqiq("import", "airwars", export, "--home", home)
    tahqiq("grade", "--home", home)
    port = free_port()
    case, incidents = prepared(home)
    words = [
        sys.executable,
        "-m",
        "tahqiq",
        "serve",
        "--home",
        str(home),
        "--only",
        "desk",
        "--port",
        str(port),
    ]
    server = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    root = f"http://127.0.0.1:{port}"
    try:
        wait_for(root)
        began = time.perf_counter()
        faults = together(
            [Editor(root, f"editor-{number}", told) for number in range(EDITORS)], case, incidents[:SHARED]
        )
        wall = time.perf_counter() - began
    finally:
        server.terminate()
        server.wait()
    lost = lost_words(home, told.saved)
    errors = sum(count for key, count in told.statuses.items() if key.split()[-1][0] == "5")
    return {
        "editors": EDITORS,
        "seconds": round(wall, 1),
        "requests": sum(told.statuses.values()),
        "requests_a_second": round(sum(told.statuses.values()) / wall, 1),
        "saved": len(told.saved),
        "met_another_version": told.conflicts,
        "errors": errors + len(faults),
        "faults": faults[:5],
        "lost": lost,
        "p95_ms": {
            kind: round(statistics.quantiles(each, n=20)[-1] * 1000) for kind, each in told.seconds.items()
        },
    }


def prepared(home: Path) -> tuple[str, list[str]]:
    """The case's slug and its incidents, once there are accounts for fifty; in a process of its own."""
    made = subprocess.run(
        [sys.executable, __file__, "--prepare", str(home)], check=True, stdout=subprocess.PIPE, text=True
    )
    case, *incidents = made.stdout.split()
    return case, incidents


def prepare(home: Path) -> None:
    start(Home.open(home), serving=True)
    from tahqiq.casebook.models import Case, Incident
    from tahqiq.desk.models import Account, Membership

    case = Case.objects.get()
    for number in range(EDITORS):
        account = Account.objects.create_account(f"editor-{number}", PASSWORD)
        Membership.objects.create(account=account, case=case, role="editor")
    keys = Incident.objects.filter(case=case).order_by("code").values_list("pk", flat=True)
    print(case.slug, *keys)


def lost_words(home: Path, saved: list[tuple[str, str]]) -> int:
    """How many words that somebody was told are saved do not stand in the record."""
    written = "\n".join(f"{incident} {words}" for incident, words in saved)
    done = subprocess.run(
        [sys.executable, __file__, "--lost", str(home)],
        input=written,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return int(done.stdout)


def count_lost(home: Path) -> None:
    start(Home.open(home), serving=True)
    from tahqiq.casebook.models import Incident

    summaries = {str(key): text for key, text in Incident.objects.values_list("pk", "summary_en")}
    pairs = [line.split(" ", 1) for line in sys.stdin.read().splitlines()]
    print(sum(words not in summaries[incident] for incident, words in pairs))


def together(editors: list[Editor], case: str, incidents: list[str]) -> list[str]:
    """Everybody at once; what went wrong for whom."""
    faults: list[str] = []

    def one(number: int, editor: Editor) -> None:
        try:
            editor.work(case, incidents, random.Random(number))
        except (RuntimeError, OSError, StopIteration) as fault:
            faults.append(f"{editor.name}: {fault}")

    threads = [threading.Thread(target=one, args=each) for each in enumerate(editors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


def wait_for(root: str) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{root}/desk/login/", timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server did not start")


def main() -> int:
    if sys.argv[1:2] == ["--prepare"]:
        prepare(Path(sys.argv[2]))
        return 0
    if sys.argv[1:2] == ["--lost"]:
        count_lost(Path(sys.argv[2]))
        return 0
    told: dict[str, dict[str, object]] = {}
    for kind in sys.argv[1:] or ["sqlite", "postgresql"]:
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            programs = postgres.programs()
            if kind == "postgresql" and programs is None:
                raise SystemExit("no PostgreSQL server here (Debian: apt-get install postgresql)")
            url = stack.enter_context(postgres.throw_away_server(programs)) if kind == "postgresql" else None
            told[kind] = session(folder, url)
            os.environ.pop("DATABASE_URL", None)
    keep("editors", {"sessions": told})
    return 1 if any(each["errors"] or each["lost"] for each in told.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
