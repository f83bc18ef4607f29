"""Partners of every kind or of one: what is done with them, where, and what rests on a single one."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from petaprogram.exports.file_format import ListView
from petaprogram.exports.list_tables import partners_in_words
from petaprogram.measures.partners import KIND_WORDS, PARTNER_KINDS, find_partnerships, reach
from petaprogram.messages.vocabulary import span
from petaprogram.tables.dataset import Dataset, mark_untranslated
from petaprogram.web.parts.components import Values, number_button, show, show_made, show_sum
from petaprogram.web.parts.downloads import offer_list
from petaprogram.web.parts.map_controls import follow_link
from petaprogram.web.parts.references import (
    SCOPE_WORDS,
    partner_refs,
    program_ref,
    reach_words,
    standing_words,
    wider_words,
)
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import current


def draw_kinds(table: pd.DataFrame) -> str | None:
    """Draw the choice of a kind of partner, and return it; None for all.

    Parameters
    ----------
    table
        As from `partner_table`, all partners.
    """
    language = current()
    # Unnamed partners are of a kind too, but nobody knows how many they are.
    named = table.loc[~table["unnamed"], "kind"].value_counts()
    kinds = [kind for kind in PARTNER_KINDS if kind in set(table["kind"])]
    key, changed = follow_link("jenis", kinds, None)
    return st.pills(
        language.say("Jenis mitra"),
        kinds,
        format_func=lambda kind: (
            f"{language.say(KIND_WORDS[kind])} ({language.number(int(named.get(kind, 0)))})"
        ),
        key=key,
        on_change=changed,
    )


def show_kinds_head(dataset: Dataset, links: pd.DataFrame, table: pd.DataFrame) -> None:
    """Say how many partners there are, how many records name any, and what becomes of the unnamed."""
    language = current()
    say, counted = language.say, language.counted
    records = dataset.records
    told = records.index.isin(links.index)
    head = say(
        "{partners} dalam {kinds}.",
        partners=counted("{count:f} mitra yang disebut namanya", int((~table["unnamed"]).sum())),
        kinds=counted("{count:f} jenis", table["kind"].nunique()),
    )
    show("parts/list_head.html", head=head, remarks=_unnamed_remark(table))
    show_sum(
        "neraca-mitra",
        (counted("{count:f} data", len(records)), lambda: records, "mitra-semua"),
        [
            (counted("{count:f} menyebut mitra", int(told.sum())), lambda: records[told], "mitra-ada"),
            (
                counted("{count:f} tidak menyebut mitra", int((~told).sum())),
                lambda: records[~told],
                "mitra-tanpa",
            ),
        ],
    )


def show_kind_head(
    dataset: Dataset, links: pd.DataFrame, table: pd.DataFrame, together: pd.DataFrame, kind: str
) -> None:
    """Say what is done `together` with a kind of partner, and what of it rests on a single one."""
    language = current()
    say, counted = language.say, language.counted
    mine = links[links["kind"] == kind]
    counts = reach(mine, "kind").iloc[0]
    head = say(
        "{kind}: {programs} di {reach}, bersama {partners}.",
        kind=say(KIND_WORDS[kind]),
        programs=counted("{count:f} program", int(counts["programs"])),
        reach=reach_words(counts, len(dataset.areas.frame)),
        partners=counted("{count:f} mitra yang disebut namanya", int((~table["unnamed"]).sum())),
    )
    standing = together["standing"]
    names = dataset.programs["name"]
    single, unknown = (
        language.listing([str(names[program]) for program in standing.index[standing == value]])
        for value in ("single", "unknown")
    )
    remarks = [
        say("Bertumpu pada satu mitra jenis ini: {programs}.", programs=single)
        if single
        else say("Tidak ada program yang diketahui bertumpu pada satu mitra jenis ini.")
    ]
    if unknown:
        remarks.append(
            say(
                "Tidak dapat dinilai, karena ada mitra yang tidak disebut namanya: {programs}.",
                programs=unknown,
            )
        )
    show("parts/list_head.html", head=head, remarks=[*remarks, *_unnamed_remark(table)])
    records = dataset.records.loc[mine.index.unique()]
    number_button(
        counted("Lihat {count:f} data di balik kalimat ini", len(records)), lambda: records, "jenis"
    )


def _unnamed_remark(table: pd.DataFrame) -> list[str]:
    count = int(table["unnamed"].sum())
    if not count:
        return []
    return [
        current().counted(
            "{count:f} sebutan lain tanpa nama (huruf miring): jenis mitra, bukan satu lembaga.", count
        )
    ]


def offer_files(dataset: Dataset, links: pd.DataFrame, table: pd.DataFrame, kind: str | None) -> None:
    """Offer rows of `partner_table` of all kinds or of one, with the records that name them."""
    language, say = current(), current().say
    subject = say(KIND_WORDS[kind]) if kind else say("semua jenis")
    mine = links[links["partner"].isin(table.index)]
    what = ListView(
        say("daftar mitra {kind}", kind=subject),
        say("Mitra {city}: {kind}", city=dataset.areas.city, kind=subject),
        lambda: partners_in_words(table, language),
        dataset.records.loc[mine.index.unique()],
    )
    offer_list(dataset, what)


def show_collaborations(
    dataset: Dataset,
    table: pd.DataFrame,
    title: str,
    *,
    with_partners: bool = True,
    with_standing: bool = False,
) -> None:
    """Show programs with whom they are done and where, from rows of `collaborations`.

    Parameters
    ----------
    dataset
        The data.
    table
        As from `collaborations`.
    title
        The heading.
    with_partners, with_standing
        Whether to name the partners, and to say whether a program rests on one of them.
    """
    language = current()
    names = dataset.areas.names

    def prepare(program: str, row: pd.Series) -> Mapping[str, object]:
        places = [", ".join(names[list(row["kodes"])].sort_values())] if row["kodes"] else []
        return {
            **program_ref(dataset, program),
            "partners": partner_refs(dataset, (*row["named"], *row["unnamed"])),
            "others": partner_refs(dataset, row["others"]),
            "where": " + ".join([*places, *filter(None, [wider_words(row)])]),
            "years": span(row["first"], row["last"], language, upper_bound=row["bound"]),
            "standing": standing_words(row),
        }

    show(
        "mitra/collaborations.html",
        title=title,
        rows=[prepare(str(program), row) for program, row in table.iterrows()],
        with_partners=with_partners,
        with_standing=with_standing,
    )


def show_partners(dataset: Dataset, kind: str | None) -> None:
    """Show partners of a kind or of all, with the kelurahan of each kecamatan that they reach."""
    show_made("mitra/partner_table.html", _partner_values, dataset, kind)


def _partner_values(dataset: Dataset, kind: str | None) -> Values:
    language, partnerships = current(), find_partnerships(dataset)
    say, kecamatan = language.say, dataset.areas.kecamatan["name"]
    table, matrix = partnerships.table, partnerships.matrix
    if kind is not None:
        table = table[table["kind"] == kind]
    meanings = mark_untranslated(dataset.partners, "full_name", language).dropna().to_dict()
    scopes = [scope for scope in SCOPE_WORDS if scope == "city" or table[scope].any()]

    def prepare(partner: str, row: pd.Series) -> Values:
        counts = matrix.loc[partner]
        return {
            **row,
            "name": partner,
            "meaning": meanings.get(partner, ""),
            "address": addresses.address("mitra", {"mitra": partner}),
            "kecamatan": [
                {
                    "count": int(counts[kode]),
                    "address": addresses.address("mitra", {"mitra": partner, "kecamatan": str(kode)}),
                }
                for kode in kecamatan.index
            ],
            "scopes": [int(row[scope]) for scope in scopes],
            "years": span(row["first"], row["last"], language, upper_bound=bool(row["bound"])),
        }

    groups = [
        {
            "title": say(KIND_WORDS[str(of_kind)]),
            "address": addresses.address("mitra", {"jenis": str(of_kind)}),
            "rows": [prepare(str(partner), row) for partner, row in group.iterrows()],
        }
        for of_kind, group in table.groupby("kind", sort=False)
    ]
    return {
        "kecamatan": list(kecamatan),
        "scopes": [say(SCOPE_WORDS[scope]) for scope in scopes],
        "groups": groups,
    }
