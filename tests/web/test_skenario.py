"""The page about scenarios says what the command says."""

from __future__ import annotations

import json
import re

import pytest

from petaprogram.cli import main
from petaprogram.maps.curve import curve_svg
from petaprogram.maps.service_classes import classify_services
from petaprogram.scenario.definition import Scenario
from petaprogram.scenario.outcome import SERVICES, run_scenario
from tests.support.pages import checked, link_of, open_page, said
from tests.support.real import real_dataset


@pytest.mark.parametrize(
    ("params", "call"),
    [
        (
            {"untuk": "program:kampung-senyum", "lokasi": "3", "aturan": "tetangga"},
            ["--program", "kampung-senyum", "--k", "3", "--rule", "neighbours"],
        ),
        (
            {
                "untuk": "pilar:living",
                "aturan": "sendiri",
                "lokasi": "2",
                "kunci": "35.71.03.1001",
                "kecuali": "35.71.01.1004",
                "bobot": "equity",
            },
            [
                *("--pillar", "living", "--k", "2", "--rule", "self", "--weights", "equity"),
                *("--lock", "35.71.03.1001", "--exclude", "35.71.01.1004"),
            ],
        ),
        (
            {"untuk": "program:kampung-senyum", "lokasi": "4", "aturan": "800"},
            ["--program", "kampung-senyum", "--k", "4", "--rule", "800"],
        ),
    ],
)
def test_the_page_shows_the_figures_of_the_command(params, call, capsys):
    assert main(["scenario", *call, "--format", "json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    shown = said(open_page("skenario", **params))
    after = figures["greedy"][-1]["total"]
    assert f"terlayani {figures['served_before']} sebelum dan {after} sesudah skenario" in shown
    names = real_dataset().areas.frame["name"]
    for step in figures["greedy"]:
        at = re.escape(f"Skenario, langkah {step['step']}: {names[step['kode']]}")
        assert re.search(rf"{at}( \(wajib masuk\))?, menambah {step['newly']} kelurahan", shown)
    best = figures["exact"]["total"]
    if best > after:
        assert f"Rencana yang lebih baik untuk skenario ini: {best} kelurahan ({best - after} lebih" in shown
    else:
        assert f"Tidak ada rencana yang lebih baik untuk skenario ini: {best} kelurahan" in shown


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"lokasi": "0"}, "isi paling sedikit 1"),
        (
            {"kunci": "35.71.01.1001", "kecuali": "35.71.01.1001"},
            "wajib masuk dan sekaligus jangan dimasukkan",
        ),
        ({"maksimal": "penduduk"}, "jumlah penduduk belum ada untuk 46 dari 46 kelurahan"),
        ({"untuk": "pilar:living", "luas": "1"}, "semua 46 kelurahan sudah terlayani"),
    ],
)
def test_a_wish_that_cannot_be_planned_gets_a_plain_sentence(params, reason):
    shown = said(open_page("skenario", **params))
    assert "Skenario tidak dapat dihitung" in shown
    assert reason in shown
    assert "langkah" not in shown


def test_a_changed_control_changes_plan_and_link():
    page = open_page("skenario", untuk="program:kampung-senyum")
    before = said(page)
    assert link_of(page)["aturan"] == ["tetangga"]
    checked(page.selectbox(key="s-aturan").set_value("self").run())
    assert said(page) != before
    assert link_of(page)["aturan"] == ["sendiri"]


def test_what_a_site_serves_is_said_as_an_assumption():
    assert "menganggap sebuah lokasi melayani kelurahan itu dan tetangga" in said(open_page("skenario"))


def test_the_better_plan_is_used_by_a_button_and_left_by_another():
    page = open_page("skenario", untuk="program:kampung-senyum", lokasi="3", aturan="tetangga")
    plain = said(page)
    assert "15 sebelum dan 35 sesudah" in plain
    better = run_scenario(real_dataset(), Scenario("program", "kampung-senyum", 3, better=True))
    checked(page.button(key="s-pakai").click().run())
    assert link_of(page)["rencana"] == ["terbaik"]
    shown = said(page)
    assert "15 sebelum dan 36 sesudah" in shown
    for step in better.steps:
        assert f"langkah {step.step}: {real_dataset().areas.name_of(step.kode)}, menambah" in shown
    assert said(open_page("skenario", **link_of(page))) == shown
    checked(page.button(key="s-pakai").click().run())
    assert "rencana" not in link_of(page)
    assert said(page) == plain


def test_without_a_better_plan_there_is_no_button():
    page = open_page("skenario", untuk="program:kampung-senyum", lokasi="1", aturan="tetangga")
    assert "Tidak ada rencana yang lebih baik" in said(page)
    assert [button for button in page.button if button.key == "s-pakai"] == []


def test_unknown_values_of_a_link_are_named():
    shown = said(open_page("skenario", untuk="program:hantu", kunci="35.71.99.1001"))
    assert "untuk=program:hantu" in shown
    assert "kunci=35.71.99.1001" in shown


def test_both_maps_have_the_same_classes_and_count_every_kelurahan():
    outcome = run_scenario(real_dataset(), Scenario("program", "kampung-senyum", 3, "neighbours"))
    before, after = (classify_services(outcome, after=when) for when in (False, True))
    assert [item.id for item in before.classes] == [item.id for item in after.classes] == list(SERVICES)
    for made in (before, after):
        assert sum(item.areas for item in made.classes) == 46
    assert after.classes[2].areas == 3
    assert sum(item.areas for item in after.classes[:4]) == outcome.served_after


def test_the_curve_stays_inside_its_frame():
    svg = curve_svg([15, 25, 31, 35, 35], 3, 46)
    assert all(0 <= float(number) <= 520 for number in re.findall(r"[MHV ](-?[0-9.]+)", svg))
    assert svg.count("<circle") == 1
