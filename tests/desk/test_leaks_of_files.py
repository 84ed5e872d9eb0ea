"""Pictures and forms that people entrusted to the record: in no small picture, in no message, in no log."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from casebook.record import actor
from django.test import Client
from django.urls import reverse
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from desk.conftest import Enter
from desk.test_leaks import Planted, every_file, planted  # noqa: F401 - a fixture
from tahqiq.casebook import models as kept
from tahqiq.casebook.actors import ROLES, Permission
from tahqiq.casebook.models import Item
from tahqiq.casebook.releasing.folder import write_release
from tahqiq.cli import run
from tahqiq.desk.home import Home
from tahqiq.desk.stills import drawn
from tahqiq.desk.views import items
from tahqiq.publish import publish
from tahqiq.read.forms import form_of
from tahqiq.read.forms.testing import Filled, as_odata, as_xml, fill
from tahqiq.seal import Archive, Receipt

INTERVIEW = form_of("interview")
#: The colour of a picture that somebody entrusted to us, and words inside its file.
COLOUR, INSIDE = (3, 250, 131), "zqpictureqz"
PICTURES = frozenset({".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp"})


def entrusted_picture() -> bytes:
    """A picture of one colour that nothing of ours has, with words in its file."""
    said, stream = PngInfo(), io.BytesIO()
    said.add_text("Comment", INSIDE)
    Image.new("RGB", (900, 600), COLOUR).save(stream, "PNG", pnginfo=said)
    return stream.getvalue()


def is_of_it(content: bytes) -> bool:
    """Whether a picture shows the entrusted one, of whatever size and kind it was made."""
    colour = Image.open(io.BytesIO(content)).convert("RGB").resize((1, 1)).getpixel((0, 0))
    assert isinstance(colour, tuple)
    return all(abs(one - other) < 40 for one, other in zip(colour, COLOUR, strict=True))


def test_no_small_picture_is_made_of_what_was_entrusted(
    planted: Planted,  # noqa: F811
    enter: Enter,
    tmp_path: Path,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In a release and its site none at all; at the desk grey and blurred, for those who may hear."""
    monkeypatch.setattr(items, "still", drawn)  # the same without a process of its own
    home = settings.HOME = Home.create(tmp_path / "home")
    content = entrusted_picture()
    receipt = Receipt(by="huda", original_name=INSIDE, how="upload")
    sealed = Archive.at(home.archive).seal_bytes(content, receipt)
    assert is_of_it(content)
    held = {"sha256": sealed.sha256, "size": sealed.size, "media_type": "image/png"}
    item = planted.new(Item, **held, guarded=True, consent_needed=True)
    planted.new(kept.VisitPhotograph, item=item)
    address = reverse("desk:item_picture", args=[planted.slug, item.pk])
    refused = {role for role, who in ROLES.items() if Permission.HEAR not in who.permissions}
    assert refused and refused != set(ROLES)
    for role in ROLES:
        answer = enter(role, case=planted.case, name=f"b-{role}").get(address)
        assert (answer.status_code in {403, 404}) == (role in refused), role
        if role not in refused:
            assert answer.headers["Content-Type"] == "image/jpeg" and not is_of_it(answer.content)
            assert INSIDE.encode() not in answer.content and INSIDE not in repr(answer.headers)
    assert Client().get(address).status_code in {302, 404}
    written = write_release(actor(), planted.case, releases=home.releases, signing_key=bytes(32))
    publish(written.folder, home.sites / "site", processes=1)
    read = 0
    for name, said in (*every_file(home.releases), *every_file(home.sites)):
        assert INSIDE.encode() not in said and sealed.sha256.encode() not in said, name
        if Path(name).suffix in PICTURES:
            assert not is_of_it(said.removeprefix(f"{Path(name).name} ".encode())), name
        read += 1
    assert read > 50


BROKEN: Mapping[str, Callable[[str, str], bytes]] = {
    "nobody-keeps-the-vault.json": lambda name, words: as_odata(INTERVIEW, [told_on_a_form(name, words)]),
    "cut-short.xml": lambda name, words: as_xml(INTERVIEW, told_on_a_form(name, words))[:-40],
    "no-text.json": lambda name, words: as_odata(INTERVIEW, [told_on_a_form(name, words)]).replace(
        json.dumps(name).encode(), json.dumps([name, words]).encode()
    ),
    "no-form.csv": lambda name, words: f"who,said\n{name},{words}\n".encode(),
    "torn.csv": lambda name, words: f'"real_name","words\n{name},{words}\n\0'.encode(),
}


def told_on_a_form(name: str, words: str) -> Filled:
    instance, answers = fill(INTERVIEW, seed=1, share=1.0)
    passage = [{"knowledge": "saw", "words": words}]
    return instance, answers | {"keep": "yes", "real_name": name, "telephone": name, "passage": passage}


@pytest.mark.django_db
@pytest.mark.parametrize("name", BROKEN)
def test_what_the_command_line_refuses_it_does_not_repeat(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    who, words = "zqsomebodyqz", "zqsaidqz that night in the cellar"
    path, home = tmp_path / name, tmp_path / "home"
    path.write_bytes(BROKEN[name](who, words))
    code = run(["import", "forms", str(path), "--home", str(home), "--case", "field", "--title", "Field"])
    told = capsys.readouterr()
    assert (code == 2 or "1" in told.out + told.err) and not kept.FormSubmission.objects.exists()
    for secret in (who, words[:8]):
        assert secret not in told.out + told.err + caplog.text
        assert [each for each, content in every_file(home) if secret.encode() in content] == []
