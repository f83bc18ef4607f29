"""The years on one page: a small map for each, all on one scale, with what had begun by then."""

from __future__ import annotations

from petaprogram.exports.pdf.profile_pages import profile_words
from petaprogram.exports.pdf.survey import Content, Survey
from petaprogram.exports.pdf.typesetting import typeset
from petaprogram.exports.qr_code import qr_content
from petaprogram.maps.legend import legend, say_counts
from petaprogram.maps.svg_map import svg_map
from petaprogram.maps.year_classes import classify_year
from petaprogram.measures.by_year import InPlace, in_place, years_of
from petaprogram.measures.year_words import say_known, say_year

# So many maps stand on the page, in rows of four; the width of one in pixels. Names would not fit.
MOST, MAP_WIDTH = 16, 200


def make_years(survey: Survey, pillar: str | None, link: str = "") -> bytes:
    """Set the years as PDF, of one pillar or of all; `link` opens the page of the app, "" where none does."""
    content = years_content(survey, pillar, link)
    return typeset(
        "yearpage.typ",
        {"years": content, "words": {**profile_words(survey), "live": survey.language.say("Peta tahun ini")}},
        title=content["title"],
        subject=content["where"],
        language=survey.language,
        day=survey.day,
    )


def years_content(survey: Survey, pillar: str | None, link: str) -> Content:
    """Gather what the page shows: the last years where there are more than fit."""
    dataset, language = survey.dataset, survey.language
    say, years = language.say, years_of(dataset)
    states = [in_place(dataset, year, pillar) for year in years[-MOST:]]
    last, left_out = states[-1], years[:-MOST]
    heading = say("Yang sudah dimulai, tahun demi tahun")
    if pillar is not None:
        heading = f"{heading}: {dataset.pillars.at[pillar, 'name']!s}"
    made = legend(classify_year(last.frame["begun"], last.frame["bound"]), language)
    return {
        "title": heading,
        "heading": heading,
        "overline": dataset.areas.city,
        "kode": dataset.areas.city_kode,
        "where": say_year(dataset, last, language),
        "qr": qr_content(link) if link else None,
        "frames": [_frame_content(survey, state) for state in states],
        "legend_title": made.title,
        "legend": [{"swatch": row.swatch, "label": row.label} for row in made.rows],
        "remarks": [
            say("Semua peta memakai skala yang sama. Tahun {year}:", year=last.year),
            *say_known(last, language),
            *(
                say("Tahun sebelum {year} tidak muat di halaman ini.", year=year + 1)
                for year in left_out[-1:]
            ),
        ],
    }


def _frame_content(survey: Survey, state: InPlace) -> Content:
    """Draw the city in one year, with its caption."""
    language = survey.language
    classified = classify_year(state.frame["begun"], state.frame["bound"])
    return {
        "year": str(state.year),
        "count": language.counted("{count:f} data", state.begun),
        "bound": language.say("{count:f} paling lambat", count=state.bounds),
        "svg": svg_map(survey.dataset.areas, classified, width=MAP_WIDTH),
        "alt": f"{state.year}: {say_counts(classified, language)}",
    }
