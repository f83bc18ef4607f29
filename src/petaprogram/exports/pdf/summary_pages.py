"""The city on one page: what is recorded, where, of which pillar, and what the ministry measured."""

from __future__ import annotations

import numpy as np

from petaprogram.exports.pdf.map_panel import map_panel
from petaprogram.exports.pdf.profile_pages import profile_words, say_people
from petaprogram.exports.pdf.record_rows import Evidence
from petaprogram.exports.pdf.survey import Content, Survey, state_swatches
from petaprogram.exports.pdf.typesetting import typeset
from petaprogram.measures.evidence import evidence_share
from petaprogram.measures.map_sentence import describe
from petaprogram.measures.presence import STATES, conserve
from petaprogram.messages.language import Language
from petaprogram.messages.vocabulary import SCOPE, STATE
from petaprogram.presentation.ministry_tables import index_table
from petaprogram.tables.columns import OVERALL

MAP_WIDTH, MAP_HEIGHT, NAME_SIZE = 120.0, 100.0, 6.5


def make_summary(survey: Survey) -> bytes:
    """Set the summary of the city as PDF; it names the address where the app is reached, if there is one."""
    content = summary_content(survey)
    return typeset(
        "citypage.typ",
        {"summary": content, "words": summary_words(survey)},
        title=content["title"],
        subject=content["sentence"],
        language=survey.language,
        day=survey.day,
    )


def summary_words(survey: Survey) -> dict[str, str]:
    """Say the words of the summary."""
    say = survey.language.say
    return {
        **profile_words(survey),
        "pillars": say("Enam pilar di kelurahan"),
        "pillars_key": say(
            "Banyaknya kelurahan menurut keadaan tiap pilar; data tingkat kota tidak ikut dihitung."
        ),
        "districts": say("Kecamatan"),
        "index": say("Indeks kementerian"),
        "index_year": say("Tahun"),
        "overall": say("Seluruhnya"),
        "district": say("Kecamatan"),
        "with_records": say("ada datanya"),
        "district_records": say("data"),
        "median": say("median pilar yang ada datanya"),
        "population_column": say("penduduk"),
        "here": say("data di kelurahan"),
        "wide_column": say("data tingkat kota/kec."),
        "sure": say("kepastian tinggi"),
    }


def summary_content(survey: Survey) -> Content:
    """Gather what the summary shows."""
    dataset, language = survey.dataset, survey.language
    sentence = describe(survey.shown, dataset, language)
    evidence = Evidence(dataset, language)
    return {
        "title": language.say(
            "Ringkasan program per pilar – {city}, {year}", city=dataset.areas.city, year=survey.year
        ),
        "heading": dataset.areas.city,
        "overline": language.say("Ringkasan program per pilar, {year}", year=survey.year),
        "kode": dataset.areas.city_kode,
        "sentence": sentence.text,
        "remarks": list(sentence.remarks),
        "numbers": _numbers(survey),
        "conservation": _conservation(survey),
        "map": map_panel(survey, MAP_WIDTH, MAP_HEIGHT, names=NAME_SIZE),
        "states": [language.say(STATE[state]) for state in STATES],
        "swatches": [state_swatches()[state] for state in STATES],
        "pillars": _pillars(survey),
        "districts": _districts(survey, evidence),
        "population": say_people(survey, dataset.areas.city_kode, evidence),
        "index": _index(survey, evidence),
        "sources": evidence.listed(),
        "address": survey.address or "",
    }


def _numbers(survey: Survey) -> list[Content]:
    dataset, language = survey.dataset, survey.language
    records = dataset.records
    recorded = int(survey.measured["programs"].notna().sum())
    partners = records["partner_names"].explode().nunique()
    areas = len(dataset.areas.frame)
    return [
        {
            "number": language.say("{some:f} dari {all:f}", some=recorded, all=areas),
            "text": language.say("kelurahan ada datanya"),
        },
        {
            "number": language.number(len(records)),
            "text": language.counted("data terkumpul", len(records)),
        },
        {
            "number": language.number(len(dataset.programs)),
            "text": language.counted("program tercatat", len(dataset.programs)),
        },
        {"number": language.number(partners), "text": language.counted("mitra disebut", partners)},
        {
            "number": language.number(len(dataset.sources)),
            "text": language.counted("sumber publik", len(dataset.sources)),
        },
    ]


def _conservation(survey: Survey) -> str:
    language, counts = survey.language, conserve(survey.dataset.records)
    parts = [
        f"{language.number(getattr(counts, scope))} {language.say(words)}"
        for scope, words in SCOPE.items()
        if getattr(counts, scope)
    ]
    total = language.counted("{count:f} data", counts.total)
    return f"{total} = {' + '.join(parts)}."


def _pillars(survey: Survey) -> list[Content]:
    language, records = survey.language, survey.dataset.records
    rows = []
    for pillar, badge in survey.badges.items():
        counts = survey.states[pillar].value_counts()
        own = records[records["pillar_id"] == pillar]
        here = int((own["scope"] == "kelurahan").sum())
        wide = int(own["scope"].isin(["city", "kecamatan"]).sum())
        sure = evidence_share(own)
        rows.append(
            {
                "pillar": badge,
                "states": [language.number(counts.get(state, 0)) for state in STATES],
                "here": language.number(here),
                "wide": language.number(wide),
                "sure": "–" if np.isnan(sure) else language.percent(sure),
            }
        )
    return rows


def _districts(survey: Survey, evidence: Evidence) -> list[Content]:
    dataset, language = survey.dataset, survey.language
    areas, records = dataset.areas, dataset.records
    parents = areas.frame["kecamatan_kode"]
    medians = survey.medians["pillars"]
    recorded = survey.measured["programs"].notna().groupby(parents).sum()
    rows = []
    for kode, district in areas.kecamatan.iterrows():
        within = records["kecamatan_kode"] == kode
        rows.append(
            {
                "name": district["name"],
                "kode": kode,
                "recorded": language.say("{some:f} dari {all:f}", some=recorded[kode], all=district["count"]),
                "records": language.number(int(within.sum())),
                "median": "–" if np.isnan(medians[kode]) else language.number(medians[kode], 1),
                "population": say_people(survey, str(kode), evidence) or language.say("tidak tersedia"),
            }
        )
    return rows


def _index(survey: Survey, evidence: Evidence) -> list[Content]:
    """List the ministry's index by year; a year without a figure for a pillar has a dash."""
    language, table = survey.language, index_table(survey.dataset)
    rows = []
    for year, group in survey.dataset.pillar_index.groupby("year"):
        sources = [f"[{evidence.number(one)}]" for one in group["source_id"].dropna().unique()]
        rows.append(
            {
                "year": str(year),
                "values": [
                    _figure(value, language) for value in table[year].reindex([*survey.badges, OVERALL])
                ],
                "source": ", ".join([*sources, *group["source_note"].dropna().unique()]),
            }
        )
    return rows


def _figure(value: float, language: Language) -> str:
    return "–" if np.isnan(value) else language.number(value, 2)
