"""The one place where whatever escapes a command becomes a line on stderr and an exit code.

Exit codes: 0 done · 1 a check found faults · 2 bad input · 3 honest refusal · 70 our bug ·
130 interrupted · 141 whoever read our output went away.
"""

from __future__ import annotations

import os
import re
import sys
import time
import traceback
from collections.abc import Collection, Sequence
from itertools import pairwise
from pathlib import Path
from types import TracebackType

import click

from tahqiq.cli.options import DEFAULT_HOME
from tahqiq.desk import logs
from tahqiq.vocab.errors import TahqiqError

#: What a log line may not hold; frames such as ``<frozen importlib>:1:<module>`` lose it.
_UNLOGGABLE = re.compile(r"[^\w./:+-]", re.ASCII)
BUG, INTERRUPTED, READER_GONE = 70, 130, 141


class Ending:
    """A context that ends every command alike: ``with ending: …`` then ``ending.code``.

    What ran, how it ended and how long it took becomes a line of HOME/logs, where there is a home.

    Args:
        arguments: what the user typed after ``tahqiq``.
        verbs: the commands there are; any other word is not logged, for it may be anybody's name.
    """

    def __init__(self, arguments: Sequence[str] = (), *, verbs: Collection[str] = ()) -> None:
        self.code = 0
        self._arguments = arguments
        self._command = arguments[0] if arguments and arguments[0] in verbs else ""
        self._began = time.monotonic()

    def __enter__(self) -> Ending:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        logs_folder = _home_named(self._arguments) / "logs"
        if error is not None:
            self.code = _end(error, logs_folder)
        seconds = round(time.monotonic() - self._began, 3)
        if self._command and logs_folder.is_dir() and os.access(logs_folder, os.W_OK):
            logs.record(logs_folder, "command", command=self._command, code=self.code, seconds=seconds)
        return True


def _end(error: BaseException, logs_folder: Path) -> int:
    match error:
        case click.exceptions.Exit():
            return error.exit_code
        case click.ClickException():
            error.show()
            return error.exit_code
        case TahqiqError():
            click.echo(f"tahqiq: {error}", err=True)
            return error.exit_code
        case KeyboardInterrupt() | click.Abort():
            click.echo("tahqiq: interrupted; no file is left half written, run the same again", err=True)
            return INTERRUPTED
        case BrokenPipeError():
            _silence_stdout()
            return READER_GONE
        case SystemExit():
            return error.code if isinstance(error.code, int) else int(error.code is not None)
    return _bug(error, logs_folder)


def _silence_stdout() -> None:
    """The interpreter flushes stdout once more on its way out; nobody reads that either."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _bug(error: BaseException, logs_folder: Path) -> int:
    """Says that it is our fault, and keeps where it happened, never what was being handled."""
    if os.environ.get("TAHQIQ_DEBUG"):
        traceback.print_exception(error)
    kind = type(error).__name__
    where = _log(error, logs_folder)
    click.echo(f"tahqiq: a bug in Tahqiq ({kind}), not a mistake of yours; {where}", err=True)
    return BUG


def _log(error: BaseException, folder: Path) -> str:
    """Writes the frames to HOME/logs; messages stay out, for they may hold names and quotes."""
    frames = [
        _UNLOGGABLE.sub("", f"{Path(f.filename).name}:{f.lineno}:{f.name}")[:128]
        for f in traceback.extract_tb(error.__traceback__)
    ]
    if not folder.is_dir():
        return "set TAHQIQ_DEBUG=1 to see where"
    logs.record(folder, "bug", type=type(error).__name__, frames=frames)
    return f"where it happened is noted in {folder / logs.FILE} (TAHQIQ_DEBUG=1 shows all)"


def _home_named(arguments: Sequence[str]) -> Path:
    """The home these arguments name; found without click, which may be what failed."""
    for here, following in pairwise([*arguments, ""]):
        if here.startswith("--home="):
            return Path(here.removeprefix("--home="))
        if here == "--home":
            return Path(following)
    return Path(os.environ.get("TAHQIQ_HOME") or DEFAULT_HOME)
