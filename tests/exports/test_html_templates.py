"""What templates do with every value: it is escaped, and a text in another language than its page says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from petaprogram.exports.html_templates import make_environment, words_of
from petaprogram.measures.record_words import make_rows
from petaprogram.messages.language import ENGLISH, INDONESIAN
from petaprogram.tables.dataset import Untranslated, read_dataset
from tests.support.sample import four_areas
from tests.support.sampledata import write_tables

FROM = '{% from "texts.html" import marked, slot, within %}'


def fill(template: str, **values: object) -> str:
    return make_environment().from_string(FROM + template).render(**words_of(ENGLISH), **values)


def test_a_text_that_is_not_translated_says_so_and_is_escaped():
    shown = '<span lang="id">a &lt;b&gt;</span>'
    assert fill("{{ marked(text) }}", text=Untranslated("a <b>")) == shown
    assert fill("{{ marked(text) }}", text="a <b>") == "a &lt;b&gt;"


def test_it_says_so_inside_a_sentence_and_what_stands_beside_it_is_escaped_too():
    template = '{{ within(say("Juga ditulis {name}: {reason}", name=name, reason=slot), reason) }}'
    said = fill(template, name="<img>", reason=Untranslated("<script>"))
    assert said == 'Also written &lt;img&gt;: <span lang="id">&lt;script&gt;</span>'
    assert fill(template, name="A", reason="B & C") == "Also written A: B &amp; C"


@pytest.mark.parametrize(("language", "marked"), [(INDONESIAN, 0), (ENGLISH, 3)])
def test_a_record_on_an_english_page_marks_what_fell_back(tmp_path: Path, language, marked):
    placements = "P1,senyum,99.01.01.1001,,,,running,2020,,,s1,high,aktif sejak 2012,,catatan,\n"
    sources = "s1,Berita Dua,Blog,,tanpa tanggal,https://example.org/2,low,\n"
    programs = "senyum,Kampung Senyum,kampung,living,assigned,Uraian.,Words.,s1,village\n"
    tables = write_tables(tmp_path, placements=placements, sources=sources, programs=programs)
    dataset = read_dataset(tables, four_areas())
    template = '{% from "records.html" import record with context %}{{ record(row, "") }}'
    (row,) = make_rows(dataset.records, language)
    markup = make_environment().from_string(template).render(**words_of(language), row=row)
    assert markup.count('lang="id"') == marked
    for text in ("aktif sejak 2012", "catatan", "tanpa tanggal"):
        assert (f'<span lang="id">{text}</span>' in markup) == bool(marked)
