"""Presenting mode: one step fills the screen, and the keyboard moves through them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import streamlit as st

from petaprogram.exports.formats import OFFLINE, SLIDES
from petaprogram.maps.classes import classify
from petaprogram.maps.index_chart import index_chart, index_svg
from petaprogram.maps.svg import svg_uri
from petaprogram.maps.svg_map import city_svg
from petaprogram.measures.link_reader import LinkReader
from petaprogram.measures.map_sentence import describe
from petaprogram.measures.map_view import make_choices, write_link
from petaprogram.measures.source_words import say_sources
from petaprogram.presentation.edition import Edition
from petaprogram.presentation.figure_sources import footnotes
from petaprogram.presentation.key_figures import KeyFigure
from petaprogram.presentation.scenes import Scene, Walk
from petaprogram.presentation.steps import Audience
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts import components, ministry_view
from petaprogram.web.parts.components import literal, show
from petaprogram.web.parts.downloads import draw_offer
from petaprogram.web.parts.map_component import show_map
from petaprogram.web.parts.photo_view import show_photos
from petaprogram.web.parts.way_back import PATH, STEP, read_audience, write_audience
from petaprogram.web.server.presenter_channels import CHANNELS, Cue, RunningOrder
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import asked, current

# As many sources stand under a number; its rows name all of them.
_SOURCES_SHOWN = 2


class Opened(NamedTuple):
    """What the link of the presentation asks for.

    `number` is the position of the step among `scenes`, from 1; `unknown` are parameters that mean nothing
    here.
    """

    audience: Audience
    scenes: tuple[Scene, ...]
    number: int
    unknown: tuple[str, ...]


def open_link(walk: Walk) -> Opened:
    """Read whom the steps are for, and which is asked for: the first where that one is not there."""
    link = LinkReader(asked())
    audience = read_audience(link)
    scenes = walk.shown_to(audience)
    # A number means whatever step has that place today; links that the page writes name the step itself.
    places = {str(at): at for at in range(1, len(scenes) + 1)}
    number = link.word(STEP, places | {one.step.id: at for at, one in enumerate(scenes, start=1)})
    return Opened(audience, scenes, number or 1, link.left_over)


def show_head(scene: Scene, number: int, scenes: Sequence[Scene]) -> None:
    """Show the title of a step and its position; the notes of all go to the presenter's window alone."""
    language = current()
    title = scene.title(language)
    st.set_page_config(page_title=f"{title} - PetaProgram")
    order = RunningOrder(tuple(Cue(one.title(language), one.notes(language)) for one in scenes))
    show("paparan/head.html", title=title, number_of=number, total=len(scenes), order=CHANNELS.publish(order))


def show_stage(edition: Edition, scene: Scene) -> None:
    """Show what a step is about: its map, or its table."""
    language, dataset, what = current(), edition.dataset, scene.step.show
    if what == "cover":
        show(
            "paparan/cover_map.html", uri=svg_uri(city_svg(dataset.areas, width=760)), city=dataset.areas.city
        )
        return
    if what == "index" and (chart := index_chart(dataset, language)):
        show("paparan/index.html", uri=svg_uri(index_svg(chart)), words=chart.words)
        return
    if ministry_view.show_step_table(edition, what, scene.title(language)):
        return
    classified = classify(scene.shown)
    with st.container(key="peta-bingkai"):
        components.show_map_heading(describe(scene.shown, dataset, language), classified)
        show_map(dataset, scene.shown, classified, scene.view.selected, still=True)
    components.show_legend(classified)


def show_aside(edition: Edition, scene: Scene) -> None:
    """Show the number of a step, which opens what is behind it, the caption, the evidence and its photo."""
    language, dataset, figure = current(), edition.dataset, scene.figure
    photo = edition.photos.of_step.get(scene.step.id)
    if scene.step.show == "cover":
        pillars = dataset.pillars.sort_values("order")[["name", "letter", "color"]].to_dict("records")
        day = dataset.site.data_date
        show("paparan/cover.html", caption=scene.caption(language), pillars=pillars, data_date=day)
        show_photos(dataset, filter(None, [photo]))
        return
    if figure:
        number, words = figure.number(language), figure.words(language)
        if st.button(f"**{literal(number)}** {literal(words)}", key="angka-paparan", type="tertiary"):
            title = literal(f"{number} {words}")
            st.dialog(title, width="large")(lambda: _show_behind(dataset, figure))()
    notes = footnotes(dataset, figure, language)
    show(
        "paparan/aside.html",
        caption=scene.caption(language),
        evidence=[{"text": note.line(language), "url": note.url} for note in notes[:_SOURCES_SHOWN]],
        more=max(0, len(notes) - _SOURCES_SHOWN),
    )
    show_photos(dataset, filter(None, [photo]))


