import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tahqiq.read.text.reading import read_document
from tahqiq.vocab.errors import BadInput

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CORE = """<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">
 <dc:title>Report of the council</dc:title>
 <dc:creator>Nadia Farrow</dc:creator>
 <dcterms:created>2031-06-06T10:00:00Z</dcterms:created></cp:coreProperties>"""


def zipped(members: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def body(inside: str) -> str:
    return f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>{inside}</w:body></w:document>'


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def cell(text: str) -> str:
    return f"<w:tc><w:tcPr/>{paragraph(run(text))}</w:tc>"


def docx(inside: str, **more: str | bytes) -> bytes:
    names = {"core": "docProps/core.xml", "footnotes": "word/footnotes.xml", "comments": "word/comments.xml"}
    return zipped(
        {"word/document.xml": body(inside), **{names.get(name, name): each for name, each in more.items()}}
    )


def refused(content: bytes, name: str = "a.docx") -> str:
    with pytest.raises(BadInput) as caught:
        read_document(content, name=name)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_paragraphs_tables_and_notes_are_read_in_order() -> None:
    table = f"<w:tbl><w:tr>{cell('Name')}{cell('Age')}</w:tr><w:tr>{cell('نادية')}{cell('34')}</w:tr></w:tbl>"
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote>'
        f"{paragraph(run('As the hospital said.'))}</w:footnote></w:footnotes>"
    )
    inside = paragraph(
        run("Seven "),
        run("people<&gt;").replace("<&", "&lt;&"),
        "<w:r><w:tab/><w:t>died</w:t><w:br/></w:r>",
        run("there."),
    )
    found = read_document(docx(inside + table, footnotes=notes, core=CORE), name="a.docx")
    assert found.text == "Seven people<> died\nthere.\n\nName\tAge\nنادية\t34\n\nAs the hospital said."
    assert (found.title, found.byline, found.kind) == ("Report of the council", "Nadia Farrow", "docx")
    assert found.date is not None and found.date.iso()[0] == "2031-06-06"
    assert found.problems == ()


def test_deleted_and_hidden_words_are_left_out_and_it_is_said() -> None:
    deleted = f"<w:del>{run('Nine').replace('w:t', 'w:delText')}</w:del><w:ins>{run('Seven')}</w:ins>"
    hidden = run(" and nobody knows", "<w:rPr><w:vanish/></w:rPr>") + run(
        " died.", '<w:rPr><w:vanish w:val="0"/></w:rPr>'
    )
    gone = f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{cell('gone')}</w:tr></w:tbl>"
    found = read_document(docx(paragraph(deleted, hidden) + gone, comments="<x/>"), name="a.docx")
    assert found.text == "Seven died."
    assert found.problems == (
        "2 tracked deletions are left out",
        "1 hidden stretches are left out",
        "comments in the margin are left out",
    )


def test_a_table_within_a_table_loses_nothing() -> None:
    inner = f"<w:tbl><w:tr>{cell('a')}{cell('b')}</w:tr></w:tbl>"
    outer = (
        f"<w:tbl><w:tr><w:tc>{paragraph(run('before'))}{inner}{paragraph(run('after'))}</w:tc></w:tr></w:tbl>"
    )
    assert read_document(docx(outer)).text == "before\n\na\tb\n\nafter"


def test_files_within_are_named() -> None:
    found = read_document(
        zipped({"word/document.xml": body(paragraph(run("x"))), "word/media/image1.png": b""})
    )
    assert found.attachments == ("word/media/image1.png",)


ENTITIES = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10 if at else "ha"}">' for at in range(12))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding: str) -> None:
    content = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [{ENTITIES}]>'
        + body(paragraph(run("&e11;")))[21:]
    )
    said = refused(zipped({"word/document.xml": content.encode(encoding)}))
    assert "declares a document type: refused" in said or "not well-formed" in said


def test_entities_that_expand_to_little_are_refused_too() -> None:
    content = (
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "b">]>'
        + body(paragraph(run("&a;")))[21:]
    )
    assert "declares a document type: refused" in refused(
        zipped({"word/document.xml": content.encode("utf-16")})
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (zipped({"word/document.xml": ""}), "'word/document.xml' is not well-formed XML"),
        (zipped({"word/document.xml": body("<w:p>")}), "'word/document.xml' is not well-formed XML"),
        (
            zipped({"word/document.xml": body("<w:tbl>" * 400 + "</w:tbl>" * 400)}),
            "'word/document.xml' is not well-formed XML",
        ),
        (zipped({"word/document.xml": body("")}), "no words in it"),
        (zipped({"word/document.xml": b" " * 30_000_000}), "unpacks to more than"),
    ],
)
def test_what_is_no_office_file_is_one_clear_line(content: bytes, said: str) -> None:
    assert said in refused(content)


def test_encrypted_and_damaged_members_are_refused() -> None:
    whole = docx(paragraph(run("Seven people died there.")))
    locked = bytearray(whole)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[whole.index(mark) + place] |= 1
    assert "is encrypted" in refused(bytes(locked))
    at = whole.index(b"word/document.xml") + 30
    assert "is damaged" in refused(whole[:at] + bytes(8) + whole[at + 8 :])


def test_more_members_than_any_document_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tahqiq.read.text.zips._MOST_MEMBERS", 1)
    assert "2 members in a zip archive: refused" in refused(docx(paragraph(run("x")), core=CORE))


OFFICE, TEXT, TABLE = (
    f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "text", "table")
)
META = "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"


def test_an_odt_is_read() -> None:
    content = f"""<o:document-content xmlns:o="{OFFICE}" xmlns:t="{TEXT}" xmlns:b="{TABLE}"><o:body><o:text>
<t:tracked-changes><t:changed-region><t:p>Nine</t:p></t:changed-region></t:tracked-changes>
<t:h>تقرير</t:h><t:p>Seven<t:s/>people<t:note><t:note-citation>1</t:note-citation><t:note-body
><t:p>A note.</t:p></t:note-body></t:note
><t:tab/>died<t:line-break/>there.</t:p>
<b:table><b:table-row><b:table-cell><t:p>a</t:p></b:table-cell><b:table-cell><t:p>b</t:p></b:table-cell></b:table-row><b:table-row/></b:table>
</o:text></o:body></o:document-content>"""
    meta = (
        f'<o:document-meta xmlns:o="{OFFICE}" xmlns:m="{META}" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><o:meta><dc:title>T</dc:title>'
        f"<m:creation-date>2031-06-06T10:00:00</m:creation-date></o:meta>"
        f"</o:document-meta>"
    )
    found = read_document(zipped({"mimetype": "x", "content.xml": content, "meta.xml": meta}), name="a.odt")
    assert found.text == "تقرير\n\nSeven people A note. died\nthere.\n\na\tb"
    assert (found.kind, found.title, found.problems) == ("odt", "T", ("tracked deletions are left out",))
    assert found.date is not None and found.date.iso()[0] == "2031-06-06"


WHOLE = docx(
    paragraph(run("Seven people died there.")) + f"<w:tbl><w:tr>{cell('a')}</w:tr></w:tbl>", core=CORE
)


@settings(max_examples=100)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=8))
def test_damaged_files_are_read_or_refused_in_one_line(changes: list[tuple[int, int]]) -> None:
    content = bytearray(WHOLE)
    for place, value in changes:
        content[place] = value
    try:
        read_document(bytes(content), name="a.docx")
    except BadInput as refusal:
        assert "\n" not in str(refusal)
