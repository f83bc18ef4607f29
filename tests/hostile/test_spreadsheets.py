"""Spreadsheets that were made to do harm, or were sent by mistake, in the import: each ends in a stated way.

The files of this folder are held to the same in `tests/importing/test_sandbox.py`.
"""

from __future__ import annotations

import io
import resource
import signal
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from petaprogram.importing.base import Base
from petaprogram.importing.planning import plan_import
from petaprogram.importing.recipe import Recipe
from petaprogram.importing.sandbox import SECONDS
from petaprogram.importing.worker_limits import MEMORY_BYTES, OUT_OF_MEMORY
from petaprogram.messages.issues import ImportStopError
from petaprogram.settings import ROOT
from tests.support import watched_worker
from tests.support.hostile_workbooks import ROW, TITLES, good_sheet, packed, row, sheet
from tests.support.watched_worker import watch_reading
from tests.support.workbooks import sample_base

pytestmark = pytest.mark.export

HERE = Path(__file__).parent
FILES = ROOT / "tests" / "importing" / "files"
Make = Callable[[], bytes]
# Written when a file is made of them: millions of rows, of which a run without this file needs none.
Rows = Callable[[], str]
# What becomes of a row, and of how many; else the rule for which the file is refused.
SOUND = ("new", 1)
_STRINGS = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
_FIRST = '<c t="s"><v>0</v></c>'
_BEYOND = "9" * 20
_ONE = "<c><v>1</v></c>"
_OUTSIDE = '<Relationship Id="rId2" TargetMode="External" Target="http://127.0.0.1:9/x"/>'
_DECLARED = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
_REMARK = f"<!--{'x' * 5000}-->"
_CSV = "Program,Kelurahan,Status,Sumber"


def book(*rows: str | Rows, **about: Any) -> Make:
    """Make a workbook of rows below sound titles."""
    return lambda: packed(
        sheet(row(1, *TITLES), *(one if isinstance(one, str) else one() for one in rows)), **about
    )


def around(before: str = "", after: str = "", **about: Any) -> Make:
    """Make a workbook of one sound row with something around its rows."""
    return lambda: packed(good_sheet(before, after), **about)


def each(first: int, end: int, make: Callable[[int], str]) -> Rows:
    """Write something for each row."""
    return lambda: "".join(map(make, range(first, end)))


def with_entity(declared: str) -> Make:
    def make() -> bytes:
        return packed(
            good_sheet().replace(b"<worksheet", f"{declared}<worksheet".encode()).replace(b"Posko", b"&e;")
        )

    return make


def nested_in_book(before: str, encoding: str) -> Make:
    """Make a workbook whose list of sheets declares a text that is a thousand million long."""
    declared = each(1, 10, lambda one: f'<!ENTITY b{one} "' + f"&b{one - 1};" * 10 + '">')()
    text = f'{before}<!DOCTYPE x [<!ENTITY b0 "ha">{declared}]><workbook>&b9;</workbook>'
    text = f'<?xml version="1.0" encoding="{encoding}"?>{text}'
    return around(more={"xl/workbook.xml": text.encode(encoding)})


def merged(*references: str) -> str:
    ranges = "".join(f'<mergeCell ref="{one}"/>' for one in references)
    return f"<mergeCells>{ranges}</mergeCells>"


def named(name: str) -> Make:
    return around(names=f'<sheet name="{name}" sheetId="1" r:id="rId1"/>')


def archive(**members: bytes) -> Make:
    def make() -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as written:
            for name, content in members.items():
                written.writestr(name.replace("__", "/").replace("_dot_", "."), content)
        return out.getvalue()

    return make


def text(*lines: str, titles: str = _CSV, encoding: str = "utf-8") -> Make:
    return lambda: "\n".join([titles, *lines]).encode(encoding)


def file(name: str, change: Callable[[bytes], bytes] = bytes) -> Make:
    return lambda: change((FILES / name).read_bytes())


