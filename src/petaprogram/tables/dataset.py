"""The validated data of one city: boundaries and tables that agree with each other."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TypeVar

import pandas as pd

from petaprogram.files.regular_file import read_regular
from petaprogram.geography.areas import Areas
from petaprogram.messages.issues import Issue, TableError, errors_only, group_rows, keep_first, make_issue
from petaprogram.messages.language import SOURCE, Language
from petaprogram.messages.partial_dates import parse_date
from petaprogram.tables.columns import KINDS, TABLES, carried
from petaprogram.tables.cross_checks import check_together, locate
from petaprogram.tables.partner_names import merged_names, partners_of
from petaprogram.tables.reading import MAX_BYTES, read_table
from petaprogram.tables.site import SITE_FILE, Site, check_site, read_site

_LOG = logging.getLogger(__name__)

T = TypeVar("T")

# Errors of a row that leave the row countable: it is shown as "not matched", never dropped.
_COUNTABLE = ("placements.csv", "unknown-kode")

_SOURCES = re.compile(r"\(sumber: ([^()]*)\)")


@dataclass(frozen=True, eq=False)
class Dataset:
    """Boundaries and tables that passed their checks; `issues` are the problems that remain to be mended.

    Every table keeps its row number in the file as column `row`. `placements`, `programs`, `pillars`,
    `partners` and `sources` are indexed by their id or name. `version` identifies the content of all files
    together.
    """

    areas: Areas
    site: Site
    pillars: pd.DataFrame
    programs: pd.DataFrame
    placements: pd.DataFrame
    partners: pd.DataFrame
    confirmations: pd.DataFrame
    sources: pd.DataFrame
    population: pd.DataFrame
    aliases: pd.DataFrame
    homonyms: pd.DataFrame
    pillar_index: pd.DataFrame
    evidence_frame: pd.DataFrame
    issues: tuple[Issue, ...]
    version: str

    @cached_property
    def merged_partners(self) -> Mapping[str, str]:
        """The written names that mean a partner of another name: an old spelling, a predecessor."""
        return merged_names(self.partners.reset_index())

    @cached_property
    def records(self) -> pd.DataFrame:
        """The placements with everything that a claim must carry.

        Returns
        -------
        DataFrame
            Index placement_id, in file order. The columns of `placements`; what they take over (see
            `columns.carried`) from `programs`, such as `program` and `pillar_id`; `scope` (kelurahan,
            kecamatan, city, no_location, unmatched), `area` (name of the kode) and `kecamatan_kode`;
            `partner_names` (tuple, as the reviewed table names them; `partners` keeps what the source
            wrote); what they take over from `sources`, such as `source_title` and `reliability`;
            `last_report` (the latest date of its sources, as far as it is known), `old` (boolean): last
            reported before `Site.confirm_before`, or on no known date; and `new` (boolean): begun less than a
            year before the day of the data, for certain, and not ended or cancelled.
        """
        placements = self.placements
        program = self.programs.loc[placements["program_id"]].set_index(placements.index)
        source = self.sources.loc[placements["source_id"]].set_index(placements.index)
        level = {kode: self.areas.level(kode) for kode in placements["kode"].dropna().unique()}
        name = {kode: self.areas.name_of(kode) for kode, known in level.items() if known}
        parents = self.areas.frame["kecamatan_kode"].to_dict() | {
            kode: kode for kode in self.areas.kecamatan.index
        }
        # Few dates, years and sources for many records: what is asked of them is asked of each once.
        dates = self.sources["date"].dropna().to_dict()
        days = {date: parse_date(date).latest_day for date in dates.values()}
        reported = pd.Series(
            [
                max(
                    (dates[one] for one in (first, *sources_in(note)) if one in dates),
                    key=days.__getitem__,
                    default=None,
                )
                for first, note in zip(placements["source_id"], placements["note"], strict=True)
            ],
            index=placements.index,
            dtype=object,
        )
        limit = self.site.confirm_before
        recent = [date for date, day in days.items() if day >= limit]
        years = placements["start_year"]
        new_years = [
            year for year in years.dropna().unique() if self.site.is_new(int(year), upper_bound=False)
        ]
        return placements.assign(
            **{here: program[there] for there, here in carried("programs").items()},
            scope=[_scope(kode, level) for kode in placements["kode"]],
            area=placements["kode"].map(name),
            kecamatan_kode=placements["kode"].map(parents),
            partner_names=placements["partners"].map(lambda cell: partners_of(cell, self.merged_partners)),
            **{here: source[there] for there, here in carried("sources").items()},
            last_report=reported,
            old=~reported.isin(recent),
            new=years.isin(new_years).astype(bool)
            & placements["start_is_upper_bound"].ne("yes")
            & ~placements["status"].isin(["ended", "cancelled"]),
        )


def in_language(frame: pd.DataFrame, column: str, language: Language) -> pd.Series:
    """Return a column of texts as `language` has them: from `COLUMN_en` where that is filled in.

    Index as in `frame`.
    """
    translated = f"{column}_{language.code}"
    if language.code == SOURCE or translated not in frame:
        return frame[column]
    return frame[translated].where(frame[translated].notna(), frame[column]).rename(column)


class Untranslated(str):
    """A text in the source language where another one was asked for: pages say so to screen readers."""

    __slots__ = ()


def mark_untranslated(frame: pd.DataFrame, column: str, language: Language) -> pd.Series:
    """Return a column as `in_language`, with each text that is not translated as an `Untranslated`.

    For pages only: what writes spreadsheets asks for the exact type of a cell. Index as in `frame`.
    """
    said = in_language(frame, column, language)
    if language.code == SOURCE:
        return said
    twin = f"{column}_{language.code}"
    translated = frame[twin].notna() if twin in frame else pd.Series(data=False, index=frame.index)
    values = [
        Untranslated(text) if isinstance(text, str) and not done else text
        for text, done in zip(said, translated, strict=True)
    ]
    return pd.Series(values, frame.index, dtype=object, name=column)


def text_of(cell: object) -> str | None:
    """Take the text of a cell; None where it is blank, which pandas says in several ways."""
    return cell if isinstance(cell, str) else None


def sources_in(note: object) -> list[str]:
    """Name the further sources that a note gives for its record, as in "(sumber: a; b)".

    Examples
    --------
    >>> sources_in("aktif pada 2025 (sumber: trib25; ant24); lihat juga (rujukan: buku)")
    ['trib25', 'ant24']
    """
    found = _SOURCES.findall(note) if isinstance(note, str) else []
    return [one for group in found for one in re.split(r"[;,]\s*", group.strip())]


def without_sources(note: object) -> str:
    """Take out of a note the further sources that `sources_in` reads; what remains is the remark itself.

    Examples
    --------
    >>> without_sources("aktif pada 2025 (sumber: trib25; ant24); nama tidak disebut")
    'aktif pada 2025; nama tidak disebut'
    """
    remarks = _SOURCES.sub("", note).split(";") if isinstance(note, str) else []
    return "; ".join(remark.strip() for remark in remarks if remark.strip())


def _scope(kode: object, level: Mapping[str, str | None]) -> str:
    return (level[kode] or "unmatched") if isinstance(kode, str) else "no_location"


def table_files(folder: Path, site: Path | None = None) -> list[Path]:
    """Name the files that a dataset is read from; those of tables that may be left out need not be there."""
    return [*(folder / f"{table}.csv" for table in TABLES), (site or folder) / SITE_FILE]


def check_tables(folder: Path, areas: Areas | None, site: Path | None = None) -> tuple[Issue, ...]:
    """Find every problem of the tables in `folder`; without areas, all but what needs the boundaries.

    `site` is the folder of site.toml where it lies elsewhere.
    """
    return _read(folder, areas, site or folder)[2]


def read_dataset(folder: Path, areas: Areas, site: Path | None = None) -> Dataset:
    """Read and check the tables of `folder` for the city of `areas`.

    `site` is the folder of site.toml where it lies elsewhere: versions of tables from a store hold none.

    A placement whose kode is not of this city stays in the data as "unmatched" and its error stays in
    `Dataset.issues`; any other error refuses the tables.

    Raises
    ------
    TableError
        With every problem found, not only the first.
    """
    site_folder = site or folder
    tables, about, issues = _read(folder, areas, site_folder)
    if about is None or any((issue.file, issue.rule) != _COUNTABLE for issue in errors_only(issues)):
        raise TableError(issues)
    placements = tables["placements"]
    placements["kode"] = placements["kode"].fillna(locate(placements, areas))
    return Dataset(
        areas=areas,
        site=about,
        issues=(*areas.context.issues, *issues),
        version=_version(folder, areas, site_folder),
        **{name: _typed(frame, name) for name, frame in tables.items()},
    )


def _read(
    folder: Path, areas: Areas | None, site_folder: Path
) -> tuple[dict[str, pd.DataFrame], Site | None, tuple[Issue, ...]]:
    tables: dict[str, pd.DataFrame] = {}
    issues: list[Issue] = []
    for name in TABLES:
        frame, found = _attempt(f"{name}.csv", partial(read_table, folder, name), issues) or (None, ())
        issues += found
        if frame is not None:
            tables[name] = frame
    site, found_in_site = _attempt(SITE_FILE, partial(read_site, site_folder / SITE_FILE), issues) or (
        None,
        [],
    )
    issues += found_in_site
    issues += check_site(site, tables.get("programs"))
    issues += _attempt(folder.name, partial(check_together, tables, areas), issues) or ()
    return tables, site, keep_first(group_rows(issues))


def _attempt(file: str, read: Callable[[], T], issues: list[Issue]) -> T | None:
    """Read or check a file; whatever that raises becomes an issue of the file."""
    try:
        return read()
    except Exception as error:  # noqa: BLE001 - a fault of ours must not end in a traceback
        _LOG.exception("%s cannot be read", file)
        issues.append(make_issue("reading-failed", file, reason=type(error).__name__))
        return None


def _typed(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Give each column the dtype of its kind, keep the row number as a column, and index by the key."""
    typed = frame.rename_axis("row").reset_index()
    for title, column in TABLES[name].items():
        if (dtype := KINDS[column.kind].dtype) != "object":
            typed[title] = pd.to_numeric(typed[title]).astype(dtype)
    keys = [title for title, column in TABLES[name].items() if column.key]
    return typed.set_index(*keys) if keys else typed


def _version(folder: Path, areas: Areas, site_folder: Path) -> str:
    digest = hashlib.sha256((areas.version + areas.context.version).encode())
    for path in (*(folder / f"{table}.csv" for table in TABLES), site_folder / SITE_FILE):
        with suppress(FileNotFoundError):  # a table that may be left out
            digest.update(read_regular(path, MAX_BYTES))
    return digest.hexdigest()[:12]