def show_controls(edition: Edition, opened: Opened) -> None:
    """Draw the ways through the steps and out of them; each has a key."""
    say, scenes = current().say, opened.scenes
    now, last = opened.number - 1, len(opened.scenes) - 1
    audience = write_audience(opened.audience)
    _show_move(say("Sebelumnya"), "Left", scenes[max(now - 1, 0)], disabled=now == 0)
    with st.container(key="paparan-langkah", horizontal=True, gap="xxsmall"):
        for at, scene in enumerate(scenes):
            with st.container(key="paparan-kini" if at == now else f"paparan-{at + 1}", width="content"):
                addresses.link(str(at + 1), PATH, **{STEP: scene.step.id}, **audience)
    _show_move(say("Awal"), "Home", scenes[0], disabled=now == 0)
    show("paparan/presenter_button.html")
    if st.button(say("Jelajahi"), shortcut="E", key="paparan-jelajahi"):
        view = write_link(scenes[now].view, make_choices(edition.dataset))
        addresses.open_page("peta", {**view, STEP: scenes[now].step.id, **audience})
    _show_move(say("Berikutnya"), "Right", scenes[min(now + 1, last)], disabled=now == last)


def _show_move(label: str, shortcut: str, target: Scene, *, disabled: bool) -> None:
    key = f"paparan-{shortcut.lower()}"
    kind: Literal["primary", "secondary"] = "primary" if shortcut == "Right" else "secondary"
    st.button(
        label, shortcut=shortcut, key=key, type=kind, on_click=_go, args=(target.step.id,), disabled=disabled
    )


def _go(step: str) -> None:
    st.query_params[STEP] = step


def _show_behind(dataset: Dataset, figure: KeyFigure) -> None:
    """Show what a number counts: its records, else the kelurahan or the sources that it rests on."""
    if len(figure.records):
        show("parts/rows.html", rows=components.make_rows(figure.records))
        return
    language, names = current(), dataset.areas.names
    areas = [
        {"name": names[kode], "address": addresses.address("profil", {"kode": str(kode)})}
        for kode in figure.areas
    ]
    notes = footnotes(dataset, figure, language)
    sources = [{"text": note.line(language), "url": note.url} for note in notes]
    show("paparan/behind.html", areas=areas, sources=sources)


def show_audience(walk: Walk, opened: Opened) -> None:
    """Say whom the steps are for where some are internal, and lead to the other choice."""
    internal = walk.left_out("public")
    if internal:
        other: Audience = "public" if opened.audience == "internal" else "internal"
        show(
            "paparan/audience.html",
            audience=opened.audience,
            internal=internal,
            is_internal=bool(opened.scenes) and opened.scenes[opened.number - 1].step.audience == "internal",
            address=addresses.address(PATH, write_audience(other)),
        )


def show_foot(dataset: Dataset, total: int) -> None:
    """Say what day and whose boundaries the pictures stand for, and the keys that no button names."""
    show(
        "paparan/foot.html",
        total=total,
        city=dataset.areas.city,
        sources=say_sources(dataset, current()),
        data_date=dataset.site.data_date,
        boundary_source=dataset.areas.source,
        boundary_edition=dataset.areas.edition,
    )


def show_issues(edition: Edition) -> None:
    """Name what had to be left out; the show goes on."""
    if edition.issues:
        say = current().say
        components.show_problems(
            say("Ada yang perlu diperbaiki pada paparan"),
            say("Langkah lain tetap tampil. Perbaiki masalah ini pada berkasnya."),
            edition.issues,
        )


def show_empty(unknown: Sequence[str]) -> None:
    """Say that there is no step to show."""
    components.show_unknown(unknown)
    show("paparan/head.html", title=current().say("Paparan"), number_of=0, total=0, order="")
    text = current().say("Belum ada langkah paparan. Langkahnya ditulis dalam paparan.toml.")
    show("parts/notice.html", text=text)


def show_files(edition: Edition, opened: Opened) -> None:
    """Offer the presentation for a room without the app: as slides, and as one file for a browser.

    That some steps are left out is said here: the room need not read it on every step.
    """
    with st.popover(current().say("Unduh"), width="content"):
        for form in (SLIDES, OFFLINE):
            draw_offer(edition.dataset, form, None)
        if opened.audience == "public":
            show_audience(edition.walk, opened)
