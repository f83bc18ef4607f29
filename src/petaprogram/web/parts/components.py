"""What the pages are put together from. All text reaches the page through autoescaping templates."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from threading import Lock

import pandas as pd
import streamlit as st
from cachetools import LRUCache, cached
from cachetools.keys import hashkey

from petaprogram.exports.html_templates import make_environment, words_of
from petaprogram.maps.classes import Classified, classify_states
from petaprogram.maps.legend import legend, swatch_svg
from petaprogram.maps.svg import svg_uri
from petaprogram.measures import record_words
from petaprogram.measures.map_sentence import Sentence
from petaprogram.measures.map_theme import ThematicMap, all_pillar_states
from petaprogram.measures.presence import conserve
from petaprogram.messages.issues import Issue, keep_first
from petaprogram.messages.language import Language
from petaprogram.messages.letters import visible
from petaprogram.messages.vocabulary import SCOPE
from petaprogram.tables.dataset import Dataset
from petaprogram.tables.partner_names import read_partners
from petaprogram.web.server.data_in_use import has_store
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import current, snapshot

_TEMPLATES = make_environment(Path(__file__).parents[1] / "templates")

# Streamlit reads labels as Markdown: punctuation is escaped, and a word joiner breaks what escaping cannot
# (arrows, :icons:, links without markup).
_JOINABLE = re.compile(r"(?<=[<>=~-])(?=[<>=~-])|(?<=:)(?=\S)|(?<=@)(?=\w)|(?<=[wW]{3})(?=\.)")
# More than anybody reads on a page; the command `check` shows more.
_MAX_ISSUES = 200
# How many letters of filled templates are kept: hundreds of panels and tables, in 64 MB at most.
_KEPT_LETTERS = 32_000_000
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")


def literal(text: str) -> str:
    """Write a text so that a label shows it letter by letter, whatever it holds."""
    return _PUNCTUATION.sub(r"\\\g<0>", _JOINABLE.sub("\u2060", " ".join(text.split())))


def render(template: str, **values: object) -> str:
    """Fill a template of `templates/`; every value is escaped."""
    return _TEMPLATES.get_template(template).render(**words_of(current()), **values)


def show(template: str, **values: object) -> None:
    """Put a filled template on the page."""
    st.html(render(template, **values))


Values = Mapping[str, object]


def show_made(template: str, make: Callable[..., Values], dataset: Dataset, *about: Hashable) -> None:
    """Put a filled template on the page that is the same for all visitors of one language, and so is kept.

    `make(dataset, *about)` gives its values: they follow from its arguments and from what the visit keeps.
    """
    st.html(_render_made(template, make, dataset, about, current(), snapshot(), has_store()))


def _key(
    template: str, make: Callable[..., Values], dataset: Dataset, *more: Hashable
) -> tuple[Hashable, ...]:
    # Not the dataset itself, which would stay in memory with what was made of it.
    return hashkey(template, make, dataset.version, *more)


@cached(LRUCache(_KEPT_LETTERS, getsizeof=len), key=_key, lock=Lock())
def _render_made(
    template: str,
    make: Callable[..., Values],
    dataset: Dataset,
    about: tuple[Hashable, ...],
    _language: Language,
    _snapshot: str | None,
    _has_store: bool,  # noqa: FBT001
) -> str:
    return render(template, **make(dataset, *about))


def show_unknown_names(names: Sequence[str]) -> None:
    """Say which parameters of a link no page has."""
    if names:
        text = current().say(
            "Tautan memuat isian yang tidak dikenal dan diabaikan: {values}", values=", ".join(names)
        )
        show("parts/notice.html", text=text)


def show_unknown(unknown: Sequence[str]) -> None:
    """Say which parts of a link mean nothing here."""
    if unknown:
        values = ", ".join(map(visible, unknown))
        text = current().say("Tautan memuat nilai yang tidak dikenal dan diabaikan: {values}", values=values)
        show("parts/notice.html", text=text)


def show_sentence(sentence: Sentence, *, title: str) -> None:
    """Show what the page is, and the sentence above the map."""
    show(
        "parts/sentence.html",
        title=title,
        head=sentence.head,
        places=sentence.places,
        remarks=sentence.remarks,
    )


def show_behind(shown: ThematicMap) -> None:
    """Offer the records behind the sentence above the map."""
    label = current().counted("Lihat {count:f} data di balik kalimat ini", len(shown.records))
    number_button(label, lambda: shown.records, "kalimat")


def show_map_heading(sentence: Sentence, classified: Classified) -> None:
    """Put a heading and a summary before the map, for those who hear the page instead of seeing it."""
    show("parts/map_heading.html", text=f"{sentence.text} {count_classes(classified)}")


def count_classes(classified: Classified) -> str:
    """Say how many kelurahan each class of a map has."""
    language = current()
    counts = [
        ": ".join([language.say(item.label), language.counted("{count:f} kelurahan", item.areas)])
        for item in classified.classes
    ]
    return f"{'; '.join(counts)}."


def show_conservation(shown: pd.DataFrame, total: int) -> None:
    """Show where the records went, without what is zero; each number opens its rows."""
    counts, language = conserve(shown), current()
    head = (
        language.counted("{count:f} data", counts.total)
        if counts.total == total
        else language.say("{some:f} dari {total:f} data", some=counts.total, total=total)
    )
    parts = [
        (
            f"{language.number(getattr(counts, scope))} {language.say(words)}",
            partial(_of_scope, shown, scope),
            scope,
        )
        for scope, words in SCOPE.items()
        if getattr(counts, scope)
    ]
    show_sum("neraca", (head, lambda: shown, "semua"), parts)


def _of_scope(records: pd.DataFrame, scope: str) -> pd.DataFrame:
    return records[records["scope"] == scope]


# The records behind a number are looked up when somebody opens it.
Rows = Callable[[], pd.DataFrame]
Number = tuple[str, Rows, str]


def show_sum(key: str, total: Number, parts: Sequence[Number]) -> None:
    """Show that parts add up to a total; each has a label, the records it counts and opens, and a key."""
    with st.container(horizontal=True, key=key, gap="xsmall", vertical_alignment="center"):
        number_button(*total)
        for position, part in enumerate(parts):
            st.html(f'<span class="sign">{"+" if position else "="}</span>', width="content")
            number_button(*part)


def number_button(label: str, records: Rows, key: str) -> None:
    """Put a number on the page that opens the records it counts."""
    if st.button(label, key=f"angka-{key}", type="tertiary"):
        st.dialog(label, width="large")(lambda: show("parts/rows.html", rows=make_rows(records())))()


def show_legend(classified: Classified) -> None:
    """Show the legend of a map, under it."""
    made = legend(classified, current())
    show(
        "parts/legend.html",
        title=made.title,
        rows=[{"swatch": row.swatch_uri, "label": row.label, "areas": row.areas} for row in made.rows],
        circles=[{"swatch": one.swatch_uri, "value": one.value} for one in made.circles],
        doubtful=made.doubtful and {"swatch": made.doubtful.swatch_uri, "areas": made.doubtful.areas},
    )


def show_panel(dataset: Dataset, kode: str | None) -> None:
    """Show what is recorded in a kelurahan, and on what evidence; without one, how to choose one."""
    if kode is None:
        show("parts/panel.html", name=None)
    else:
        show_made("parts/panel.html", _panel_values, dataset, kode)


def _panel_values(dataset: Dataset, kode: str) -> Values:
    areas = dataset.areas
    area = areas.frame.loc[kode]
    wides = [wide_values(dataset, around) for around in (area["kecamatan_kode"], areas.city_kode)]
    return {
        "name": area["name"],
        "kecamatan": area["kecamatan"],
        "kode": kode,
        "km2": areas.area_km2[kode],
        "strip": pillar_strip(dataset, kode),
        "groups": values_of(dataset, kode)["groups"],
        "wides": [wide for wide in wides if wide["count"]],
    }


def values_of(dataset: Dataset, kode: str) -> Values:
    """Prepare the records that name an area itself, not those within it or around it: `count`, `groups`."""
    records = dataset.records[dataset.records["kode"] == kode]
    return {"count": len(records), "groups": by_pillar(dataset, records)}


def wide_values(dataset: Dataset, kode: str) -> Values:
    """Prepare the records that hold for a whole kecamatan or the whole city, with a `title`."""
    say, areas = current().say, dataset.areas
    title = (
        say("Berlaku se-kota")
        if kode == areas.city_kode
        else say("Berlaku se-Kec. {kecamatan}", kecamatan=areas.name_of(kode))
    )
    return {"title": title, **values_of(dataset, kode)}


def show_problems(title: str, text: str, issues: Iterable[Issue], *, expanded: bool = False) -> None:
    """Show what is wrong with the data, and what is done about it."""
    show(
        "parts/problems.html",
        title=title,
        text=text,
        issues=[issue.at(current()) for issue in keep_first(issues, _MAX_ISSUES)],
        open=expanded,
    )


def pillar_strip(dataset: Dataset, kode: str) -> list[Mapping[str, object]]:
    """Prepare the six pillars of a kelurahan, each with its state."""
    states = all_pillar_states(dataset, wide=False).T[kode]
    classified = classify_states(states)
    cells = zip(states.index, classified.values_in_words(current()), classified.by_area, strict=True)
    return [
        {
            **dataset.pillars.loc[pillar, ["name", "letter", "color"]],
            "word": word,
            "swatch": svg_uri(swatch_svg(classified.classes[position].style)),
        }
        for pillar, word, position in cells
    ]


def by_pillar(dataset: Dataset, records: pd.DataFrame) -> list[record_words.Row]:
    """Prepare records for a list, grouped by pillar."""
    return [
        {**dataset.pillars.loc[pillar, ["name", "letter", "color"]], "rows": make_rows(group)}
        for pillar, group in record_words.split_by_pillar(dataset, records).items()
    ]


def make_rows(records: pd.DataFrame) -> list[record_words.Row]:
    """Prepare records for `records.html`, with links to program, partners, and history if it is kept."""
    is_kept = has_store()
    return [
        {
            **row,
            "history_address": addresses.address("riwayat", {"data": str(row["placement_id"])})
            if is_kept
            else None,
            "program_address": addresses.address("program", {"program": str(row["program_id"])}),
            "partner_links": [
                {"text": written.text, "address": addresses.address("mitra", {"mitra": written.name})}
                for written in read_partners(row["partners"])
            ],
        }
        for row in record_words.make_rows(records, current())
    ]
