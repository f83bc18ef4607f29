"""What the differences mean for the kelurahan: data where there were none, and other ranks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from petaprogram.changes.moments import Moment
from petaprogram.gaps.ranking import rank_dataset
from petaprogram.messages.language import message

# Why ranks are not compared, as a message.
NO_RANKS_BY_DAY = message(
    "Peringkat tidak dibandingkan menurut tanggal: apa yang waktu itu sudah tercatat tidak diketahui."
)


@dataclass(frozen=True, slots=True, eq=False)
class AreaChanges:
    """The kelurahan of both sides.

    `frame` has the index kode, sorted, of every kelurahan of either side; columns `name` and `kecamatan` (as
    after, else as before); `in_before` and `in_after` (boolean): whether the boundaries of that side have
    it; `records_before` and `records_after`: how many records name it (integer); `changed` (boolean): whether
    a record that changed names it, before or after; `rank_before` and `rank_after` (float, NaN: not ranked)
    and `moved`: places up in the ranking (float, negative: down, NaN: not ranked on one side).

    `pillars` tells of which pillar a kelurahan of both sides has data now, or none any more: columns `kode`,
    `pillar_id` and `has_data` (boolean, after), in order of kode. `other_boundaries` says whether the
    boundaries differ, be it in their lines alone. `ranked` says whether ranks were compared.
    """

    frame: pd.DataFrame
    pillars: pd.DataFrame
    other_boundaries: bool
    ranked: bool

    @property
    def came(self) -> list[str]:
        """The kode that only the later boundaries have."""
        return list(self.frame.index[~self.frame["in_before"]])

    @property
    def went(self) -> list[str]:
        """The kode that only the earlier boundaries have."""
        return list(self.frame.index[~self.frame["in_after"]])

    @property
    def gained(self) -> list[str]:
        """The kode on both sides of which there were no data, and are now."""
        return self._of_both(self.frame["records_before"].eq(0) & self.frame["records_after"].gt(0))

    @property
    def lost(self) -> list[str]:
        """The kode on both sides of which there were data, and are none now."""
        return self._of_both(self.frame["records_before"].gt(0) & self.frame["records_after"].eq(0))

    @property
    def any_difference(self) -> bool:
        """Whether the boundaries differ, or a rank."""
        return bool(self.other_boundaries or len(self.moves) or self.entered or self.left)

    @property
    def moves(self) -> pd.Series:
        """Places up in the ranking (index kode, integer, negative: down), only where there are any."""
        moved = self.frame["moved"].dropna()
        return moved[moved != 0].astype(int).sort_values(ascending=False, key=abs, kind="stable")

    @property
    def entered(self) -> list[str]:
        """The kode on both sides that are ranked now, and had no gap before."""
        return self._of_both(self.frame["rank_before"].isna() & self.frame["rank_after"].notna())

    @property
    def left(self) -> list[str]:
        """The kode on both sides that were ranked, and have no gap now."""
        return self._of_both(self.frame["rank_before"].notna() & self.frame["rank_after"].isna())

    def _of_both(self, which: pd.Series) -> list[str]:
        return list(self.frame.index[which & self.frame["in_before"] & self.frame["in_after"]])


def compare_areas(before: Moment, after: Moment, changed: Collection[str]) -> AreaChanges:
    """Compare the kelurahan of two moments; `changed` holds every kode that a changed record names.

    Records of a kecamatan or of the city name no kelurahan. Each ranking stands for the day of its own data,
    with the default weights over all pillars; by a day there is none.
    """
    old, new = before.dataset.areas, after.dataset.areas
    index = new.frame.index.union(old.frame.index).rename("kode")
    names = pd.concat([new.frame.assign(name=new.names), old.frame.assign(name=old.names)])
    names = names.loc[~names.index.duplicated(), ["name", "kecamatan"]].reindex(index)
    ranked = before.day is None and after.day is None
    ranks = [
        rank_dataset(side.dataset).ranks.reindex(index) if ranked else pd.Series(np.nan, index)
        for side in (before, after)
    ]
    frame = pd.DataFrame(
        {
            "name": names["name"],
            "kecamatan": names["kecamatan"],
            "in_before": index.isin(old.frame.index),
            "in_after": index.isin(new.frame.index),
            "records_before": _count(before, index),
            "records_after": _count(after, index),
            "changed": index.isin(list(changed)),
            "rank_before": ranks[0],
            "rank_after": ranks[1],
            "moved": ranks[0] - ranks[1],
        },
        index=index,
    )
    shared = old.frame.index.intersection(new.frame.index)
    return AreaChanges(frame, _pillars(before, after, shared), old.version != new.version, ranked)


def _count(side: Moment, index: pd.Index) -> pd.Series:
    """Count the records that name each kelurahan of the side's own boundaries."""
    kode = side.tables["placements"]["kode"]
    counts = kode[kode.isin(side.dataset.areas.frame.index)].value_counts()
    return counts.reindex(index).fillna(0).astype(int)


def _pillars(before: Moment, after: Moment, shared: pd.Index) -> pd.DataFrame:
    """Find the pairs of kelurahan and pillar that only one side has a record of."""
    sides = []
    for side in (before, after):
        placements = side.tables["placements"]
        found = placements[["kode"]].assign(
            pillar_id=placements["program_id"].map(side.dataset.programs["pillar_id"])
        )
        sides.append(found[found["kode"].isin(shared)].drop_duplicates())
    both = sides[0].merge(sides[1], on=["kode", "pillar_id"], how="outer", indicator=True)
    other = both[both["_merge"] != "both"]
    return other.assign(has_data=other["_merge"] == "right_only")[["kode", "pillar_id", "has_data"]]
