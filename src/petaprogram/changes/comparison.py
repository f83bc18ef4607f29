"""Two moments compared: all differences with their kinds, by whom and where, and what follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

import numpy as np
import pandas as pd

from petaprogram.changes.area_changes import AreaChanges, compare_areas
from petaprogram.changes.moments import Moment
from petaprogram.changes.record_changes import KINDS, SAME_RECORD, kinds_of_records
from petaprogram.changes.table_changes import TableChanges, compare_tables, has_key
from petaprogram.messages.issues import ChangesError
from petaprogram.messages.language import message
from petaprogram.tables.columns import TABLES
from petaprogram.tables.partner_names import partners_of

Group = Literal["pillar_id", "program_id", "partner", "kode"]

RECORDS = "placements"
# What is shown of a row that came or went: what it is called; of other tables the whole row.
_MAIN = {"programs": "name", "sources": "title", "partners": "kind", "pillars": "name"}
# Between the cells of a row that is shown whole.
_BETWEEN = " | "


@dataclass(frozen=True, eq=False)
class Changes:
    """What changed between two moments. Make one with `compare`.

    `tables` holds the bare differences of each table that both sides have. `rows` are those of the records
    with their kinds, see `kinds_of_records`.
    """

    before: Moment
    after: Moment
    tables: Mapping[str, TableChanges]
    rows: pd.DataFrame

    @property
    def has_changes(self) -> bool:
        """Whether anything changed: a row of a table, a source of a record, the boundaries, or a rank.

        Ranks may move by the day of the data alone.
        """
        return (
            bool(len(self.rows))
            or self.areas.any_difference
            or any(found.has_changes for found in self.tables.values())
        )

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """The number of records of each kind of `KINDS`. A record may be of several."""
        found = self.rows.drop_duplicates(["kind", "id"])["kind"].value_counts()
        return {kind: int(found.get(kind, 0)) for kind in KINDS}

    @cached_property
    def balance(self) -> Mapping[str, int]:
        """Where every record is, once: new, removed, changed or same. Before = all but the new ones."""
        known = self.tables[RECORDS]
        changed = self.rows.loc[~self.rows["kind"].isin(["new", "removed"]), "id"].nunique()
        counts = {"new": len(known.added), "removed": len(known.removed)}
        return {**counts, "changed": changed, "same": known.kept - changed}

    def rows_of(self, kind: str) -> pd.DataFrame:
        """The rows behind a number of `counts`; index and columns as in `rows`."""
        return self.rows[self.rows["kind"] == kind]

    @cached_property
    def other_rows(self) -> pd.DataFrame:
        """The differences of all tables but the records.

        Returns
        -------
        DataFrame
            Columns `table`, `kind` (new, corrected or removed), `id` (blank where the table has none),
            `column`, `before` and `after`: for a row that came or went what it is called, or the whole row.
        """
        columns = ["table", "kind", "id", "column", "before", "after"]
        parts = [
            part.assign(table=name)
            for name, found in self.tables.items()
            if name != RECORDS
            for part in (
                _whole_rows(name, "new", found.added),
                found.cells.assign(kind="corrected"),
                _whole_rows(name, "removed", found.removed),
            )
        ]
        found = pd.concat([pd.DataFrame(columns=columns, dtype=object), *parts], ignore_index=True)[columns]
        return found.astype(object).where(found.notna(), None)

    @cached_property
    def other_counts(self) -> Mapping[str, Mapping[str, int]]:
        """How many rows of each other table are new, corrected (in any cell) or removed; no zeros."""
        counts = {
            name: {
                "new": len(found.added),
                "removed": len(found.removed),
                "corrected": found.cells["id"].nunique(),
            }
            for name, found in self.tables.items()
            if name != RECORDS
        }
        return {name: {kind: one for kind, one in kinds.items() if one} for name, kinds in counts.items()}

    @cached_property
    def places(self) -> pd.DataFrame:
        """What each changed record is about, before and after.

        Index: `id` as in `rows`, once for each side that has the record. Columns `program_id`, `pillar_id`,
        `kode`, `site` and `partners`, as that side has them, and `side` (before or after).
        """
        found = self.tables[RECORDS]
        sides = []
        for name, moment in (("before", self.before), ("after", self.after)):
            placements = moment.tables[RECORDS]
            if name == "before":
                placements = placements.rename(index=found.renamed.to_dict())
            here = placements.loc[placements.index.isin(self.rows["id"])]
            pillar = here["program_id"].map(moment.dataset.programs["pillar_id"])
            here = here[["program_id", "kode", "site", "partners"]]
            sides.append(here.assign(pillar_id=pillar, side=name).rename_axis("id"))
        removed = sides[0].index.isin(found.removed.index)
        # An id that was removed never stands on the other side, so it names its record there too.
        return pd.concat([sides[0][removed], sides[0][~removed], sides[1]])

    def count_by(self, group: Group) -> pd.DataFrame:
        """Count the records of each kind by pillar, program, partner or place.

        Returns
        -------
        DataFrame
            Index the values of `group`, sorted, "" where a record has none; columns `KINDS` and `records`
            (all that changed), integers. A record that moved counts at both places.
        """
        members = self._members(group)
        kinds = self.rows[["kind", "id"]].drop_duplicates()
        found = members.merge(kinds, on="id")
        table = pd.crosstab(found["value"], found["kind"]).reindex(columns=list(KINDS), fill_value=0)
        table["records"] = members.groupby("value")["id"].nunique()
        return table.rename_axis(index=group, columns=None).astype(int)

    @cached_property
    def counts_by(self) -> Mapping[Group, pd.DataFrame]:
        """Every `count_by`, made once; its frames are shared, so leave them as they are."""
        return {group: self.count_by(group) for group in get_args(Group)}

    def names_of(self, table: str, column: str = "name") -> dict[str, str]:
        """Name the rows of a table of either side, by key, as they are called now."""
        names: dict[str, str] = {}
        for side in (self.before, self.after):
            names |= getattr(side.dataset, table)[column].to_dict()
        return names

    def rows_in(self, group: Group, value: str) -> pd.DataFrame:
        """The rows behind the numbers of one value of `count_by`; index and columns as in `rows`."""
        members = self._members(group)
        return self.rows[self.rows["id"].isin(members.loc[members["value"] == value, "id"])]

    def _members(self, group: Group) -> pd.DataFrame:
        """Which record belongs to which value, each pair once: columns `id` and `value`."""
        places = self.places
        if group == "partner":
            parts = []
            for name, moment in (("before", self.before), ("after", self.after)):
                merged = moment.dataset.merged_partners
                cells = places.loc[places["side"] == name, "partners"]
                parts.append(cells.map(lambda cell, merged=merged: partners_of(cell, merged)).explode())
            values = pd.concat(parts)
        else:
            values = places[group]
        members = pd.DataFrame({"id": values.index, "value": values.fillna("").to_numpy(object)})
        return members.drop_duplicates()

    @cached_property
    def areas(self) -> AreaChanges:
        """What the changes mean for the kelurahan."""
        return compare_areas(self.before, self.after, set(self.places["kode"].dropna()))

    @property
    def undated(self) -> int:
        """How many records of today were left out because nothing places them in time."""
        return len(self.before.undated)


def compare(before: Moment, after: Moment) -> Changes:
    """Find what changed from one moment to another.

    Raises
    ------
    ChangesError
        If they are of two cities, if only one of them is taken by a day, or if the days are not in order.
    """
    cities = [side.dataset.areas.city_kode for side in (before, after)]
    if cities[0] != cities[1]:
        raise ChangesError(
            message("'{first}' dan '{second}' bukan kota yang sama; bandingkan dua keadaan dari satu kota"),
            first=before.dataset.areas.city,
            second=after.dataset.areas.city,
        )
    if (before.day is None) != (after.day is None) or (
        before.day is not None and before.dataset is not after.dataset
    ):
        raise ChangesError(
            message(
                "tanggal hanya dapat dibandingkan dengan tanggal: versi beku memuat yang tercatat waktu itu, "
                "tanggal memuat yang kini diketahui tentang waktu itu; pilih dua tanggal, atau versi beku"
            )
        )
    if before.day is not None and after.day is not None and before.day >= after.day:
        raise ChangesError(
            message("{first} tidak sebelum {second}; tukar kedua tanggal itu"),
            first=before.day.isoformat(),
            second=after.day.isoformat(),
        )
    found = {
        name: compare_tables(
            before.tables[name], after.tables[name], name, SAME_RECORD if name == RECORDS else ()
        )
        for name in TABLES
        if name in before.tables
    }
    return Changes(before, after, found, kinds_of_records(before, after, found[RECORDS]))


def _whole_rows(table: str, kind: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Show rows that came or went, one line each."""
    column = _MAIN.get(table, "")
    if column:
        shown = rows[column].to_numpy(object)
    else:
        filled = rows.astype(object).where(rows.notna(), "").astype(str)
        shown = np.array([_BETWEEN.join(cells) for cells in filled.to_numpy()], dtype=object)
    ids = rows.index.to_numpy(object) if has_key(table) else None
    sides = {"before": None, "after": shown} if kind == "new" else {"before": shown, "after": None}
    return pd.DataFrame({"kind": kind, "id": ids, "column": column, **sides}, index=range(len(rows)))
