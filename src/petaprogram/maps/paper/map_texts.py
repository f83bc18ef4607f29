"""What is written around a printed map: title, legend, projection, sources, and what it is no basis for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pyproj

from petaprogram import __version__
from petaprogram.geography.areas import Areas
from petaprogram.maps.class_tables import TITLES
from petaprogram.maps.classes import Classified
from petaprogram.maps.legend import Legend, legend
from petaprogram.measures.filters import filters_in_words
from petaprogram.measures.map_sentence import describe
from petaprogram.measures.map_theme import ThematicMap
from petaprogram.messages.language import Language
from petaprogram.tables.dataset import Dataset


@dataclass(frozen=True, slots=True)
class Imprint:
    """The words around a map, all in one language.

    `code` is the kode of the one area that the map is about, None for the whole city; `remarks` are full
    sentences; `facts` are the headed lines (projection, data, maker); `disclaimer` names the source and the
    edition of the boundaries.
    """

    language: Language
    title: str
    subtitle: str
    code: str | None
    legend: Legend
    remarks: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    disclaimer: str


def make_imprint(  # noqa: PLR0913  (all named)
    dataset: Dataset,
    shown: ThematicMap,
    classified: Classified,
    language: Language,
    *,
    selected: str | None = None,
    made_on: dt.date,
) -> Imprint:
    """Write what stands around a map of a theme.

    Parameters
    ----------
    dataset, shown, classified
        The data, what the map shows of them, and its classes.
    language
        The language of all words.
    selected
        The kode of the kelurahan that the map is about.
    made_on
        The day on which the map is made.
    """
    say = language.say
    sentence = describe(shown, dataset, language)
    subtitle, remarks = sentence.text, sentence.remarks
    if selected is not None:
        subtitle = f"{dataset.areas.name_of(selected)}: {classified.values_in_words(language)[selected]}."
        remarks = (sentence.text, *remarks)
    filters = list(filters_in_words(shown.theme.filters, dataset, language))
    if filters:
        remarks = (say("Filter: {filters}.", filters="; ".join(filters)), *remarks)
    return Imprint(
        language=language,
        title=say(
            "{subject} – {place}, {year}",
            subject=subject_of(shown, dataset, classified, language),
            place=place_of(dataset.areas, selected, language),
            year=dataset.site.data_date.year,
        ),
        subtitle=subtitle,
        code=selected,
        legend=legend(classified, language),
        remarks=remarks,
        facts=facts_of(dataset, language, made_on),
        disclaimer=disclaimer_of(dataset.areas, language),
    )


def subject_of(shown: ThematicMap, dataset: Dataset, classified: Classified, language: Language) -> str:
    """Name what a map shows: the program, the pillar, or the measure."""
    if shown.theme.kind == "program":
        return str(dataset.programs.at[shown.theme.subject, "name"])
    if shown.theme.kind == "pillar":
        return str(dataset.pillars.at[shown.theme.subject, "name"])
    return language.say(TITLES[classified.kind])


def place_of(areas: Areas, selected: str | None, language: Language) -> str:
    """Name the place that a map is of."""
    if selected is None:
        return areas.city
    return language.say("Kelurahan {name}, {city}", name=areas.name_of(selected), city=areas.city)


def facts_of(dataset: Dataset, language: Language, made_on: dt.date) -> tuple[tuple[str, str], ...]:
    """Say how the map was made, from what, when and by what program."""
    say = language.say
    return (
        (say("Proyeksi"), projection_of(dataset.areas.metric_crs, language)),
        (
            say("Isi data"),
            say(
                "per {day}; {records:f} data dari {sources:f} sumber",
                day=language.day(dataset.site.data_date),
                records=len(dataset.records),
                sources=len(dataset.sources),
            ),
        ),
        (say("Pembuat"), say("PetaProgram {version}, {day}", version=__version__, day=language.day(made_on))),
    )


def projection_of(epsg: int, language: Language) -> str:
    """Name the projection and the datum of a metric CRS."""
    crs = pyproj.CRS.from_epsg(epsg)
    datum = crs.geodetic_crs.name if crs.geodetic_crs else crs.name
    name = language.say("UTM zona {zone}", zone=crs.utm_zone) if crs.utm_zone else crs.name
    return language.say("{projection}, datum {datum} (EPSG:{epsg})", projection=name, datum=datum, epsg=epsg)


def disclaimer_of(areas: Areas, language: Language) -> str:
    """Say that the boundaries are no legal reference."""
    return language.say(
        "Batas kelurahan bersifat indikatif ({source}, {edition}); bukan acuan hukum batas wilayah.",
        source=areas.source,
        edition=areas.edition,
    )
