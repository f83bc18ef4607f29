"""Settings come from the environment, and those that make no sense are said at the start, all of them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from petaprogram.cli import main
from petaprogram.settings import ROOT, SettingsError, is_own_machine, read_settings

NAMES = ("BOUNDARIES", "TABLES", "STATE", "SNAPSHOTS")


def wrong(**settings: str) -> list[str]:
    """The settings that are named as wrong, one for each line."""
    try:
        read_settings({f"PETAPROGRAM_{name}": value for name, value in settings.items()})
    except SettingsError as error:
        lines = str(error).split("\n")
        assert all(line.startswith("petaprogram: PETAPROGRAM_") for line in lines)
        assert all(line.isprintable() and len(line) < 250 for line in lines)
        return [line.split(":")[1].removeprefix(" PETAPROGRAM_") for line in lines]
    return []


def test_settings_come_from_the_environment() -> None:
    settings = read_settings({"PETAPROGRAM_TABLES": "/x", "PETAPROGRAM_TILES": "https://t/{z}/{x}/{y}.png"})
    assert (str(settings.tables), settings.tile_url) == ("/x", "https://t/{z}/{x}/{y}.png")
    nothing = read_settings({})
    assert (nothing.tile_url, nothing.address, nothing.debug) == (None, None, False)
    assert nothing.embedders == ("*",)
    # An empty variable is one that is not set.
    empty = dict.fromkeys((*NAMES, "TILES", "TILES_ATTRIBUTION", "ADDRESS", "DEBUG", "EMBED"), "")
    assert read_settings({f"PETAPROGRAM_{name}": value for name, value in empty.items()}) == nothing


@pytest.mark.parametrize(
    "url",
    [
        "https://tiles.example.org/{z}/{x}/{y}.png",
        "https://{s}.tile.openstreetmap.org/{z}/{x}/{y}.png",
        "http://127.0.0.1:8080/{z}/{x}/{y}{r}.png?key=a-1",
        "/tiles/{z}/{x}/{y}.png",
    ],
)
def test_a_basemap_may_be_here_or_elsewhere(url: str) -> None:
    assert wrong(TILES=url) == []


@pytest.mark.parametrize(
    "url",
    [
        "tiles.example.org/{z}/{x}/{y}.png",
        "ftp://tiles.example.org/{z}/{x}/{y}.png",
        "javascript:alert(1)//{z}/{x}/{y}",
        "//tiles.example.org/{z}/{x}/{y}.png",
        "https://tiles.example.org/",
        "https://tiles.example.org/{z}/{x}.png",
        "https://tiles.example.org/{z}/{x}/{y}/{key}.png",
        "https://tiles.example.org/{{z}}/{x}/{y}.png",
        "https://tiles.example.org/{z}/{x}/{y}.png; script-src *",
        "https://tiles.example.org;/{z}/{x}/{y}.png",
        "https://tiles.example.org,evil.example/{z}/{x}/{y}.png",
        "https://tiles.example.org /{z}/{x}/{y}.png",
        "https://tiles.example.org/{z}/{x}/{y}'.png",
        'https://tiles.example.org/{z}/{x}/{y}".png',
        "https://tiles.example.org/{z}/{x}/{y}.png\n",
        "https://name@tiles.example.org/{z}/{x}/{y}.png",
        "https://tiles.example.org:0/{z}/{x}/{y}.png",
        "https://tiles.example.org:99999/{z}/{x}/{y}.png",
        "https://tiles-{s}.example.org/{z}/{x}/{y}.png",
        "https://*/{z}/{x}/{y}.png",
        "https://petá.example/{z}/{x}/{y}.png",
        "https://\u202etiles.example.org/{z}/{x}/{y}.png",
        "https://tiles.example.org/" + "x" * 10_000,
    ],
)
def test_a_basemap_that_no_map_could_show_is_said(url: str) -> None:
    assert wrong(TILES=url) == ["TILES"]


def test_the_credit_of_a_basemap_is_a_plain_line() -> None:
    assert wrong(TILES_ATTRIBUTION="\u00a9 OpenStreetMap contributors") == []
    for credit in ("<b>x</b>", "a\nb", "x" * 121, "\x1b[31m"):
        assert wrong(TILES_ATTRIBUTION=credit) == ["TILES_ATTRIBUTION"]


@pytest.mark.parametrize(
    "address",
    [
        "https://peta.example.go.id",
        "https://peta.example.go.id/",
        " http://PETA.example.go.id:8080 ",
        "http://peta-server_1:8501",
        "http://10.0.0.5:8501",
        "http://[2001:db8::1]:8501",
    ],
)
def test_an_address_is_scheme_and_host(address: str) -> None:
    assert wrong(ADDRESS=address) == []
    assert read_settings({"PETAPROGRAM_ADDRESS": address}).address == address.strip().rstrip("/")


@pytest.mark.parametrize(
    "address",
    [
        "peta.example.go.id",
        "https://",
        "https:///peta",
        "ftp://peta.example.go.id",
        "https://peta.example.go.id/peta",
        "https://peta.example.go.id?x=1",
        "https://peta.example.go.id#x",
        "https://admin@peta.example.go.id",
        "https://admin:secret@peta.example.go.id",
        "https://peta.example.go.id:",
        "https://peta.example.go.id:0",
        "https://peta.example.go.id:65536",
        "https://peta.example.go.id:80x",
        "https://peta..example",
        "https://-peta.example",
        "https://petá.example",
        "https://peta.example go.id",
        "https://peta.example\x1b[31m",
        "http://[2001:db8::1",
        "http://[:::]",
        f"https://{'a' * 64}.example",
    ],
)
def test_what_is_no_address_is_said(address: str) -> None:
    assert wrong(ADDRESS=address) == ["ADDRESS"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "path",
    ["a" * 256, "/data/" + "é" * 128, "/".join(["a" * 100] * 42), "a\0b", "\udcff"],
    ids=["name", "name in bytes", "whole", "NUL", "no UTF-8"],
)
def test_a_path_that_no_disk_can_hold_is_said(name: str, path: str) -> None:
    assert wrong(**{name: path}) == [name]


@pytest.mark.parametrize("name", NAMES)
def test_a_long_path_is_good_and_need_not_be_there(name: str, tmp_path: Path) -> None:
    assert wrong(**{name: str(tmp_path / "/".join(["a" * 200] * 5))}) == []


def test_debug_is_one_or_nothing() -> None:
    assert [value for value in ("0", "1") if wrong(DEBUG=value)] == []
    assert wrong(DEBUG="yes") == ["DEBUG"]


def test_editors_are_those_at_this_machine_or_nobody() -> None:
    assert [read_settings({"PETAPROGRAM_EDITORS": text}).editors for text in ("", " Local ", "local")] == [
        None,
        "local",
        "local",
    ]
    for text in ("1", "semua", "lokal", "local local", "\x1b[31m", "x" * 10_000):
        assert wrong(EDITORS=text) == ["EDITORS"]


@pytest.mark.parametrize(
    "address", ["https://peta.example.go.id", "http://10.0.0.5:8501", "http://127.0.0.1.nip.io"]
)
def test_editors_at_this_machine_and_an_address_for_others_exclude_each_other(address: str) -> None:
    assert wrong(EDITORS="local", ADDRESS=address) == ["EDITORS"]
    assert wrong(EDITORS="local", ADDRESS="http://localhost:8501") == []
    assert wrong(ADDRESS=address) == []


EVERY = "0.0.0.0"  # noqa: S104 - what must not be
OUTSIDE = [EVERY, "::", "192.168.1.5", "peta.example.go.id", "", None]


@pytest.mark.parametrize("address", OUTSIDE)
def test_a_server_that_others_reach_has_no_editors(address: str | None) -> None:
    local, nobody = (read_settings({"PETAPROGRAM_EDITORS": text}) for text in ("local", ""))
    assert "pakai alamat localhost" in local.wrong_for_editors(address)
    assert nobody.wrong_for_editors(address) == ""


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "127.1.2.3", "::1"])
def test_names_that_mean_the_own_machine(name: str) -> None:
    assert is_own_machine(name)
    assert read_settings({"PETAPROGRAM_EDITORS": "local"}).wrong_for_editors(name) == ""


@pytest.mark.parametrize("name", ["localhost.example", "127.0.0.1.nip.io", "127.", "localhost\n", *OUTSIDE])
def test_names_that_mean_a_machine_of_the_network(name: str | None) -> None:
    assert not is_own_machine(name)


def test_serve_does_not_start_for_others_with_editors(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PETAPROGRAM_EDITORS", "local")
    assert main(["serve", "--address", EVERY, "--port", "0"]) == 2
    assert capsys.readouterr().err == (
        "petaprogram: PETAPROGRAM_EDITORS: local berarti siapa pun yang membuka halaman boleh mengubah data, "
        "dan alamat '0.0.0.0' terbuka bagi komputer lain; pakai alamat localhost, atau kosongkan\n"
    )


def start_app(*options: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Start the app with settings with which it ends at once."""
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        "--server.headless=true",
        "--server.port=0",
    ]
    return subprocess.run(
        [*command, *options],
        check=False,
        cwd=ROOT,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("address", [[], [f"--server.address={EVERY}"]], ids=["none", "all"])
def test_the_app_does_not_start_for_others_with_editors(address: list[str]) -> None:
    ended = start_app(*address, PETAPROGRAM_EDITORS="local")
    assert ended.returncode != 0
    (said,) = (line for line in ended.stderr.splitlines() if line.startswith("petaprogram: "))
    assert said.startswith("petaprogram: PETAPROGRAM_EDITORS: local berarti ")


def test_every_wrong_setting_is_named() -> None:
    everything = dict.fromkeys(("TILES", "TILES_ATTRIBUTION", "ADDRESS", "DEBUG"), "<>")
    assert wrong(**everything, **dict.fromkeys(NAMES, "\0")) == [*NAMES, *everything]


COMMANDS = [
    ["check"],
    ["match", "Pojok"],
    ["presence"],
    ["gaps"],
    ["scenario", "--program", "x", "--k", "1"],
    ["export", "summary", "--out", "x.pdf"],
    ["snapshot", "x"],
    ["snapshots"],
    ["mend", "a", "b"],
    ["version"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_every_command_says_all_that_is_wrong_and_does_nothing(
    command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PETAPROGRAM_ADDRESS", "peta.example.go.id")
    monkeypatch.setenv("PETAPROGRAM_TABLES", "a" * 5_000)
    assert main(command) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert [line.split(":")[1].strip() for line in printed.err.splitlines()] == [
        "PETAPROGRAM_TABLES",
        "PETAPROGRAM_ADDRESS",
    ]


def test_the_app_says_all_that_is_wrong_and_does_not_start() -> None:
    ended = start_app(PETAPROGRAM_TILES="https://a b/", PETAPROGRAM_TABLES="a" * 5_000)
    assert ended.returncode != 0
    assert "Traceback" not in ended.stdout + ended.stderr
    said = [line for line in ended.stderr.splitlines() if line.startswith("petaprogram: ")]
    assert [line.split(":")[1].strip() for line in said] == ["PETAPROGRAM_TABLES", "PETAPROGRAM_TILES"]


def test_who_may_embed_the_map_is_all_nobody_or_a_list_of_sites() -> None:
    sites = "https://kedirikota.go.id https://diskominfo.example.go.id:8443"
    found = [read_settings({"PETAPROGRAM_EMBED": text}).embedders for text in ("semua", "tidak", sites)]
    assert found == [("*",), (), tuple(sites.split())]


@pytest.mark.parametrize(
    "text",
    ["*", "kedirikota.go.id", "https://a.id; script-src *", "https://a.id/jalur", "'self'", "semua tidak"],
)
def test_what_is_no_site_is_never_let_into_a_header(text: str) -> None:
    assert wrong(EMBED=text) == ["PETAPROGRAM_EMBED".removeprefix("PETAPROGRAM_")]
