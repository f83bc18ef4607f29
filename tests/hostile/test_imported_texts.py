"""Every hostile text through the import: into a template, out of a sheet, and back in its marked copy.

Each check is shown to catch a copy that was not written as a text.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from petaprogram.cli import main, terminal
from petaprogram.files.workbook import TEXTS_AS_TEXTS
from petaprogram.importing import marking, template
from petaprogram.importing.base import Base, base_of_folder
from petaprogram.importing.marking import mark
from petaprogram.importing.plan import Plan
from petaprogram.importing.planning import plan_import
from petaprogram.importing.recipe import Recipe
from petaprogram.importing.template import make_template
from petaprogram.messages import issues
from petaprogram.messages.language import LANGUAGES
from petaprogram.messages.letters import find_unseen, tidy
from tests.hostile.city import City, make_city
from tests.hostile.surfaces import html_problems, package_problems, xlsx_problems, xlsx_texts
from tests.hostile.texts import REFUSED, SHOWN
from tests.support.sample import four_areas

TITLES = ("Program", "Kelurahan", "Lokasi", "Status", "Mitra", "Sumber", "Penerbit", "Tautan", "Keterangan")
ALL = (*SHOWN, *REFUSED)
# Its own name, and a title that means nothing.
SHEET = "<b>&'=1+1"


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    return make_city(tmp_path_factory.mktemp("city"), SHOWN)


@pytest.fixture(scope="module")
def base(city: City) -> Base:
    return base_of_folder(city.tables, four_areas())


def as_xlsx(texts: tuple[str, ...]) -> bytes:
    """Write an office's workbook that holds each text in each column, and in a title."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **TEXTS_AS_TEXTS}) as book:
        sheet = book.add_worksheet(SHEET)
        for row, text in enumerate(texts, start=1):
            sheet.write_string(0, len(TITLES) + row, f"{text[:80]} {row}")
            for column in range(len(TITLES)):
                sheet.write_string(row, column, text)
        for column, title in enumerate(TITLES):
            sheet.write_string(0, column, title)
    return out.getvalue()


def as_csv(texts: tuple[str, ...]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([TITLES, *([text] * len(TITLES) for text in texts)])
    return out.getvalue().encode()


@pytest.fixture(scope="module", params=["xlsx", "csv"])
def sent(request: pytest.FixtureRequest) -> bytes:
    return as_xlsx(SHOWN) if request.param == "xlsx" else as_csv(SHOWN)


@pytest.fixture(scope="module")
def plan(sent: bytes, base: Base) -> Plan:
    return plan_import(sent, "<b>=1+1.xlsx", Recipe(), base)


def test_a_template_holds_every_text_as_a_text(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make_template(base, base.records)
    assert xlsx_problems(made, guarded=False) == []
    texts = xlsx_texts(made)
    assert [text for text in SHOWN if tidy(text)[0].replace("'", "") not in texts] == []
    monkeypatch.setattr(template, "TEXTS_AS_TEXTS", {})
    monkeypatch.setattr(
        template, "_write", lambda sheet, place, text, style, _: sheet.write(*place, text, style)
    )
    assert xlsx_problems(make_template(base, base.records), guarded=False) != []


def test_a_template_says_nothing_new(base: Base) -> None:
    found = plan_import(make_template(base, base.records), "templat.xlsx", Recipe(), base)
    assert found.edits == ()
    assert found.counts["new"] == found.counts["changed"] == 0


def test_the_marked_copy_holds_every_text_as_a_text(sent: bytes, plan: Plan) -> None:
    for language in LANGUAGES:
        marked = mark(sent, plan, language)
        assert xlsx_problems(marked, guarded=False) == []
        texts = xlsx_texts(marked)
        assert [text for text in SHOWN if text.replace("'", "") not in texts] == []


def test_a_marked_copy_with_formulas_would_be_found(
    base: Base, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(_module: str, _arguments: object, _data: bytes, out: io.BytesIO, _seconds: int) -> int:
        book = openpyxl.Workbook()
        for text in SHOWN:
            book.active.append([text])
        book.save(out)
        return 0

    monkeypatch.setattr(marking, "run_worker", careless)
    assert xlsx_problems(mark(as_xlsx(SHOWN), plan), guarded=False) != []
    monkeypatch.setattr(marking, "TEXTS_AS_TEXTS", {})
    monkeypatch.setattr(marking, "_write", lambda sheet, row, at, value, _: sheet.write(row, at, value))
    text = as_csv(SHOWN)
    assert xlsx_problems(mark(text, plan_import(text, "a.csv", Recipe(), base)), guarded=False) != []
    assert package_problems(mark(text, plan_import(text, "a.csv", Recipe(), base))) != []


def test_what_an_import_says_commands_no_terminal_and_hides_no_letter(base: Base) -> None:
    for data in (as_xlsx(ALL), as_csv(ALL)):
        found = plan_import(data, "\u202e<b>\x1b[2J.xlsx", Recipe(), base)
        said = [problem.issue.say(language) for problem in found.problems for language in LANGUAGES]
        said += [str(problem.issue) for problem in found.problems]
        said += [question.said.say(language) for question in found.questions for language in LANGUAGES]
        assert len(said) > len(ALL)
        assert [text for text in said if find_unseen(text)] == []
        assert max(map(len, said)) < 3000


@pytest.mark.parametrize("careless", [False, True], ids=["as it is", "careless"])
def test_the_command_prints_no_text_that_commands_a_terminal(
    city: City,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    careless: bool,
) -> None:
    monkeypatch.setenv("PETAPROGRAM_TABLES", str(city.tables))
    monkeypatch.setenv("PETAPROGRAM_BOUNDARIES", str(city.boundaries))
    monkeypatch.setenv("PETAPROGRAM_STATE", str(tmp_path / "state"))
    file = tmp_path / "kiriman \u202e\x1b[2J.csv"
    # Of very many problems the first are printed.
    file.write_bytes(as_csv(REFUSED))
    if careless:
        monkeypatch.setattr(terminal, "visible", str)
        monkeypatch.setattr(issues, "visible", str)
    main(["import", str(file)])
    printed = capsys.readouterr().out
    assert len(printed.splitlines()) > len(REFUSED)
    assert any(find_unseen(line) for line in printed.split("\n")) == careless


def test_a_page_of_the_problems_would_be_checked_too(plan: Plan) -> None:
    text = "\n".join(problem.issue.message for problem in plan.problems)
    assert html_problems(text, SHOWN) != []
