"""The tables a reader takes away: the kelurahan of a map, and the records behind it, in words."""

from __future__ import annotations

import pandas as pd

from petaprogram.cartography.classes import Classified
from petaprogram.dataset import Dataset
from petaprogram.presence import spread
from petaprogram.report.export import to_xlsx
from petaprogram.thematic import ThematicMap, pillar_states
from petaprogram.words import BASIS, SCOPE, STATE, STATUS, TRUST, day, since


def area_table(dataset: Dataset, shown: ThematicMap, classified: Classified) -> pd.DataFrame:
    """List every kelurahan with what the map shows of it.

    Returns
    -------
    DataFrame
        Index kode, all kelurahan: code, name, kecamatan, shown value in words, programs and number of the
        counted records, then the state of each pillar over all records. Columns in Indonesian.
    """
    areas = dataset.areas.frame
    counted = spread(shown.records[["kode", "program"]], dataset.areas, wide=shown.theme.wide)
    programs = counted.groupby("kode")["program"].agg(lambda names: "; ".join(sorted(set(names))))
    states = pillar_states(dataset, dataset.records, wide=shown.theme.wide)
    table = pd.DataFrame(
        {
            "Kode": areas.index,
            "Kelurahan": areas["name"],
            "Kecamatan": areas["kecamatan"],
            "Yang ditampilkan": classified.values_in_words,
            "Program": programs.reindex(areas.index).fillna(""),
            "Catatan": counted["kode"].value_counts().reindex(areas.index).fillna(0).astype(int),
        },
        index=areas.index,
    )
    return table.join(states.map(STATE.__getitem__).rename(columns=dataset.pillars["name"].to_dict()))


def record_table(records: pd.DataFrame) -> pd.DataFrame:
    """List records with their evidence, one row each, columns in Indonesian."""
    return pd.DataFrame(
        {
            "Catatan": records.index,
            "Program": records["program"],
            "Pilar": records["pillar_id"],
            "Dasar pilar": records["pillar_basis"].map(BASIS),
            "Cakupan": records["scope"].map(SCOPE),
            "Kode": records["kode"],
            "Wilayah": records["area"],
            "Lokasi": records["site"],
            "Status": records["status"].map(STATUS),
            "Status menurut sumber": records["status_as_reported"],
            "Mulai": [
                since(None if pd.isna(year) else int(year), upper_bound=bound == "yes")
                for year, bound in zip(records["start_year"], records["start_is_upper_bound"], strict=True)
            ],
            "Mitra": records["partners"],
            "Keyakinan": records["confidence"].map(TRUST),
            "Sumber": records["source_title"],
            "Penerbit": records["publisher"],
            "Tanggal sumber": records["source_date"],
            "Keandalan sumber": records["reliability"].map(TRUST),
            "Tautan": records["url"],
            "Keterangan": records["note"],
        }
    )


def about_table(dataset: Dataset, sentence: str, link: str) -> pd.DataFrame:
    """Say what a download is: the view, its day, its sources, and that the boundaries are indicative."""
    rows = {
        "Isi": sentence,
        "Tautan tampilan": link,
        "Data per": day(dataset.site.data_date),
        "Lisensi": dataset.site.licence,
        "Batas wilayah": f"{dataset.areas.source}, {dataset.areas.edition}",
        "Penting": "Batas kelurahan bersifat indikatif; bukan acuan hukum batas wilayah.",
        "Belum tercatat": "Tidak ada catatan; bukan berarti programnya tidak ada.",
    }
    return pd.DataFrame({"Hal": rows.keys(), "Keterangan": rows.values()})


def workbook(table: pd.DataFrame, records: pd.DataFrame, about: pd.DataFrame) -> bytes:
    """Put the three tables of a map into one XLSX file."""
    return to_xlsx({"Kelurahan": table, "Catatan": record_table(records), "Keterangan": about})
