"""The tables a reader takes away: the kelurahan of a map, and the records behind it, in words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import pandas as pd

from petaprogram.exports.spreadsheet import LIST_SIGN, to_xlsx
from petaprogram.maps.classes import Classified
from petaprogram.measures.map_theme import ThematicMap, all_pillar_states
from petaprogram.measures.presence import spread
from petaprogram.measures.record_words import say_columns
from petaprogram.messages.language import Language
from petaprogram.messages.vocabulary import STATE, say_since
from petaprogram.tables.columns import RECORD, TABLES
from petaprogram.tables.dataset import Dataset


def area_table(
    dataset: Dataset, shown: ThematicMap, classified: Classified, language: Language
) -> pd.DataFrame:
    """List every kelurahan with what the map shows of it.

    Returns
    -------
    DataFrame
        Index kode, all kelurahan, those with a counted record first: code, name, kecamatan, shown value in
        words, programs, first years, year of the last report, partners, publishers and number of the counted
        records, then the state of each pillar over all records. Columns in words too.
    """
    say = language.say
    areas = dataset.areas.frame
    counted = spread(shown.records, dataset.areas, wide=shown.theme.wide)
    number = counted["kode"].value_counts().reindex(areas.index).fillna(0).astype(int)

    def listed(values: Iterable[Iterable[object]]) -> list[str]:
        """Join the different values of the counted records of each kelurahan, in order."""
        found: dict[str, set[str]] = {kode: set() for kode in areas.index}
        for kode, several in zip(counted["kode"], values, strict=True):
            found[kode].update(value for value in several if isinstance(value, str) and value)
        return [LIST_SIGN.join(sorted(one)) for one in found.values()]

    table = pd.DataFrame(
        {
            say("Kode"): areas.index,
            say("Kelurahan"): areas["name"],
            say("Kecamatan"): areas["kecamatan"],
            say("Yang ditampilkan"): classified.values_in_words(language),
            say("Program"): listed([name] for name in counted["program"]),
            say("Sejak"): listed([year] for year in say_since(counted, language)),
            say("Laporan terakhir"): counted["last_report"]
            .str[:4]
            .groupby(counted["kode"])
            .max()
            .astype(object)
            .reindex(areas.index, fill_value=""),
            say("Mitra"): listed(counted["partner_names"]),
            say("Sumber"): listed([name] for name in counted["publisher"]),
            say("Data"): number,
        },
        index=areas.index,
    )
    joined = table.join(_pillars_in_words(dataset, language, wide=shown.theme.wide))
    return joined.loc[number.gt(0).sort_values(ascending=False, kind="stable").index]


@lru_cache(maxsize=16)
def _pillars_in_words(dataset: Dataset, language: Language, *, wide: bool) -> pd.DataFrame:
    """Say the state of each pillar over all records: index kode, columns the names of the pillars."""
    words = all_pillar_states(dataset, wide=wide).map(lambda state: language.say(STATE[state]))
    return words.rename(columns=dataset.pillars["name"].to_dict())


def record_table(dataset: Dataset, records: pd.DataFrame, language: Language) -> pd.DataFrame:
    """List records with their evidence, one row each, columns in words."""
    said = records.assign(
        placement_id=records.index,
        pillar_id=records["pillar_id"].map(dataset.pillars["name"]),
        start_year=say_since(records, language),
    )
    return say_columns(said, RECORD, language)


def source_table(dataset: Dataset, language: Language) -> pd.DataFrame:
    """List the sources with the number of records that rest on each, the most used first.

    Index source_id, columns in words.
    """
    say, sources = language.say, dataset.sources
    table = say_columns(sources, TABLES["sources"], language)
    links = table.pop(say("Tautan"))
    used = dataset.records["source_id"].value_counts().reindex(sources.index).fillna(0).astype(int)
    table = table.assign(**{say("Data"): used, say("Tautan"): links})
    return table.sort_values([say("Data"), say("Judul")], ascending=[False, True], kind="stable")


def program_table(dataset: Dataset, language: Language) -> pd.DataFrame:
    """List the programs. Index program_id, columns in words."""
    programs = dataset.programs
    said = programs.assign(
        program_id=programs.index, pillar_id=programs["pillar_id"].map(dataset.pillars["name"])
    )
    return say_columns(said, TABLES["programs"], language)


def data_workbook(dataset: Dataset, about: pd.DataFrame, language: Language) -> bytes:
    """Put all published facts into one XLSX file."""
    say = language.say
    return to_xlsx(
        {
            say("Program"): program_table(dataset, language),
            say("Data"): record_table(dataset, dataset.records, language),
            say("Sumber"): source_table(dataset, language),
            say("Keterangan"): about,
        }
    )


def about_table(
    dataset: Dataset, sentence: str, link: str, language: Language, filters: Iterable[str] = ()
) -> pd.DataFrame:
    """Say what a download is: the view, its filters, its day, its sources, and what it is no basis for."""
    say = language.say
    rows = {
        say("Isi"): sentence,
        say("Filter"): LIST_SIGN.join(filters) or say("tanpa filter"),
        say("Tautan tampilan"): link,
        say("Data per"): language.day(dataset.site.data_date),
        say("Lisensi"): dataset.site.licence_in(language),
        say("Batas wilayah"): f"{dataset.areas.source}, {dataset.areas.edition}",
        say("Penting"): say("Batas kelurahan bersifat indikatif; bukan acuan hukum batas wilayah."),
        say("Belum ada data"): say("Tidak ada data; bukan berarti programnya tidak ada."),
    }
    return pd.DataFrame({say("Hal"): rows.keys(), say("Keterangan"): rows.values()})


def workbook(
    dataset: Dataset, table: pd.DataFrame, records: pd.DataFrame, about: pd.DataFrame, language: Language
) -> bytes:
    """Put the three tables of a map into one XLSX file."""
    say = language.say
    return to_xlsx(
        {
            say("Kelurahan"): table,
            say("Data"): record_table(dataset, records, language),
            say("Keterangan"): about,
        }
    )
