"""Documents set with Typst: what enters them is data, and what leaves is a PDF that all can read."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest
import typst

from petaprogram.exports.pdf.pictures import make_picture
from petaprogram.exports.pdf.typesetting import TEMPLATES, typeset
from petaprogram.exports.qr_code import qr_svg
from petaprogram.maps.paper.strokes import Words
from petaprogram.messages.language import ENGLISH, INDONESIAN
from tests.support.pdf import fonts, read, squeeze, texts

DAY = dt.date(2026, 11, 25)
PAYLOADS = json.loads((Path(__file__).parents[2] / "hostile" / "payloads.json").read_text("utf-8"))
MARKUP = [
    "#eval(\"1 + 1\") #read(\"base.typ\") #panic()",
    "*bold* _emph_ `raw` $x^2$ @ref <label> = Heading",
    "\\ \\u{41} ~ -- --- ... ' \" // comment /* comment */",
    "#import \"@preview/cetz:0.3.0\": *",
    "]#text(red)[x] } { ) (",
    "- item\n+ item\n/ term: x",
    "https://example.org/a_b*c",
]  # fmt: skip
# Code within markup: what is left is text.
EXPRESSION = re.compile(r"#(?:if [^{]*\{[^}]*\}|[\w-]+(?:\.[\w-]+|\((?:[^()]|\([^()]*\))*\))*)")


def sheet_of(lines: list[str], title: str = "Uji", language=INDONESIAN) -> bytes:
    marks = [Words(text.replace("\n", " "), 10, 12 + 8 * row, 8) for row, text in enumerate(lines)]
    content = {"sheet": make_picture(marks, 200, 300, title)}
    return typeset("mapsheet.typ", content, title=title, subject=title, language=language, day=DAY)


@pytest.mark.parametrize("text", [*PAYLOADS.values(), *MARKUP])
def test_whatever_a_text_holds_is_printed_letter_by_letter(text: str) -> None:
    pdf = sheet_of([text], title=text)
    assert texts(pdf) == [squeeze(text)]
    assert read(pdf).metadata.title == text


def test_a_document_is_tagged_titled_dated_and_in_its_language() -> None:
    for language in (INDONESIAN, ENGLISH):
        pdf = read(sheet_of(["Kediri"], "Peta", language))
        root = pdf.trailer["/Root"]
        assert root["/Lang"] == language.code
        assert root["/MarkInfo"]["/Marked"]
        assert root["/StructTreeRoot"]
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert pdf.metadata.title == "Peta"
        assert pdf.metadata.author.startswith("PetaProgram")
        assert pdf.metadata.creation_date.date() == DAY
        assert "pdfuaid:part" in pdf.xmp_metadata.stream.get_data().decode()


def test_every_font_is_embedded_and_none_is_of_the_system() -> None:
    used = dict(fonts(sheet_of(["Kediri", "Ω Ж 2", "汉字 😀"])))
    assert used
    assert all(used.values())
    families = {re.sub(r"^[A-Z]{6}\+|-.*$", "", name.lstrip("/")) for name in used}
    assert families == {"SourceSansPro", "DejaVuSans", "LastResortHE"}


def test_letters_that_no_font_has_stop_nothing_and_stay_in_the_text() -> None:
    assert texts(sheet_of(["Kampung 😀 \ue000 ok"])) == ["Kampung😀\ue000ok"]


def test_controls_that_turn_letters_around_are_left_out() -> None:
    assert texts(sheet_of(["satu \u202edua\u202c tiga", "empat\x00\x1b lima"])) == ["satuduatigaempatlima"]


def test_the_same_content_is_the_same_file() -> None:
    assert sheet_of(["Kediri"]) == sheet_of(["Kediri"])


def test_a_template_that_is_not_there_is_an_error() -> None:
    with pytest.raises((typst.TypstError, RuntimeError, OSError)):
        typeset("nope.typ", {}, title="x", subject="x", language=INDONESIAN, day=DAY)


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.typ")), ids=lambda path: path.name)
def test_no_template_runs_what_it_is_given_or_reaches_out(path: Path) -> None:
    code = re.sub(r"//[^\n]*", "", path.read_text("utf-8"))
    assert not re.search(r"\beval\s*\(|\bread\s*\(|\bplugin\s*\(|@preview|@local|https?:", code)
    assert set(re.findall(r'import "([^"]*)"', code)) <= {one.name for one in TEMPLATES.glob("*.typ")}
    # Content enters through one door.
    assert set(re.findall(r"\b(?:json|csv|yaml|toml|xml|cbor)\([^)]*\)+", code)) <= {
        "json(bytes(sys.inputs.data))"
    }


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.typ")), ids=lambda path: path.name)
def test_no_template_holds_a_text_of_its_own(path: Path) -> None:
    code = re.sub(r"//[^\n]*", "", path.read_text("utf-8"))
    markup = [EXPRESSION.sub("", one) for one in re.findall(r"\[([^\[\]]*)\]", code)]
    assert [one for one in markup if re.search(r"[^\W\d_]{2,}", one)] == []


def test_the_search_for_words_in_templates_finds_them() -> None:
    left = [EXPRESSION.sub("", one) for one in ("#words.page: teks", "#if x { y } #a.b(c(d)).e() /")]
    assert [bool(re.search(r"[^\W\d_]{2,}", one)) for one in left] == [True, False]


def test_a_qr_code_holds_its_address() -> None:
    svg = qr_svg("https://peta.example.go.id/profil?kode=35.71.02.1016")
    # Version 4 (33 modules) holds such an address at level M; four modules of quiet on each side.
    assert 'viewBox="0 0 41 41"' in svg
    assert svg == qr_svg("https://peta.example.go.id/profil?kode=35.71.02.1016")
    assert svg != qr_svg("https://peta.example.go.id/profil?kode=35.71.02.1017")
