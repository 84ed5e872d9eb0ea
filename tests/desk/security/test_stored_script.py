"""Script in every text field of the record, shown on every screen: it stays text."""

from __future__ import annotations

from collections.abc import Iterable
from html.parser import HTMLParser

import pytest
from casebook.record import KINDS, NOW, Record
from django.db import IntegrityError, models, transaction

from desk.conftest import Enter
from desk.security.screens import screens
from tahqiq.casebook.actors import ROLES
from tahqiq.casebook.models import Approval, AuditEntry, Case

MARK = "xqz"
SCRIPT = f"\"'><script>{MARK}()</script><img src=x onerror={MARK}()><a href=javascript:{MARK}()>"


#: Types of elements that hold data; a browser runs nothing of them.
DATA = {"application/json", "application/ld+json"}


class Harmful(HTMLParser):
    """Finds what a browser would run: elements and attributes that carry the mark."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._script = tag == "script" and dict(attrs).get("type") not in DATA
        for name, value in attrs:
            runs = name.startswith("on") or (name in {"href", "src", "action", "formaction"} and _runs(value))
            if MARK in name or (runs and MARK in (value or "")):
                self.found.append(f"<{tag} {name}={value}>")

    def handle_data(self, data: str) -> None:
        if self._script and MARK in data:
            self.found.append(f"<script>{data}")

    def handle_endtag(self, tag: str) -> None:
        self._script = False


def _runs(value: str | None) -> bool:
    return (value or "").strip().lower().startswith(("javascript:", "data:", "vbscript:"))


class Poisoned(Record):
    """A record whose every free text carries script."""

    def values(self, model: type[models.Model]) -> dict[str, object]:
        values = super().values(model)
        for field in model._meta.concrete_fields:
            if isinstance(field, models.TextField):
                values[field.name] = f"{values.get(field.name) or ''}{SCRIPT}"
        return values

    def new(self, model: type[models.Model], **values: object) -> models.Model:  # type: ignore[override]
        """The record with as much script as its constraints let in."""
        meant = {**self.values(model), **values}
        poisoned = [name for name, value in meant.items() if isinstance(value, str) and SCRIPT in value]
        for _ in range(len(poisoned) + 1):
            try:
                with transaction.atomic():
                    return model._default_manager.create(**meant)
            except IntegrityError:
                name = poisoned.pop()
                meant[name] = Record.values(self, model).get(name, "")
        raise AssertionError(f"no valid {model.__name__}")


def _poison(kinds: Iterable[type[models.Model]]) -> Poisoned:
    record = Poisoned()
    for kind in kinds:
        if kind not in (Approval, AuditEntry):
            record.one(kind)
    record.new(AuditEntry, action="edit_incident", target_id=str(record.case.pk), at=NOW)
    return record


@pytest.mark.parametrize("language", ["en", "ar"])
def test_script_in_the_record_stays_text(db: None, enter: Enter, language: str) -> None:
    record = _poison(KINDS)
    assert SCRIPT in record.one(Case).title_en
    browser = enter(*ROLES, case=record.case, language=language, name=f"<b onclick={MARK}()>")
    seen, wrong = 0, []
    for screen in screens():
        answer = browser.get(screen.address(record), follow=True)
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if "html" in answer.get("Content-Type", ""):
            reader = Harmful()
            reader.feed(text.decode())
            wrong += [f"{screen.name}: {each}" for each in reader.found]
            seen += MARK in text.decode()
    assert wrong == []
    assert seen > 5, "the script was shown nowhere, so nothing was tried"
