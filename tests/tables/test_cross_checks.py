"""Tables of many rows are read and checked fast, and what is found is what the rules say row by row."""

from __future__ import annotations

import csv
import io

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from petaprogram.messages.letters import find_unseen, reads_as_written, tidy
from petaprogram.tables import cross_checks
from petaprogram.tables.columns import TABLES
from petaprogram.tables.cross_checks import check_together
from petaprogram.tables.dataset import check_tables
from petaprogram.tables.reading import read_table
from tests.support.plain_rules import plain_checks, plain_table
from tests.support.sample import four_areas
from tests.support.sampledata import ROWS, write_tables

AREAS = four_areas()
# What is put into cells, beside what the sample has there: blanks, letters that nobody sees or that have two
# forms, signs that part cells, ids and codes that are none, are unknown or mean another row, half a point.
HOSTILE = (
    *(
        "",
        "",
        "",
        " ",
        "x",
        " s1",
        "s1 ",
        "\u00a0s1",
        "'s1",
        "\u2019s1",
        "'",
        "s\u200b1",
        "46\u202e",
        "\ufe0f",
    ),
    *(
        "Cafe\u0301",
        "Caf\u00e9",
        "~",
        "~ x",
        "x ~",
        "a~'b",
        "a\nb",
        "a\r\nb",
        "\tx",
        'a "b"',
        "a,b",
        "y" * 33_000,
    ),
    *("99", "99.01", "99.01.02", "99.01.01.1001", "99.01.01.1001.", "99.", "99.01.09.1001", "9901011001"),
    *(
        "112.005",
        "112.0050",
        "-7.795",
        "113",
        "112,5",
        "nan",
        "inf",
        "1e2",
        "2020",
        "1850",
        "２０２０",
        "2020-13",
    ),
    *(
        "living",
        "economy",
        "overall",
        "senyum",
        "posko",
        "nope",
        "s2",
        "running",
        "ended",
        "P1",
        "P3",
        "None",
    ),
    *("Bank Dua; Bank Dua (2020)", "Bank Dau; ;Bank Dua", "Dinas Kesehatn", "Bank Ke-2", "Kota Bank Dua"),
)


@st.composite
def tables_of(draw, name):
    """The rows of a table: those of the sample, some again, with some cells of another kind."""
    sample = [[*row, *[""] * (len(TABLES[name]) - len(row))] for row in csv.reader(io.StringIO(ROWS[name]))]
    rows = [
        list(row) for row in draw(st.lists(st.sampled_from(sample or [[""] * len(TABLES[name])]), max_size=8))
    ]
    for row in rows:
        for place in draw(st.lists(st.integers(0, len(row) - 1), max_size=3)):
            row[place] = draw(st.sampled_from(HOSTILE))
        row.extend(draw(st.sampled_from([[], [], [], [], [""], [" ", ""], ["\u200b"], ["x"]])))
    return rows


def written(name, rows, end):
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=end)
    writer.writerows([list(TABLES[name]), *rows])
    return text.getvalue()


def said(issues):
    return [(one.rule, one.file, one.row, one.severity, dict(one.values)) for one in issues]


CITY = st.fixed_dictionaries({name: tables_of(name) for name in TABLES})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(city=CITY, end=st.sampled_from(["\n", "\r\n", "\r"]))
def test_what_is_found_is_what_the_rules_say_row_by_row(tmp_path, city, end):
    texts = {name: written(name, rows, end) for name, rows in city.items()}
    for name, text in texts.items():
        (tmp_path / f"{name}.csv").write_bytes(text.encode())
    read = {name: read_table(tmp_path, name) for name in TABLES}
    plain = {name: plain_table(text, name) for name, text in texts.items()}
    for name, (frame, issues) in read.items():
        rows, expected = plain[name]
        assert frame is not None
        assert dict(zip(frame.index, frame.to_dict("records"), strict=True)) == rows
        assert said(issues) == said(expected)
    found = check_together({name: frame for name, (frame, _) in read.items()}, AREAS)
    assert said(found) == said(plain_checks({name: rows for name, (rows, _) in plain.items()}, AREAS))


@given(st.lists(st.text(st.sampled_from("ab 'é~\u0301\u00a0\u200b\u202e\u2800\n\t\u2019가ᄀ\u1161\ufe0f"))))
@example(["", ""])
def test_texts_that_read_as_written_together_do_so_one_by_one(texts):
    if reads_as_written("~".join(texts)):
        assert [tidy(text) for text in texts] == [(text.strip(" "), None) for text in texts]
        assert not any(map(find_unseen, texts))


def test_contradictions_are_named_up_to_a_limit_and_the_others_counted(tmp_path, monkeypatch):
    monkeypatch.setattr(cross_checks, "MAX_CONTRADICTIONS", 3)
    again = "99.01,living,,Lurah,2026,\n99.01,,senyum,Lurah,2026,\n"
    issues = check_tables(write_tables(tmp_path, confirmations=again), AREAS)
    found = [(one.rule, one.row, dict(one.values)) for one in issues if one.file == "confirmations.csv"]
    assert found == [
        ("confirmation-contradicted", 2, {"placement": "P1"}),
        ("confirmation-contradicted", 2, {"placement": "P2"}),
        ("confirmation-contradicted", 2, {"placement": "P4"}),
        ("more-problems", None, {"count": 2}),
    ]


def test_evidence_without_a_record_is_not_taken_for_that_of_a_record_without_an_id(tmp_path):
    rows = ROWS["placements"] + ",modal,99.01,,,,running,2019,,,s1,high,dilaporkan,reported,,\n"
    issues = check_tables(write_tables(tmp_path, placements=rows), AREAS)
    assert [one.rule for one in issues if one.file == "evidence_frame.csv"] == []