def two_of_a_name() -> bytes:
    data = packed(good_sheet(), more={"xl/worksheets/sheet2.xml": sheet(row(1, "lain"))})
    return data.replace(b"sheet2.xml", b"sheet1.xml")


def of_partners(count: int) -> str:
    return "; ".join(f"M{one}" for one in range(count))


CASES: dict[str, tuple[Make, str | tuple[str, int]]] = {
    "a sound one": (around(), SOUND),
    "rows to the end, blank": (
        book(row(2, *ROW), each(3, 1_048_577, lambda one: f'<row r="{one}"/>')),
        SOUND,
    ),
    "rows to the end": (
        book(each(2, 1_048_577, lambda one: f'<row r="{one}"><c r="A{one}"><v>1</v></c></row>')),
        "too-many-rows",
    ),
    "one cell in the last corner": (
        book(row(2, *ROW), '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "import-memory",
    ),
    "16,384 columns": (book(row(2, *ROW, *[_ONE] * 16_384)), "too-many-columns"),
    "16,384 columns, blank": (book(row(2, *ROW, *["<c/>"] * 16_384)), SOUND),
    "a wide and long sheet": (
        book(each(2, 60_000, lambda one: f'<row r="{one}">{_ONE * 190}</row>')),
        "import-memory",
    ),
    "a million elements deep": (around(after="<x>" * 10**6 + "</x>" * 10**6), SOUND),
    "a book a million elements deep": (
        around(names="<x>" * 10**6 + "</x>" * 10**6),
        "import-no-sheet",
    ),
    "a text 300,000 elements deep": (
        book(row(2, '<c t="inlineStr"><is>' + "<r>" * 300_000 + "</r>" * 300_000 + "</is></c>")),
        "import-no-rows",
    ),
    "an external entity": (with_entity(_DECLARED), "import-entities"),
    "an external entity behind a long remark": (with_entity(_REMARK + _DECLARED), "import-broken"),
    "entities within entities, late": (nested_in_book(_REMARK, "utf-8"), "import-entities"),
    "entities within entities in UTF-16": (nested_in_book("", "utf-16"), "import-entities"),
    "a link to another workbook": (
        around(
            more={
                "xl/externalLinks/externalLink1.xml": b"<externalLink/>",
                "xl/externalLinks/_rels/externalLink1.xml.rels": f"<R>{_OUTSIDE}</R>".encode(),
            }
        ),
        SOUND,
    ),
    "a sheet that lies elsewhere": (
        around(links=_OUTSIDE, names='<sheet name="Data" sheetId="1" r:id="rId2"/>'),
        "import-broken",
    ),
    "30 MB of shared texts": (
        around(shared=_STRINGS + b"<si><t>xxxxxxxxxx</t></si>" * 1_200_000 + b"</sst>"),
        SOUND,
    ),
    "one shared text of 30 MB": (
        book(row(2, *ROW[:6], _FIRST), shared=_STRINGS + b"<si><t>" + b"x" * 30_000_000 + b"</t></si></sst>"),
        "long-cell",
    ),
    "a long shared text in every cell": (
        book(
            each(2, 100_000, lambda one: row(one, *[_FIRST] * 7)),
            shared=_STRINGS + b"<si><t>" + b"x" * 32_000 + b"</t></si></sst>",
        ),
        "import-memory",
    ),
    "a shared text that is not there": (
        book(row(2, *ROW[:6], '<c t="s"><v>99999999</v></c>'), shared=_STRINGS + b"</sst>"),
        "import-broken",
    ),
    "formulas without a value": (
        book(
            each(
                2,
                2000,
                lambda one: row(one, *(f'<c r="{letter}{one}"><f>NOW()</f></c>' for letter in "ABCDEF")),
            )
        ),
        ("waiting", 1998),
    ),
    "one merged cell over the whole sheet": (
        around(after=merged("A1:XFD1048576")),
        "import-missing-column",
    ),
    "200,000 merged cells over each other": (
        around(after=merged(*(f"A2:XFD{1_048_576 - one}" for one in range(200_000)))),
        SOUND,
    ),
    "200,000 merged titles over each other": (
        around(after=merged(*(f"H1:XFD{1_048_576 - one}" for one in range(200_000)))),
        SOUND,
    ),
    "merged cells over each other in long rows": (
        lambda: packed(
            sheet(
                row(1, *TITLES),
                each(2, 5000, lambda one: row(one, *ROW))(),
                after=merged(*(f"A{one}:A1048576" for one in range(2, 5000))),
            )
        ),
        ("waiting", 4997),
    ),
    "a merged cell that ends nowhere": (around(after=merged("A0:ZZZZ99999999999999")), "import-broken"),
    "a row with a number beyond all": (
        book(row(2, *ROW), f'<row r="{_BEYOND}" hidden="1"><c r="A{_BEYOND}"><v>1</v></c></row>'),
        "import-memory",
    ),
    "a row whose number is a word": (
        book(row(2, *ROW), '<row r="x" hidden="1"><c r="A3"><v>1</v></c></row>'),
        "import-broken",
    ),
    "every row hidden": (
        book(each(2, 500_000, lambda one: f'<row r="{one}" hidden="1"/>')),
        "import-no-rows",
    ),
    "hidden columns, many times over": (
        around(before="<cols>" + '<col min="8" max="16384" hidden="1"/>' * 20_000 + "</cols>"),
        SOUND,
    ),
    "a hidden column of no number": (
        around(before='<cols><col min="x" hidden="1"/></cols>'),
        "import-broken",
    ),
    "cells that are never closed": (around(after="<f>" + '<c r="A1">' * 2_000_000), SOUND),
    "2,000 sheets": (
        around(names=each(1, 2001, lambda one: f'<sheet name="S{one}" sheetId="{one}" r:id="rId1"/>')()),
        SOUND,
    ),
    "a name of a million letters": (named("N" * 10**6), SOUND),
    "a name that turns around": (named("D\u202eata\u200b&#10;x"), SOUND),
    "letters that nobody sees": (
        book(row(2, "Pos\u200bko", "Dah\u202elia", *ROW[2:])),
        ("waiting", 1),
    ),
    "members that would lie outside": (
        around(more={"../../../tmp/x": b"x", "/etc/x": b"x", "C:\\x": b"x"}),
        SOUND,
    ),
    "two sheets of one name in the archive": (two_of_a_name, "import-no-titles"),
    "a year beyond all": (
        book(row(2, *ROW[:4], '<c t="d"><v>99999-99-99</v></c>', *ROW[5:])),
        ("waiting", 1),
    ),
    "a number that is none": (book(row(2, *ROW[:4], "<c><v>NaN</v></c>", *ROW[5:])), ("waiting", 1)),
    "a line of 19 MB": (text("x" * 19_000_000), "long-cell"),
    "a line of 19 million separators": (text("," * 19_000_000), "import-no-rows"),
    "nine million lines": (text("a\n" * 9_500_000), "too-many-rows"),
    "names of 32,000 letters": (
        text(*(f"Posko,{'D' * 32_000}{one},berjalan,Berita Satu" for one in range(500))),
        ("waiting", 500),
    ),
    "3,000 partners in a cell": (
        text(
            *(f"Posko,Dahlia,berjalan,Berita Satu,{of_partners(3000 + one)}" for one in range(100)),
            titles=f"{_CSV},Mitra",
        ),
        ("waiting", 99),
    ),
    "20,000 unknown places": (
        text(*(f"Posko,Tempat{one},berjalan,Berita Satu" for one in range(20_000))),
        ("waiting", 20_000),
    ),
    "a byte NUL": (text("Posko,Dah\0lia,berjalan,Berita Satu"), "nul-byte"),
    "UTF-16": (text("Posko,Dahlia,berjalan,Berita Satu", encoding="utf-16"), SOUND),
    "UTF-16 without a mark": (text(encoding="utf-16-be"), "nul-byte"),
    "UTF-16 with half a letter": (lambda: text(encoding="utf-16")() + b"x", "import-encoding"),
    "UTF-32": (text(encoding="utf-32"), "import-encoding"),
    "a locked workbook": (file("terkunci.xlsx"), "import-locked"),
    "a locked workbook of old": (
        file("rekap.xls", lambda data: data.replace(b"\xe1\x00\x02\x00", b"\x2f\x00\x02\x00", 1)),
        "import-locked",
    ),
    "half a workbook of old": (file("rekap.xls", lambda data: data[:2000]), "import-broken"),
    "a web page named .xls": (
        lambda: b"\xef\xbb\xbf\r\n<HTML><body><table><tr><td>Program</td></tr></table>",
        "import-kind",
    ),
    "a binary workbook": (archive(xl__workbook_dot_bin=b"x"), "import-kind"),
    "an OpenDocument sheet": (
        archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
        "import-kind",
    ),
    "a Word document": (archive(word__document=b"<x/>"), "import-kind"),
    "an archive": (archive(data=b"x"), "import-kind"),
    "a PDF": (lambda: b"%PDF-1.7\n" + b"x" * 1000, "import-kind"),
    "a picture": (lambda: b"\xff\xd8\xff\xe0" + bytes(1000), "import-kind"),
    "nothing": (bytes, "import-empty"),
    "blanks alone": (lambda: b" \r\n\t" * 1000, "import-empty"),
    "more than may be sent": (lambda: b"a" * (20 * 2**20 + 1), "too-large"),
}


@pytest.fixture
def base(tmp_path: Path) -> Base:
    return sample_base(tmp_path)


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest) -> tuple[bytes, str | tuple[str, int]]:
    """A file, made once for all that is asked of it, and how it ends."""
    make, ends = CASES[request.param]
    return make(), ends


