"""What the page about the data is put together from."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from petaprogram.exports.formats import BOUNDARIES, DATA
from petaprogram.maps.class_tables import CONTEXT_WORDS, STATE_STYLES
from petaprogram.maps.legend import swatch_svg
from petaprogram.maps.svg import svg_uri
from petaprogram.measures.presence import STATES, conserve
from petaprogram.measures.source_words import list_sources
from petaprogram.messages.vocabulary import STATE
from petaprogram.settings import Settings
from petaprogram.snapshots.snapshot import list_snapshots
from petaprogram.store.in_use import files_apart
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts.components import Values, number_button, show, show_made
from petaprogram.web.parts.downloads import offer
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import current


def show_data(dataset: Dataset) -> None:
    """Say what the tables hold, in numbers, and what they do not say."""
    show(
        "tentang/data.html",
        city=dataset.areas.city,
        data_date=dataset.site.data_date,
        programs=len(dataset.programs),
        records=len(dataset.records),
        sources=len(dataset.sources),
        areas=len(dataset.areas.frame),
        scopes=conserve(dataset.records),
        confirmations=len(dataset.confirmations),
        map=addresses.address("peta"),
    )
    number_button(
        current().counted("Lihat {count:f} data", len(dataset.records)), lambda: dataset.records, "tentang"
    )


def show_method(dataset: Dataset) -> None:
    """Explain states, scopes and trust."""
    say = current().say
    show(
        "tentang/method.html",
        states=[
            {"word": say(STATE[state]), "state": state, "swatch": svg_uri(swatch_svg(STATE_STYLES[state]))}
            for state in STATES
        ],
        confirm_before=dataset.site.confirm_before,
        stated=int((dataset.programs["pillar_basis"] == "stated").sum()),
        assigned=int((dataset.programs["pillar_basis"] == "assigned").sum()),
    )


def show_sources(dataset: Dataset) -> None:
    """List every source with its reliability, its link and the number of records that rest on it."""
    show_made("tentang/sources.html", _source_values, dataset)


def _source_values(dataset: Dataset) -> Values:
    used = dataset.records["source_id"].value_counts()
    order = used.reindex(dataset.sources.index).fillna(0).sort_values(ascending=False, kind="stable").index
    return {
        "sources": [
            {**asdict(one), "records": int(used.get(one.source_id, 0))}
            for one in list_sources(dataset, order, current())
        ]
    }


def show_boundaries(dataset: Dataset) -> None:
    """Show the passport of the boundaries."""
    areas, language = dataset.areas, current()
    show(
        "tentang/boundaries.html",
        source=areas.source,
        edition=areas.edition,
        origin=areas.origin,
        code=language.code,
        count_areas=len(areas.frame),
        kecamatan=[{"name": row["name"], "count": row["count"]} for _, row in areas.kecamatan.iterrows()],
        km2=areas.area_km2.sum(),
        crs=areas.metric_crs,
    )


def show_context(dataset: Dataset) -> None:
    """Say where what is drawn around the city comes from, and under which terms."""
    language, context = current(), dataset.areas.context
    rows: dict[tuple[object, ...], list[str]] = {}
    for kind in context.kinds:
        for one in context.of(kind):
            same = (kind, one.note_in(language), one.source, one.source_url, one.licence, one.credit)
            rows.setdefault(same, []).extend(filter(None, [one.name_in(language)]))
    show(
        "tentang/context.html",
        rows=[
            {
                "kind": language.say(CONTEXT_WORDS[kind]),  # type: ignore[index]
                "names": names,
                "note": note,
                "source": source,
                "address": address,
                "licence": licence,
                "credit": credit,
            }
            for (kind, note, source, address, licence, credit), names in rows.items()
        ],
    )


def show_open_issues(dataset: Dataset, settings: Settings | None) -> None:
    """List what the checks still find, and which files of `settings` count no more and were edited."""
    show(
        "tentang/issues.html",
        issues=[issue.at(current()) for issue in dataset.issues],
        drift=files_apart(settings) if settings else {},
    )


def show_snapshots(folder: Path) -> None:
    """List the snapshots, each with its link, and the files that are none with the reason."""
    language = current()
    show(
        "tentang/snapshots.html",
        command='petaprogram snapshot "Asesmen 2026"',
        snapshots=[
            {
                "manifest": one.manifest,
                "file": one.path.name,
                "issues": [issue.at(language) for issue in one.issues],
                "address": addresses.in_snapshot("peta", one.manifest.slug) if one.manifest else "",
            }
            for one in list_snapshots(folder)
        ],
    )


def show_licence(dataset: Dataset, boundaries: Path | None) -> None:
    """Say under which terms, how to cite, and offer everything as files; boundaries where a file is given."""
    language = current()
    show(
        "tentang/licence.html",
        city=dataset.areas.city,
        licence=dataset.site.licence_in(language),
        data_date=dataset.site.data_date,
        version=dataset.version,
    )
    offer(dataset, DATA, None)
    if boundaries:
        offer(dataset, BOUNDARIES, boundaries)
