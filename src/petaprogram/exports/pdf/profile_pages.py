"""The profile of one kelurahan, on paper: what is recorded there, on what evidence, and how it compares."""

from __future__ import annotations

from math import ceil
from urllib.parse import urlencode

import numpy as np
import pandas as pd

from petaprogram.exports.pdf.dot_plot_strokes import HEIGHT, WIDTH, own_marks
from petaprogram.exports.pdf.map_panel import map_panel
from petaprogram.exports.pdf.pictures import Picture, make_layer
from petaprogram.exports.pdf.record_rows import Evidence, record_rows
from petaprogram.exports.pdf.survey import Content, Survey, state_swatches
from petaprogram.exports.pdf.typesetting import typeset
from petaprogram.exports.qr_code import qr_content
from petaprogram.maps.paper.map_texts import disclaimer_of, facts_of
from petaprogram.measures.comparison import MEASURES, missing_pillars
from petaprogram.measures.population import people_of
from petaprogram.measures.presence import states_of
from petaprogram.messages.language import SOURCE, Language
from petaprogram.messages.vocabulary import BASIS, STATE

# The map in mm. Its height is what a page has left: so much for map and lists together, less so much for each
# row of a list. Where even the lowest map leaves too little room, the lists go on on a further page.
MAP_WIDTH, LOWEST, HIGHEST = 120.0, 54.0, 108.0
ROOM, RECORD_ROW, MISSING_ROW, SOURCE_ROW = 146.0, 8.0, 5.0, 10.5
# The page of the app that shows the same.
PROFILE_PATH = "profil"


def make_profile(survey: Survey, kode: str) -> bytes:
    """Set the profile of a kelurahan as PDF.

    Raises
    ------
    KeyError
        When the kode is not that of a kelurahan of the city.
    """
    content = profile_content(survey, kode)
    return typeset(
        "single.typ",
        {"profile": content, "words": profile_words(survey)},
        title=content["title"],
        subject=content["value"],
        language=survey.language,
        day=survey.day,
    )


def profile_words(survey: Survey) -> dict[str, str]:
    """Say the words that all profiles share."""
    say, areas = survey.language.say, survey.dataset.areas
    return {
        "city": areas.city,
        "map": say("Peta"),
        "areas": say("kelurahan"),
        "strip": say("Keadaan enam pilar"),
        "records": say("Program di sini"),
        "none": say(
            "Belum ada data di kelurahan ini. Artinya belum ada yang melaporkan, bukan bahwa programnya "
            "tidak ada."
        ),
        "program": say("Program"),
        "pillar": say("Pilar"),
        "status": say("Status"),
        "since": say("Mulai"),
        "partners": say("Mitra"),
        "confidence": say("Kepastian"),
        "source": say("Bukti"),
        "assigned": f"* {say(BASIS['assigned'])}",
        "wide": say("Berlaku lebih luas"),
        "missing": say("Yang belum ada datanya"),
        "comparison": say("Dibanding kelurahan lain"),
        "comparison_key": say(
            "Sebuah titik: sebuah kelurahan; yang gelap: kelurahan ini. Garis penuh: median kecamatan. "
            "Garis putus: median kota. Median dihitung "
            "atas kelurahan yang ada datanya."
        ),
        "population": say("Penduduk"),
        "sources": say("Daftar sumber"),
        "disclaimer": disclaimer_of(areas, survey.language),
        "page": say("Halaman"),
        "live": say("Profil terkini"),
        "facts": " · ".join(
            f"{name}: {value}" for name, value in facts_of(survey.dataset, survey.language, survey.day)
        ),
    }


def profile_content(survey: Survey, kode: str) -> Content:
    """Gather what the page of a kelurahan shows.

    Raises
    ------
    KeyError
        When the kode is not that of a kelurahan of the city.
    """
    dataset, language = survey.dataset, survey.language
    name = str(dataset.areas.frame.at[kode, "name"])
    records = dataset.records[dataset.records["kode"] == kode]
    evidence = Evidence(dataset, language)
    rows = record_rows(survey, records, evidence)
    missing = _missing(survey, kode)
    population = _population(survey, kode, evidence)
    sources = evidence.listed()
    # Pillars and sources stand in two columns.
    lists = (
        RECORD_ROW * len(rows) + MISSING_ROW * ceil(len(missing) / 2) + SOURCE_ROW * ceil(len(sources) / 2)
    )
    height = min(HIGHEST, max(LOWEST, ROOM - lists))
    return {
        "kode": kode,
        "name": name,
        "kecamatan": str(dataset.areas.frame.at[kode, "kecamatan"]),
        "title": language.say(
            "Program per pilar – Kelurahan {name}, {city}, {year}",
            name=name,
            city=dataset.areas.city,
            year=survey.year,
        ),
        "overline": language.say(
            "Program per pilar – {city}, {year}", city=dataset.areas.city, year=survey.year
        ),
        "heading": language.say("Kelurahan {name}", name=name),
        "value": f"{name}: {survey.words[kode]}.",
        "where": _where(survey, kode),
        "map": map_panel(survey, MAP_WIDTH, height, kode),
        "strip": _strip(survey, kode, records),
        "records": rows,
        "wide": _wide(survey, kode),
        "missing": missing,
        "plots": [_plot(survey, kode, measure) for measure in MEASURES],
        "population": population,
        "sources": sources,
        "qr": _qr(survey, kode),
    }


def profile_address(address: str, kode: str, language: Language) -> str:
    """Write the address of the profile in the app."""
    parameters = {"kode": kode} | ({} if language.code == SOURCE else {"bahasa": language.code})
    return f"{address}/{PROFILE_PATH}?{urlencode(parameters)}"