def test_a_file_ends_as_stated_in_time(case: tuple[bytes, str | tuple[str, int]], base: Base) -> None:
    data, ends = case
    began, used = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_utime
    try:
        plan = plan_import(data, "data.xlsx", Recipe(), base)
    except ImportStopError as error:
        (issue,) = error.issues
        assert issue.rule == ends
        # Its sentence is whole, and shows what the file holds only in part.
        assert "{" not in issue.message
        assert len(issue.message) < 1500
    else:
        kind, count = ends
        assert (
            plan.counts[kind] == count == sum(plan.counts.values()) - (kind == "waiting") * plan.counts["new"]
        )
    assert resource.getrusage(resource.RUSAGE_SELF).ru_utime - used < SECONDS
    assert time.monotonic() - began < 3 * SECONDS


def test_its_process_stays_within_its_bounds_and_reaches_for_nothing(
    case: tuple[bytes, str | tuple[str, int]],
) -> None:
    watched = watch_reading(case[0], seconds=2 * SECONDS)
    assert watched.status in (0, OUT_OF_MEMORY, -signal.SIGABRT)
    assert watched.peak is None or watched.peak < MEMORY_BYTES
    assert watched.reached == ()


@pytest.mark.parametrize(
    "path", sorted((HERE / "xlsx").iterdir()) + sorted((HERE / "csv").iterdir()), ids=lambda one: one.name
)
def test_the_files_of_the_collection_stay_within_theirs(path: Path) -> None:
    watched = watch_reading(path.read_bytes())
    assert watched.peak is not None
    assert watched.peak < MEMORY_BYTES
    assert watched.seconds < SECONDS
    assert (watched.status, watched.reached) == (0, ())


def test_a_process_that_reaches_for_something_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    opening = watched_worker._CODE.replace("    shut_in(seconds, 4)\n", "").replace(
        "status = ", "watch(1)\nopen('/etc/passwd').close()\nstatus = "
    )
    monkeypatch.setattr(watched_worker, "_CODE", opening)
    assert "open" in watch_reading(b"a,b").reached
