"""The page about the data says what the tables hold, over the published data."""

from __future__ import annotations

import pytest

from petaprogram.measures.presence import SCOPES
from petaprogram.messages.language import ENGLISH, INDONESIAN
from petaprogram.web.tentang import about
from tests.support.pages import heading, html, open_page, said
from tests.support.real import real_dataset


@pytest.fixture(scope="module")
def page():
    return open_page("tentang")


def test_the_numbers_are_those_of_the_tables(page):
    dataset = real_dataset()
    assert heading(page) == "Tentang data"
    shown = said(page)
    scopes = dataset.records["scope"].value_counts().reindex(SCOPES, fill_value=0)
    assert (
        f"Program {len(dataset.programs)} Data {len(dataset.records)} Sumber {len(dataset.sources)} "
        f"Kelurahan {len(dataset.areas.frame)} Data per {INDONESIAN.day(dataset.site.data_date)}"
    ) in shown
    assert f"{len(dataset.records)} data = {scopes['kelurahan']} di kelurahan" in shown


def test_every_source_and_every_open_issue_is_listed(page):
    dataset, shown = real_dataset(), said(page)
    assert [title for title in dataset.sources["title"] if " ".join(title.split()) not in shown] == []
    assert dataset.issues
    assert [issue for issue in dataset.issues if issue.at(INDONESIAN) not in shown] == []


def test_what_is_drawn_around_the_city_is_listed_with_source_licence_and_credit(page):
    shown = said(page)
    features = real_dataset().areas.context.features
    assert features
    for one in features:
        for text in (one.name_in(INDONESIAN), one.source, one.licence, one.credit, one.note_in(INDONESIAN)):
            assert " ".join(text.split()) in shown


def test_links_to_sources_leave_the_page_without_telling_where_from(page):
    links = [line for line in html(page).split("<a ")[1:] if line.startswith('href="http')]
    assert links
    assert all('rel="noopener noreferrer"' in link.partition(">")[0] for link in links)


def test_it_is_said_in_english_too():
    page, sources = open_page("tentang", bahasa="en"), len(real_dataset().sources)
    assert heading(page) == ENGLISH.say("Tentang data")
    assert ENGLISH.counted("{count:f} sumber, yang paling banyak dipakai di atas.", sources) in said(page)


def test_files_that_were_edited_beside_the_store_are_named_to_whoever_keeps_the_data(monkeypatch, page):
    assert "berbeda dari penyimpanan" not in said(page)
    monkeypatch.setattr(about, "files_apart", lambda _settings: {"placements.csv": 3})
    shown = said(open_page("tentang"))
    assert "petaprogram store status" in shown
    assert "placements.csv: 3 baris berbeda" in shown
