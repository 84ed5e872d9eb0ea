"""The spreadsheets convert without a warning, speak both languages, and are the same every time."""

from __future__ import annotations

import io
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest

from tahqiq.read.forms.definition import FORMS, form_of
from tahqiq.read.forms.xlsform import ARABIC, ENGLISH, xform, xlsform

XF = {"x": "http://www.w3.org/2002/xforms"}


@pytest.mark.parametrize("slug", FORMS)
def test_a_form_converts_without_warning_and_speaks_both_languages(slug: str) -> None:
    form = form_of(slug)
    tree = ElementTree.fromstring(xform(form))
    spoken = {each.get("lang"): each for each in tree.iterfind(".//x:translation", XF)}
    assert set(spoken) == {ENGLISH, ARABIC}
    assert spoken[ARABIC].get("default") == "true()"
    ids = [{each.get("id") for each in words.iterfind("x:text", XF)} for words in spoken.values()]
    assert ids[0] == ids[1]
    assert all(value.text for words in spoken.values() for value in words.iterfind("x:text/x:value", XF))
    bound = {str(each.get("nodeset")).rpartition("/")[2] for each in tree.iterfind(".//x:bind", XF)}
    assert {each.name for _, each in form.questions()} <= bound


@pytest.mark.parametrize("slug", FORMS)
def test_every_cell_is_text_and_the_bytes_are_steady(slug: str) -> None:
    content = xlsform(form_of(slug))
    assert content == xlsform(form_of(slug))
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["survey", "choices", "settings"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}


@pytest.mark.skipif(shutil.which("java") is None, reason="needs java")
def test_odk_validate_finds_no_fault_and_would(tmp_path: Path) -> None:
    """The validator of the ODK project, which comes with pyxform, on all four forms at once."""
    for slug in FORMS:
        (tmp_path / f"{slug}.xml").write_text(xform(form_of(slug)), encoding="utf-8")
    said = _validated(*sorted(tmp_path.glob("*.xml")))
    assert said.returncode == 0, said.stderr
    assert said.stdout.count("Xform is valid") + said.stderr.count("Xform is valid") == len(FORMS)
    broken = tmp_path / "broken.xml"
    wrong = (tmp_path / "interview.xml").read_text(encoding="utf-8").replace("today()", "today(")
    broken.write_text(wrong, encoding="utf-8")
    assert _validated(broken).returncode == 1


def _validated(*paths: Path) -> subprocess.CompletedProcess[str]:
    jar = str(files("pyxform") / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar")
    java = ["java", "-Djava.awt.headless=true", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", jar]
    return subprocess.run([*java, *map(str, paths)], capture_output=True, text=True, timeout=120)
