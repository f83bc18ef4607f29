"""Nothing that the data or a call hold reaches a terminal raw: one line, and escapes for what nobody sees."""

from __future__ import annotations

import ast
import io
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from petaprogram.cli import main
from petaprogram.cli.terminal import print_data, print_line
from petaprogram.settings import ROOT

RAW = "\x1b]0;PWN\x07\x9b2J\r\n\u202e\u200b"
ESCAPED = "[U+001B]]0;PWN[U+0007][U+009B]2J[U+000D][U+000A][U+202E][U+200B]"
COMMANDS = ROOT / "src" / "petaprogram" / "cli"
# They print numbers that the program counted, and go back to the start of their line for it.
PROGRESS = {"show_progress", "_count"}


class Terminal(io.StringIO):
    """A stream that says that a person looks at it."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _installation_without_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("BOUNDARIES", "TABLES", "TILES", "TILES_ATTRIBUTION", "ADDRESS"):
        monkeypatch.delenv(f"PETAPROGRAM_{name}", raising=False)
    monkeypatch.setenv("PETAPROGRAM_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("PETAPROGRAM_SNAPSHOTS", str(tmp_path / "snapshots"))


def check(text: str) -> None:
    assert not {"\x1b", "\x07", "\x9b", "\r", "\u202e", "\u200b"} & set(text)


def test_a_line_is_one_line_and_its_parts_may_stand_apart(capsys: pytest.CaptureFixture[str]) -> None:
    print_line("a", RAW, between="\t")
    print_line(RAW, error=True)
    assert capsys.readouterr() == (f"a\t{ESCAPED}\n", f"{ESCAPED}\n")


def test_data_are_as_they_are_for_a_program_and_escaped_for_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream, said in ((io.StringIO(), "a\x1b\n"), (Terminal(), "a\\x1b\n")):
        monkeypatch.setattr(sys, "stdout", stream)
        print_data("a\x1b\n")
        assert stream.getvalue() == said


PRINTING = {"print", "sys.stdout.write", "sys.stderr.write"}


def prints(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in PRINTING:
            yield node.lineno


def test_no_command_prints_by_itself() -> None:
    found = []
    for path in sorted(COMMANDS.glob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        numbers = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name in PROGRESS]
        allowed = {line for node in numbers for line in prints(node)}
        if path.name != "terminal.py":
            found += [f"{path.name}:{line}" for line in prints(tree) if line not in allowed]
    assert found == []


def test_a_check_prints_names_of_files_and_cells_escaped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tables = Path(shutil.copytree(ROOT / "data", tmp_path / "tables"))
    with (tables / "aliases.csv").open("a", encoding="utf-8", newline="") as file:
        file.write(f'"x{RAW}x",35.71\x1b,spelling\n')
    boundaries = tmp_path / f"batas{RAW}.geojson"
    assert main(["check", "--tables", str(tables), "--boundaries", str(boundaries)]) == 1
    out = capsys.readouterr().out
    check(out)
    assert f"error: batas{ESCAPED}.geojson: boundary-file-missing: " in out
    lines = [
        line.partition(": aliases.csv:")[2].split(": ")[1]
        for line in out.splitlines()
        if "aliases.csv" in line
    ]
    assert lines == ["unseen-letter", "unseen-letter", "broken-kode", "cleaned-cells"]
    assert "U+001B CONTROL" in out
    assert "'35.71[U+001B]' bukan kode" in out


def test_a_match_quotes_the_name_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["match", f"Pocanan{RAW}"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith(f"Pocanan{ESCAPED}: ")


def test_json_at_a_terminal_is_json_and_holds_nothing_raw(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    assert main(["match", "--json", "Pocanan\x1b[2J\u202e"]) == 0
    check(terminal.getvalue())
    assert json.loads(terminal.getvalue())[0]["input"] == "Pocanan\x1b[2J\u202e"


def test_a_snapshot_that_is_none_is_listed_with_its_name_escaped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "snapshots").mkdir()
    (tmp_path / "snapshots" / "x\x1b[2J\nx\u202e.petaprogram.zip").write_bytes(b"x")
    assert main(["snapshots"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("error: x[U+001B][2J[U+000A]x[U+202E].petaprogram.zip: bukan versi beku")
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(
    "call",
    [
        ["presence", "--pillar", RAW],
        ["gaps", "--pillar", RAW],
        ["gaps", "--weights", RAW],
        ["scenario", "--program", RAW, "--k", "1"],
        ["scenario", "--pillar", "living", "--k", "1", "--lock", RAW],
        ["export", "profile", "--kode", RAW, "--out", "x.pdf"],
        ["export", "html", "--snapshot", RAW, "--out", "x.html"],
    ],
    ids=lambda call: " ".join(call[:2]),
)
def test_a_wrong_call_is_quoted_escaped(call: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(call) in {1, 2}
    said = "".join(capsys.readouterr())
    check(said)
    assert "[U+001B]]0;PWN" in said


@pytest.mark.parametrize(
    "call", [[RAW], ["scenario", "--pillar", "living", "--k", RAW], ["presence", "--format", RAW]]
)
def test_a_call_that_cannot_be_read_is_quoted_escaped(
    call: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(call)
    check(capsys.readouterr().err)
