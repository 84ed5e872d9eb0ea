"""The result as a value and as a file: figures where there are some, a refusal where there are none."""

from __future__ import annotations

import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec

from tahqiq import __version__
from tahqiq.durable import write_file
from tahqiq.estimate.fits import Fit
from tahqiq.vocab.estimates import Assessed, Diagnosis, EstimateFile, Finding
from tahqiq.vocab.judgements import Spread

#: Libraries whose version can change a figure's last digits.
COMPUTING = ("numpy", "numba", "scipy")


def assessed(
    name: str,
    fit: Fit,
    *,
    unnamed: int | None,
    diagnosis: Diagnosis | None,
    left_out: tuple[str, ...] = (),
    reasons: tuple[Finding, ...] = (),
) -> Assessed:
    """An estimate with figures; with ``reasons`` it was refused and computed by force."""
    return Assessed(
        name=name,
        documented=fit.documented,
        method=fit.method,
        **_figures(fit, 0),
        undocumented=Spread(**_figures(fit, fit.documented)),
        unnamed=unnamed,
        rhat=fit.rhat,
        ess=fit.ess,
        mcse=fit.mcse,
        refused=said(reasons[0]) if reasons else "",
        forced=bool(reasons),
        left_out=left_out,
        reasons=reasons,
        diagnosis=diagnosis,
        detail=_plain(fit.detail),
    )


def refused(
    name: str,
    *,
    documented: int,
    method: str,
    reasons: tuple[Finding, ...],
    unnamed: int | None,
    diagnosis: Diagnosis | None,
    left_out: tuple[str, ...] = (),
    rhat: float | None = None,
    ess: float | None = None,
) -> Assessed:
    """An estimate without figures, and why."""
    return Assessed(
        name=name,
        documented=documented,
        method=method,
        unnamed=unnamed,
        rhat=rhat,
        ess=ess,
        refused=said(reasons[0]),
        left_out=left_out,
        reasons=reasons,
        diagnosis=diagnosis,
    )


def said(reason: Finding) -> str:
    """A reason and what would help, as one text."""
    return f"{reason.text} {reason.remedy}".strip()


def versions() -> dict[str, str]:
    """Of our code, of Python and of the libraries that compute."""
    return {
        "tahqiq": __version__,
        "python": platform.python_version(),
        **{name: version(name) for name in COMPUTING},
    }


def spelled(result: EstimateFile) -> bytes:
    """The bytes of the file: JSON, indented, the same for the same result."""
    return msgspec.json.format(msgspec.json.encode(result), indent=2) + b"\n"


def write_result(result: EstimateFile, path: Path) -> None:
    """Writes the whole file, or nothing."""
    write_file(path, spelled(result))


def read_result(path: Path) -> EstimateFile:
    """A result read back (estimate/1)."""
    return msgspec.json.decode(path.read_bytes(), type=EstimateFile)


def _figures(fit: Fit, less: int) -> dict[str, float]:
    names = ("median", "mean", "lo50", "hi50", "lo80", "hi80", "lo95", "hi95")
    return {name: getattr(fit, name) - less for name in names}


def _plain(detail: object) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(detail))
    return plain
