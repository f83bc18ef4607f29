"""The profile of an area: its sections, from the way to it down to its people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd
import streamlit as st

from petaprogram.exports.formats import PROFILE
from petaprogram.geography.areas import Areas
from petaprogram.maps.classes import classify, classify_states
from petaprogram.maps.legend import bar_svg, swatch_svg
from petaprogram.maps.svg import svg_uri
from petaprogram.maps.svg_map import locator_svg, svg_map
from petaprogram.measures.area_profile import Profile, beside
from petaprogram.measures.filters import Filters
from petaprogram.measures.link_reader import LinkReader
from petaprogram.measures.map_theme import Theme, make_map
from petaprogram.measures.population import people_of
from petaprogram.measures.presence import RUNNING
from petaprogram.measures.source_words import list_sources
from petaprogram.messages.vocabulary import STATE
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts import components, map_controls
from petaprogram.web.parts.components import literal, show
from petaprogram.web.parts.downloads import offer
from petaprogram.web.server.data_in_use import has_store
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import asked, current

_KODE = "kode"
_CHOICE = "profil-wilayah"


def open_link(areas: Areas) -> tuple[str, tuple[str, ...]]:
    """Read which area the link asks for: the city where it names none, or none that is known.

    Returns
    -------
    kode
        Of a kelurahan, a kecamatan or the city.
    unknown
        Parameters of the link that mean nothing here.
    """
    link = LinkReader(asked())
    kode = link.parsed(_KODE, lambda text: text if areas.level(text) else None)
    return kode or areas.city_kode, link.left_over


def show_way(dataset: Dataset, profile: Profile) -> None:
    """Show the areas before and after this one, the choice of another, and the ways out."""
    say, areas = current().say, dataset.areas
    with st.container(key="profil-jalan"):
        with st.container(key="profil-urutan", horizontal=True, gap="small", vertical_alignment="center"):
            before, after = beside(areas, profile.kode)
            if before:
                _link(f"← {literal(title_of(areas, before))}", before)
            if after:
                _link(f"{literal(title_of(areas, after))} →", after)
            if before or after:
                show("parts/muted.html", text=say("urut kode wilayah"))
        _show_choice(areas, profile.kode)
        with st.container(key="profil-keluar", horizontal=True, gap="small", vertical_alignment="center"):
            _show_ways_out(dataset, profile)


def show_head(dataset: Dataset, profile: Profile) -> None:
    """Show the name of an area, where it is, and the areas around or within it."""
    areas, say = dataset.areas, current().say
    with st.container(key="profil-kepala"):
        with st.container(key="profil-nama"):
            st.set_page_config(page_title=f"{profile.name} - PetaProgram")
            km2 = areas.area_km2[list(profile.kelurahan)].sum()
            show(
                "profil/head.html",
                name=title_of(areas, profile.kode),
                kode=profile.kode,
                level=profile.level,
                kelurahan=len(profile.kelurahan),
                km2=km2,
                source=areas.source,
                edition=areas.edition,
                records=len(profile.records),
                confirmed=len(profile.confirmations),
                programs=profile.records["program_id"].nunique(),
                recorded=sum(len(pillar.records) > 0 for pillar in profile.pillars),
                blank=sum(
                    pillar.counts["not_reported"] == len(profile.kelurahan) for pillar in profile.pillars
                ),
            )
            if profile.level == "kelurahan":
                parent = str(areas.frame.at[profile.kode, "kecamatan_kode"])
                _show_links(say("Termasuk"), areas, [parent, areas.city_kode], "induk")
                _show_links(say("Tetangga"), areas, areas.neighbours[profile.kode], "tetangga")
            elif profile.level == "kecamatan":
                _show_links(say("Termasuk"), areas, [areas.city_kode], "induk")
                _show_links(say("Kelurahan"), areas, profile.kelurahan, "isi")
            else:
                _show_links(say("Kecamatan"), areas, areas.kecamatan.index, "isi")
            _show_strip(dataset, profile)
        with st.container(key="profil-peta"):
            _show_map(dataset, profile)
    if profile.level == "city":
        components.show_conservation(dataset.records, len(dataset.records))


def show_population(dataset: Dataset, profile: Profile) -> None:
    """Show how many people live here, as far as a source says so; no figure is spread over smaller areas."""
    areas = dataset.areas
    around = [areas.city_kode]
    if profile.level == "kelurahan":
        around = [str(areas.frame.at[profile.kode, "kecamatan_kode"]), *around]
    kodes = dict.fromkeys([profile.kode, *around])
    show(
        "profil/population.html",
        areas=[{"name": title_of(areas, kode), "figures": _figures(dataset, kode)} for kode in kodes],
        single=profile.level == "kelurahan",
    )


def title_of(areas: Areas, kode: str) -> str:
    """Name an area so that a kecamatan is told from the kelurahan of the same name."""
    name = areas.name_of(kode)
    return current().say("Kec. {kecamatan}", kecamatan=name) if areas.level(kode) == "kecamatan" else name


def _show_choice(areas: Areas, kode: str) -> None:
    """Offer every area; the link is what holds the choice."""
    say = current().say
    names = {one: title_of(areas, one) for one in (areas.city_kode, *areas.kecamatan.index)}
    parents = areas.frame.sort_values(["name", "kecamatan"])
    names |= {
        str(one): say("{kelurahan}, Kec. {kecamatan}", kelurahan=name, kecamatan=kecamatan)
        for one, name, kecamatan in parents[["name", "kecamatan"]].itertuples(name=None)
    }
    st.session_state[_CHOICE] = kode

    def chosen() -> None:
        st.query_params[_KODE] = st.session_state[_CHOICE]

    st.selectbox(
        say("Pilih wilayah"),
        list(names),
        format_func=names.__getitem__,
        key=_CHOICE,
        on_change=chosen,
        label_visibility="collapsed",
    )


def _show_ways_out(dataset: Dataset, profile: Profile) -> None:
    say = current().say
    last = map_controls.last_link("peta")
    if profile.level == "kelurahan":
        offer(dataset, PROFILE, profile.kode)
        addresses.link(say("Lihat di peta"), "peta", **{**last, "kode": profile.kode})
    elif profile.level == "kecamatan":
        addresses.link(say("Lihat di peta"), "peta", **{**last, "kecamatan": profile.kode})
    else:
        addresses.link(say("Lihat di peta"), "peta", **last)
    if has_store():
        addresses.link(say("Riwayat"), "riwayat", kode=profile.kode)


def _link(label: str, kode: str) -> None:
    addresses.link(label, "profil", kode=kode)


def _show_links(label: str, areas: Areas, kodes: Iterable[str], key: str) -> None:
    with st.container(key=f"profil-{key}", horizontal=True, gap="xxsmall", vertical_alignment="center"):
        show("profil/label.html", text=label)
        for kode in kodes:
            _link(literal(title_of(areas, str(kode))), str(kode))


def _show_map(dataset: Dataset, profile: Profile) -> None:
    """Show where a kelurahan is; of more than one, the pillars present in each."""
    areas, language = dataset.areas, current()
    if profile.level == "kelurahan":
        row = areas.frame.loc[profile.kode]
        alt = language.say(
            "Peta letak: {kelurahan} berwarna gelap, Kec. {kecamatan} berwarna muda, di {city}.",
            kelurahan=row["name"],
            kecamatan=row["kecamatan"],
            city=areas.city,
        )
        title = language.say("Letak di {city}", city=areas.city)
        show(
            "parts/still_map.html",
            title=title,
            text="",
            uri=svg_uri(locator_svg(areas, profile.kode)),
            alt=alt,
        )
        return
    within = Filters() if profile.level == "city" else Filters(kecamatan=(profile.kode,))
    classified = classify(make_map(dataset, Theme("pillars", filters=within)))
    # What is outside is simply the rest of the city here, and says nothing.
    shown = tuple(item for item in classified.classes if item.id != "outside")
    counts = "; ".join(
        ": ".join([language.say(item.label), language.counted("{count:f} kelurahan", item.areas)])
        for item in shown
    )
    title = language.say("Jumlah pilar yang ada datanya di setiap kelurahan")
    alt = language.say("Peta jumlah pilar yang ada datanya. {counts}.", counts=counts)
    show(
        "parts/still_map.html",
        title=title,
        text="",
        uri=svg_uri(svg_map(areas, classified, width=340)),
        alt=alt,
    )
    components.show_legend(replace(classified, classes=shown))


def _show_strip(dataset: Dataset, profile: Profile) -> None:
    """Show the state of every pillar: one state for a kelurahan, counts of kelurahan for more."""
    named = dataset.pillars[["name", "letter", "color"]].to_dict("index")
    cells = [
        {
            "id": tally.key,
            **named[tally.key],
            "image": image,
            "state": STATE[next(state for state, count in tally.counts.items() if count)],
            "others": [
                (STATE[one], count) for one, count in tally.counts.items() if count and one not in RUNNING
            ],
            "running": sum(tally.counts[one] for one in RUNNING),
            "old": tally.counts["running_old"],
            "records": len(tally.records),
            "doubtful": len(tally.doubtful),
        }
        for tally, image in zip(profile.pillars, _state_images(profile), strict=True)
    ]
    show("profil/strip.html", cells=cells, total=len(profile.kelurahan))


def _state_images(profile: Profile) -> list[str]:
    """Draw the state of each pillar: a swatch for a kelurahan, a bar of its kelurahan for a larger area."""
    states = [
        pd.Series({kode: state for state, kodes in pillar.kodes.items() for kode in kodes})
        for pillar in profile.pillars
    ]
    if profile.level != "kelurahan":
        return [svg_uri(bar_svg(classify_states(one))) for one in states]
    classified = classify_states(pd.concat(states, ignore_index=True))
    return [svg_uri(swatch_svg(classified.classes[at].style)) for at in classified.by_area]


def _figures(dataset: Dataset, kode: str) -> list[dict[str, object]]:
    """Prepare the numbers of an area; one that only some kelurahan have says how many they are."""
    language, areas, table = current(), dataset.areas, dataset.population
    of_kelurahan = table[table["kode"].isin(areas.frame.index)]
    rows: list[dict[str, object]] = []
    for one in people_of(dataset, kode):
        same = (of_kelurahan["year"] == one.year) & (of_kelurahan["basis"] == one.basis)
        rows.append(
            {
                "people": one.people,
                "year": one.year,
                "basis": one.basis_in(language),
                "parts": one.parts,
                "sources": list_sources(dataset, one.sources, language),
                "of_some": int(same.sum())
                if kode in areas.frame.index and same.sum() < len(areas.frame)
                else 0,
            }
        )
    return rows