def _where(survey: Survey, kode: str) -> str:
    areas, language = survey.dataset.areas, survey.language
    place = language.say(
        "Kec. {kecamatan} · kode {kode} · {km2:.2f} km²",
        kecamatan=areas.frame.at[kode, "kecamatan"],
        kode=kode,
        km2=areas.area_km2[kode],
    )
    neighbours = language.counted("{count:f} tetangga", len(areas.neighbours[kode]))
    return f"{place} · {neighbours}"


def _strip(survey: Survey, kode: str, records: pd.DataFrame) -> list[Content]:
    language, states = survey.language, survey.states.loc[kode].to_dict()
    # Counted are the records that say so: beside "running" one that has ended does not count.
    of_state = states_of(records) == records["pillar_id"].map(states)
    counts = records.loc[of_state, "pillar_id"].value_counts()
    return [
        {
            **survey.badges[pillar],
            "swatch": state_swatches()[states[pillar]],
            "word": language.say(STATE[states[pillar]])
            + (f" ({language.number(counts[pillar])})" if pillar in counts else ""),
        }
        for pillar in survey.badges
    ]


def _wide(survey: Survey, kode: str) -> list[str]:
    """Say how many records hold for the whole kecamatan and city, by pillar."""
    areas, language = survey.dataset.areas, survey.language
    parent = areas.frame.at[kode, "kecamatan_kode"]
    scopes = {
        parent: language.say("tingkat Kec. {kecamatan}", kecamatan=areas.frame.at[kode, "kecamatan"]),
        areas.city_kode: language.say("tingkat kota"),
    }
    sentences = []
    for place, scope in scopes.items():
        if place in survey.wide.index:
            counts = survey.wide.loc[place]
            parts = [
                f"{badge['name']} {language.number(counts[pillar])}"
                for pillar, badge in survey.badges.items()
                if counts[pillar]
            ]
            sentences.append(
                language.counted(
                    "{count:f} data berlaku {scope}: {parts}.",
                    int(counts.sum()),
                    scope=scope,
                    parts=", ".join(parts),
                )
            )
    return sentences


def _missing(survey: Survey, kode: str) -> list[Content]:
    areas, language = survey.dataset.areas, survey.language
    around = areas.neighbours[kode]
    found = missing_pillars(survey.dataset, kode)
    return [
        {
            **survey.badges[str(pillar)],
            "text": language.say(
                "belum ada data di sini; tercatat di {having:f} dari {all:f} tetangga{names}.",
                having=len(having),
                all=len(around),
                names=f" ({language.listing([areas.name_of(one) for one in having])})" if having else "",
            ),
        }
        for pillar, having in found.items()
    ]


def _plot(survey: Survey, kode: str, measure: str) -> Content:
    language, areas = survey.language, survey.dataset.areas
    plot, shared = survey.plots[measure]
    medians = survey.medians.loc[:, measure]
    around = [medians[areas.frame.at[kode, "kecamatan_kode"]], medians[areas.city_kode]]
    own_value = survey.measured[measure][kode]
    own, local, city = (_number(survey, measure, value) for value in (own_value, *around))
    title = language.say(MEASURES[measure])
    text = language.say("di sini {own}, kecamatan {local}, kota {city}", own=own, local=local, city=city)
    layers = [shared, make_layer(own_marks(plot, own_value, *around), WIDTH, HEIGHT)]
    picture: Picture = {"layers": layers, "width": WIDTH, "height": HEIGHT, "alt": f"{title}: {text}"}
    return {"title": title, "text": text, "picture": picture}


def _number(survey: Survey, measure: str, value: float) -> str:
    if np.isnan(value):
        return survey.language.say("belum ada data")
    if measure == "evidence":
        return survey.language.percent(value)
    return survey.language.number(value, 0 if value == int(value) else 1)


def _population(survey: Survey, kode: str, evidence: Evidence) -> str:
    """Say how many people live in the area, or else in the smallest area around it of which that is known."""
    areas, say = survey.dataset.areas, survey.language.say
    if own := say_people(survey, kode, evidence):
        return say("{place}: {population}.", place=areas.name_of(kode), population=own)
    unknown = say("Tingkat kelurahan: tidak tersedia.")
    parent = str(areas.frame.at[kode, "kecamatan_kode"])
    around = {parent: say("Kec. {name}", name=areas.name_of(parent)), areas.city_kode: areas.city}
    for one, place in around.items():
        if found := say_people(survey, one, evidence):
            known = say("{place}: {population}.", place=place, population=found)
            return f"{known} {unknown}"
    return unknown


def say_people(survey: Survey, kode: str, evidence: Evidence) -> str:
    """Say the latest figure of an area, with its year, basis and sources; empty where there is none."""
    found = people_of(survey.dataset, kode)
    if not found:
        return ""
    latest, language = found[0], survey.language
    said = language.say(
        "{count:f} jiwa ({year}, {basis}) [{source}]",
        count=latest.people,
        year=latest.year,
        basis=latest.basis_in(language),
        source=", ".join(str(evidence.number(source)) for source in latest.sources),
    )
    if latest.parts == 0:
        return said
    return ", ".join(
        [said, language.say("dijumlahkan dari {parts:f} wilayah di dalamnya", parts=latest.parts)]
    )


def _qr(survey: Survey, kode: str) -> Content | None:
    if survey.address is None:
        return None
    return qr_content(profile_address(survey.address, kode, survey.language))
