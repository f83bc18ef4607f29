"""The atlas: the city and each of its kelurahan, with a table of contents, in one file."""

from __future__ import annotations

from petaprogram.exports.pdf.map_panel import map_panel
from petaprogram.exports.pdf.profile_pages import profile_content
from petaprogram.exports.pdf.record_rows import Evidence, record_rows
from petaprogram.exports.pdf.summary_pages import summary_content, summary_words
from petaprogram.exports.pdf.survey import Content, Survey
from petaprogram.exports.pdf.typesetting import typeset
from petaprogram.presentation.edition import Progress, no_progress

# The map on the cover in mm.
COVER_WIDTH, COVER_HEIGHT = 181.5, 150.0


def make_atlas(survey: Survey, progress: Progress = no_progress) -> bytes:
    """Set the atlas of a city as PDF; `progress` is told after each kelurahan, and when the whole is set."""
    kodes = list(survey.dataset.areas.frame.index)
    steps = len(kodes) + 1
    profiles = []
    for done, kode in enumerate(kodes):
        progress(done, steps)
        profiles.append(profile_content(survey, kode))
    progress(len(kodes), steps)
    say, city = survey.language.say, survey.dataset.areas.city
    title = say("Atlas program per pilar – {city}, {year}", city=city, year=survey.year)
    content: Content = {
        "title": title,
        "city": city,
        "heading": say("Atlas program per pilar"),
        "overline": say("{city}, {year}", city=city, year=survey.year),
        "reading": _reading(survey),
        "contents": _contents(survey),
        "map": map_panel(survey, COVER_WIDTH, COVER_HEIGHT),
        "summary": summary_content(survey),
        "wide": _wide(survey),
        "profiles": profiles,
    }
    made = typeset(
        "atlas.typ",
        {"atlas": content, "words": _words(survey)},
        title=title,
        subject=content["summary"]["sentence"],
        language=survey.language,
        day=survey.day,
    )
    progress(steps, steps)
    return made


def _words(survey: Survey) -> dict[str, str]:
    say = survey.language.say
    return {
        **summary_words(survey),
        "contents": say("Daftar isi"),
        "reading": say("Cara membaca"),
        "front": say("Ringkasan {city}", city=survey.dataset.areas.city),
        "wide_records": say("Berlaku se-kota atau se-kecamatan"),
        "wide_none": say("Tidak ada data yang berlaku se-kota atau se-kecamatan."),
    }


def _reading(survey: Survey) -> list[str]:
    say = survey.language.say
    return [
        say("Satu data menyatakan bahwa sebuah program ada di sana, bukan berapa orang yang dilayaninya."),
        say(
            "'Belum ada data' (arsiran) berarti belum ada yang melaporkan, bukan bahwa programnya tidak ada. "
            "'Dipastikan tidak ada' memerlukan orang atau dokumen dan tanggal."
        ),
        say(
            "Data tingkat kota dan kecamatan didaftar tersendiri dan tidak mewarnai peta kelurahan mana pun."
        ),
        say("Angka dalam kurung siku menunjuk daftar sumber di bawahnya."),
    ]


def _contents(survey: Survey) -> list[Content]:
    """List the kelurahan by kecamatan, in the order of their pages."""
    areas = survey.dataset.areas
    return [
        {
            "name": survey.language.say("Kec. {name}", name=district["name"]),
            "areas": [
                {"kode": kode, "name": name}
                for kode, name in areas.frame.loc[areas.within[str(parent)], "name"].items()
            ],
        }
        for parent, district in areas.kecamatan.iterrows()
    ]


def _wide(survey: Survey) -> Content:
    """List the records that are of no single kelurahan, with their sources."""
    records = survey.dataset.records
    evidence = Evidence(survey.dataset, survey.language)
    rows = record_rows(survey, records[records["scope"].isin(["city", "kecamatan"])], evidence)
    return {"records": rows, "sources": evidence.listed()}
