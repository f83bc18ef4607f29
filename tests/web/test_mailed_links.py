"""Links that people have mailed, of version 0.1.0: each form of each parameter, and what it opens.

A link outlives the page that wrote it. Whoever changes a reader adds lines here and takes none away.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from urllib.parse import parse_qs

import pytest

from petaprogram.gaps import link as gaps_link
from petaprogram.gaps.link import GapsView
from petaprogram.gaps.weights import PRESETS, Weights
from petaprogram.measures import map_view
from petaprogram.measures.filters import Filters
from petaprogram.presentation.steps import WALK_FILE
from petaprogram.scenario import link as scenario_link
from petaprogram.scenario.definition import Scenario
from petaprogram.settings import ROOT
from petaprogram.snapshots.snapshot import open_snapshot
from tests.support import recount
from tests.support.pages import heading, open_page
from tests.support.real import real_dataset

DATASET = real_dataset()
CHOICES = map_view.make_choices(DATASET)
FIRST, PROGRAM = CHOICES.first, DATASET.site.first_program
# A step is linked by its number among those that everybody sees.
STEPS = [
    step
    for step in tomllib.loads((ROOT / "data" / WALK_FILE).read_text("utf-8"))["step"]
    if step.get("audience", "public") == "public"
]
PROGRAMS = len(recount.rows("programs"))
# What the first edition of the tables had, as the snapshot of 0.1.0 keeps it.
KEPT = ROOT / "tests" / "snapshots" / "kept" / "made-by-0.1.0.petaprogram.zip"
MAILED = open_snapshot(KEPT).edition.dataset
# What corrections took out of the tables since, by parameter: a link to it is said to be unknown.
GONE: dict[str, set[str]] = {"program": set(), "mitra": set(), "kode": set(), "tampil": set()}

# The parameters, the view, and what is set aside.
MAP = [
    ("", FIRST, ()),
    ("warnai=program&program=bank-sampah", replace(FIRST, kind="program", subject="bank-sampah"), ()),
    ("program=bank-sampah", replace(FIRST, kind="program", subject="bank-sampah"), ()),
    ("warnai=pilar&tampil=living", replace(FIRST, kind="pillar", subject="living"), ()),
    ("warnai=pilar", replace(FIRST, kind="pillar", subject=CHOICES.pillars[0]), ()),
    ("warnai=jumlah-pilar&luas=1", replace(FIRST, kind="pillars"), ()),
    ("kelas=pillars_3_4", replace(FIRST, only_class="pillars_3_4"), ()),
    (
        "warnai=jumlah-program&kode=35.71.02.1016",
        replace(FIRST, kind="programs", selected="35.71.02.1016"),
        (),
    ),
    ("warnai=bukti", replace(FIRST, kind="evidence"), ()),
    ("pilar=living&pilar=branding", replace(FIRST, filters=Filters(pillars=("living", "branding"))), ()),
    (
        "hanya-program=bank-sampah&hanya-program=proklim",
        replace(FIRST, filters=Filters(programs=("bank-sampah", "proklim"))),
        (),
    ),
    (
        "status=running&status=planned&status=nominated&status=ended",
        replace(FIRST, filters=Filters(statuses=("running", "planned", "nominated", "ended"))),
        (),
    ),
    (
        "mitra=DLHKP&mitra=Dinas+Kesehatan",
        replace(FIRST, filters=Filters(partners=("DLHKP", "Dinas Kesehatan"))),
        (),
    ),
    # Spelled as before partners were merged.
    ("mitra=Prodamas+Plus", replace(FIRST, filters=Filters(partners=("Prodamas",))), ()),
    # Named as before the institution was renamed.
    ("mitra=IAIN+Kediri", replace(FIRST, filters=Filters(partners=("UIN Syekh Wasil Kediri",))), ()),
    (
        "kecamatan=35.71.02&kecamatan=35.71.01",
        replace(FIRST, filters=Filters(kecamatan=("35.71.02", "35.71.01"))),
        (),
    ),
    ("tahun=2015-2020", replace(FIRST, filters=Filters(years=(2015, 2020))), ()),
    (
        "warnai=bukan&program=bukan&tampil=bukan&tahun=2020-2015&luas=ya&kode=35.71.02&status=bukan",
        FIRST,
        (
            "warnai=bukan",
            "program=bukan",
            "tampil=bukan",
            "status=bukan",
            "tahun=2020-2015",
            "kode=35.71.02",
        ),
    ),
]
GAPS = [
    ("", GapsView(), ()),
    ("lihat=peringkat&semua=1", GapsView(section="peringkat", whole=True), ()),
    ("lihat=kesetaraan&pilar=living&luas=1", GapsView(section="kesetaraan", pillar="living"), ()),
    ("lihat=tumpang-tindih", GapsView(section="tumpang-tindih"), ()),
    ("lihat=kerangka", GapsView(section="kerangka"), ()),
    (
        "kode=35.71.02.1016&sel=living&urut=not_reported&campur=1",
        GapsView(selected="35.71.02.1016", cell="living", order="not_reported", mixed=True),
        (),
    ),
    (
        "kolom=program&pilar=living&sel=kampung-iva&urut=kampung-kb",
        GapsView(pillar="living", by_program=True, cell="kampung-iva", order="kampung-kb"),
        (),
    ),
    ("program=bank-sampah&pilar=living", GapsView(program="bank-sampah"), ("pilar=living",)),
    ("lihat=peringkat&bobot=proximity", GapsView(section="peringkat", weights=PRESETS["proximity"]), ()),
    (
        "lihat=peringkat&bobot=missing%3D0.5%2Cdistance%3D2",
        GapsView(section="peringkat", weights=Weights(missing=0.5, distance=2)),
        (),
    ),
    ("lihat=bukan&bobot=bukan&sel=bukan", GapsView(), ("lihat=bukan", "bobot=bukan", "sel=bukan")),
]
SCENARIOS = [
    ("", Scenario("program", PROGRAM, 3), ()),
    ("untuk=program:kampung-iva&lokasi=5", Scenario("program", "kampung-iva", 5, "self"), ()),
    (
        "untuk=pilar%3Aliving&lokasi=4&aturan=tetangga&maksimal=luas",
        Scenario("pillar", "living", 4, "neighbours", weight="area"),
        (),
    ),
    (
        "untuk=pilar:living&lokasi=2&aturan=1500&maksimal=penduduk&luas=1",
        Scenario("pillar", "living", 2, 1500, weight="people", wide=True),
        (),
    ),
    (
        "aturan=sendiri&maksimal=kelurahan&kunci=35.71.02.1016&kecuali=35.71.01.1004&skenario=Tahun+depan",
        Scenario(
            kind="program",
            subject=PROGRAM,
            k=3,
            rule="self",
            locked=("35.71.02.1016",),
            excluded=("35.71.01.1004",),
            name="Tahun depan",
        ),
        (),
    ),
    (
        "untuk=pilar:bukan&lokasi=-1&aturan=60000&kunci=35.71",
        Scenario("program", PROGRAM, 3),
        ("untuk=pilar:bukan", "aturan=60000", "lokasi=-1", "kunci=35.71"),
    ),
]
# A page, its parameters, and how its heading begins.
PAGES = [
    ("profil", "kode=35.71", "Kota Kediri"),
    ("profil", "kode=35.71.02", "Kec. Kota"),
    ("profil", "kode=bukan&kode=35.71.02.1016", "Pocanan"),
    ("program", "program=bank-sampah", "Bank Sampah"),
    ("program", "cari=dhoho&urut=nama&lihat=tahun&pilar=branding&tahun=2012-2020", "1 dari "),
    ("mitra", "jenis=school", "Sekolah: "),
    ("mitra", "mitra=DTRKP&kecamatan=35.71.01", "DLHKP: "),
    ("mitra", "mitra=IAIN+Kediri", "UIN Syekh Wasil Kediri: "),
    # What no table holds, or no longer holds: named as unknown on the list of all.
    ("program", "program=program-yang-dihapus", f"{PROGRAMS} program: "),
    ("paparan", "langkah=5&bahasa=en", STEPS[4]["title_en"]),
    ("paparan", f"langkah={STEPS[4]['id']}", STEPS[4]["title"]),
    ("paparan", "langkah=99", STEPS[0]["title"]),
]


def parameters(query: str) -> dict[str, list[str]]:
    return parse_qs(query, strict_parsing=bool(query))


@pytest.mark.parametrize(("query", "view", "aside"), MAP)
def test_a_link_to_the_map(query, view, aside):
    assert map_view.read_link(parameters(query), CHOICES) == (view, aside)


@pytest.mark.parametrize("name", GONE)
def test_whatever_the_first_edition_had_opens_today_or_is_said_to_be_unknown(name):
    known = {
        "program": MAILED.programs.index,
        "mitra": sorted({*MAILED.partners.index, *MAILED.records["partner_names"].explode().dropna()}),
        "kode": MAILED.areas.frame.index,
        "tampil": MAILED.pillars.index,
    }[name]
    gone = set()
    for value in known:
        asked = {name: [value]} | ({"warnai": ["pilar"]} if name == "tampil" else {})
        view, aside = map_view.read_link(asked, CHOICES)
        assert aside in ((), (f"{name}={value}",))
        gone |= {value} if aside else set()
        assert (view == FIRST) is bool(aside)
    assert gone == GONE[name]
    assert len(known) > len(gone)


@pytest.mark.parametrize(("query", "view", "aside"), GAPS)
def test_a_link_to_the_gaps(query, view, aside):
    assert gaps_link.read_link(parameters(query), DATASET) == (view, aside)


@pytest.mark.parametrize(("query", "scenario", "aside"), SCENARIOS)
def test_a_link_to_a_scenario(query, scenario, aside):
    assert scenario_link.read_link(parameters(query), DATASET) == (scenario, aside)


@pytest.mark.parametrize(("path", "query", "begins"), PAGES)
def test_a_link_to_another_page(path, query, begins):
    assert heading(open_page(path, **parameters(query))).startswith(begins)
