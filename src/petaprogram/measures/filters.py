"""Which records a reader asked for: a frozen value, and the mask it makes."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from petaprogram.geography.areas import Areas


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions on records; an empty one asks for nothing. Within one condition any value will do.

    `years` is an inclusive range of the recorded start year; a record without a year passes only
    where no range is asked for.
    """

    pillars: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    kecamatan: tuple[str, ...] = ()
    years: tuple[int, int] | None = None

    def mask(self, records: pd.DataFrame) -> pd.Series:
        """Mark the records that pass every condition.

        Parameters
        ----------
        records
            As `Dataset.records`.

        Returns
        -------
        Series
            Boolean, index as in `records`. A city-wide record passes any condition on kecamatan, since
            it speaks of that kecamatan too; one without a location passes none.
        """
        keep = pd.Series(data=True, index=records.index)
        for column, wanted in (
            ("pillar_id", self.pillars),
            ("program_id", self.programs),
            ("status", self.statuses),
        ):
            if wanted:
                keep &= records[column].isin(wanted)
        if self.partners:
            wanted_partners = set(self.partners)
            keep &= (
                records["partner_names"].map(lambda names: not wanted_partners.isdisjoint(names)).astype(bool)
            )
        if self.kecamatan:
            keep &= records["kecamatan_kode"].isin(self.kecamatan) | (records["scope"] == "city")
        if self.years:
            keep &= records["start_year"].between(*self.years).fillna(value=False).astype(bool)
        return keep

    def outside(self, areas: Areas) -> pd.Series:
        """Mark the kelurahan that lie outside the kecamatan asked for.

        Returns
        -------
        Series
            Boolean, index kode.
        """
        parents = areas.frame["kecamatan_kode"]
        return pd.Series(bool(self.kecamatan) & ~parents.isin(self.kecamatan), index=parents.index)
