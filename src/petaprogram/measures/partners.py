"""Partners: with whom the city works, on which programs, where and when, and what rests on one of them.

All measures read one table: a row for every partner of every record (`partner_links`). Partners that the
sources leave unnamed are a kind, not a partner: two such rows may or may not mean the same body.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Literal

import pandas as pd

from petaprogram.geography.areas import Areas
from petaprogram.messages.language import message
from petaprogram.messages.vocabulary import PARTNER_KIND
from petaprogram.tables.dataset import Dataset
from petaprogram.tables.partner_names import read_partners

# A partner that nobody has put into the reviewed table yet.
UNREVIEWED = "unreviewed"
KIND_WORDS = {**PARTNER_KIND, UNREVIEWED: message("Belum ditinjau")}
PARTNER_KINDS = tuple(KIND_WORDS)

# Whether a program rests on one partner: several named ones, one, or not to be told because some are unnamed.
Standing = Literal["several", "single", "unknown"]

_SCOPES = {"kecamatan": ["kecamatan"], "city": ["city"], "nowhere": ["no_location", "unmatched"]}
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")


def partner_links(dataset: Dataset, records: pd.DataFrame) -> pd.DataFrame:
    """List every partner of every record.

    Parameters
    ----------
    dataset
        For what the reviewed table says of the partners.
    records
        Some or all of `dataset.records`.

    Returns
    -------
    DataFrame
        Index placement_id (repeated), in order of the records; columns `program_id`, `kode`, `scope`,
        `kecamatan_kode` of the record; `partner`, its `kind` (of `PARTNER_KINDS`), and whether it is
        `unnamed`; `first` and `last` year of the collaboration (Int64, missing where nobody says) and whether
        `first` is an upper `bound`. The years are those that the remark on the partner names ("KKN 2022"),
        without one the start year of the record. A record without partners has no row.
    """
    rows = [
        (placement, merged, written.remark, record.start_year, record.start_is_upper_bound == "yes")
        for placement, record in zip(records.index, records.itertuples(), strict=True)
        for written in read_partners(record.partners)
        for merged in [dataset.merged_partners.get(written.name, written.name)]
    ]
    frame = pd.DataFrame(rows, columns=["placement_id", "partner", "remark", "start", "bound"])
    frame = frame.drop_duplicates(["placement_id", "partner"]).set_index("placement_id")
    said = frame["remark"].map(_YEAR.findall)
    start = pd.to_numeric(frame["start"]).astype("Int64")
    kinds = dataset.partners["kind"].to_dict()
    unnamed = set(dataset.partners.index[dataset.partners["unnamed"] == "yes"])
    return records.loc[frame.index, ["program_id", "kode", "scope", "kecamatan_kode"]].assign(
        partner=frame["partner"],
        kind=frame["partner"].map(lambda name: kinds.get(name) or UNREVIEWED),
        unnamed=frame["partner"].isin(unnamed),
        first=said.map(lambda years: min(map(int, years), default=pd.NA)).astype("Int64").fillna(start),
        last=said.map(lambda years: max(map(int, years), default=pd.NA)).astype("Int64").fillna(start),
        bound=frame["bound"] & ~said.astype(bool),
    )


@dataclass(frozen=True, eq=False)
class Partnerships:
    """What all records say of partners, made once; its frames are shared, so leave them as they are.

    `links` are the `partner_links` of every record.
    """

    areas: Areas
    links: pd.DataFrame

    @cached_property
    def table(self) -> pd.DataFrame:
        """Every partner, as from `partner_table`."""
        return partner_table(self.links)

    def about(self, partner: str) -> pd.Series[Any]:
        """One of them: its row of `table`."""
        return self.table.loc[[partner]].iloc[0]

    @cached_property
    def matrix(self) -> pd.DataFrame:
        """The kelurahan of each kecamatan that each partner reaches, as from `partner_matrix`."""
        return partner_matrix(self.links, self.areas)

    @cached_property
    def together(self) -> pd.DataFrame:
        """What is done with partners of any kind, as from `collaborations`."""
        return collaborations(self.links)


@lru_cache(maxsize=8)
def find_partnerships(dataset: Dataset) -> Partnerships:
    """Gather what the records of a dataset say of partners."""
    return Partnerships(dataset.areas, partner_links(dataset, dataset.records))


def reach(links: pd.DataFrame, by: Literal["partner", "kind", "program_id"]) -> pd.DataFrame:
    """Count what each partner, kind of partner or program of some links reaches.

    Returns
    -------
    DataFrame
        Index: the values of `by`; integers `programs`, `records`, `kelurahan` (different ones, of records in
        a kelurahan), `kecamatan` and `city` (records of that scope) and `nowhere` (records without a
        location, or of another city); `first` and `last` year (Int64, missing where nobody says) and
        `bound`: whether all that is known of `first` is that it was no later.
    """
    rows = links.rename_axis("placement_id").reset_index()
    rows["kelurahan"] = rows["kode"].where(rows["scope"] == "kelurahan")
    for column, scopes in _SCOPES.items():
        rows[column] = rows["placement_id"].where(rows["scope"].isin(scopes))
    groups = rows.groupby(by)
    first = groups["first"].transform("min")
    sure = rows.loc[(rows["first"] == first).fillna(value=False) & ~rows["bound"], by]
    found = groups.agg(
        programs=("program_id", "nunique"),
        records=("placement_id", "nunique"),
        kelurahan=("kelurahan", "nunique"),
        kecamatan=("kecamatan", "nunique"),
        city=("city", "nunique"),
        nowhere=("nowhere", "nunique"),
        first=("first", "min"),
        last=("last", "max"),
    )
    return found.assign(bound=found["first"].notna() & ~found.index.isin(sure))


def partner_table(links: pd.DataFrame) -> pd.DataFrame:
    """Describe every partner of some links, in order of kind and name.

    Returns
    -------
    DataFrame
        Index partner; `kind`, `unnamed`, and the columns of `reach`.
    """
    about = links.groupby("partner")[["kind", "unnamed"]].first().join(reach(links, "partner"))
    order = about.assign(kind=about["kind"].map(PARTNER_KINDS.index), name=about.index.str.casefold())
    return about.loc[order.sort_values(["kind", "unnamed", "name"]).index]


def partner_matrix(links: pd.DataFrame, areas: Areas) -> pd.DataFrame:
    """Count the kelurahan of each kecamatan that each partner reaches.

    Returns
    -------
    DataFrame
        Index partner, one column per kecamatan (its kode, in the order of `areas`), integers: different
        kelurahan, of records in a kelurahan. Wider records are not in it: `reach` counts them.
    """
    inside = links[links["scope"] == "kelurahan"].drop_duplicates(["partner", "kode"])
    counts = pd.crosstab(inside["partner"], inside["kecamatan_kode"])
    partners = pd.Index(links["partner"].unique(), name="partner")
    return counts.reindex(index=partners, columns=areas.kecamatan.index, fill_value=0).astype(int)


def collaborations(links: pd.DataFrame, kind: str | None = None, partner: str | None = None) -> pd.DataFrame:
    """Describe what is done with some partners, program by program.

    Parameters
    ----------
    links
        As from `partner_links`.
    kind
        One of `PARTNER_KINDS`; None for partners of any kind.
    partner
        Only this one; None for all.

    Returns
    -------
    DataFrame
        Index program_id; the columns of `reach`; tuples `named` and `unnamed` (partners asked for),
        `others` (further partners in the same records), `kodes` (kelurahan) and `single_kodes`
        (those of them where all records together name one of the partners); `standing`, as `Standing`.
    """
    chosen = links if kind is None else links[links["kind"] == kind]
    chosen = chosen if partner is None else chosen[chosen["partner"] == partner]
    beside = links[links.index.isin(chosen.index) & ~links["partner"].isin(chosen["partner"])]
    cells = chosen[chosen["scope"] == "kelurahan"].groupby(["program_id", "kode"])
    single = cells["partner"].nunique().eq(1) & ~cells["unnamed"].any()
    table = reach(chosen, "program_id")
    for column, found in {
        "named": _gather(chosen[~chosen["unnamed"]], "partner"),
        "unnamed": _gather(chosen[chosen["unnamed"]], "partner"),
        "others": _gather(beside, "partner"),
        "kodes": _gather(single.index.to_frame(index=False), "kode"),
        "single_kodes": _gather(single[single].index.to_frame(index=False), "kode"),
    }.items():
        table[column] = [found.get(program, ()) for program in table.index]
    return table.assign(standing=_standing(chosen))


def _gather(rows: pd.DataFrame, column: str) -> dict[str, tuple[str, ...]]:
    """Gather the different values of a column by program."""
    return {
        str(program): tuple(sorted(set(found), key=str.casefold))
        for program, found in rows.groupby("program_id")[column]
    }


def _standing(links: pd.DataFrame) -> pd.Series:
    """Tell whether each program rests on one partner; index program_id, values as `Standing`.

    Bodies of two kinds are two. Within a kind an unnamed partner may be the named one or another: it counts
    only where no other is named, and even then keeps "one" from being certain.
    """
    named = links["partner"].where(~links["unnamed"])
    of_kind = named.groupby([links["program_id"], links["kind"]]).nunique().clip(lower=1)
    programs = links.groupby("program_id")["unnamed"].any().to_frame("unsure")
    programs["standing"] = programs["unsure"].map({True: "unknown", False: "single"})
    several = of_kind.groupby("program_id").sum() > 1
    return programs["standing"].mask(several, "several")
