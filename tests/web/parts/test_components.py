"""Templates filled once for all visitors: nobody sees what was made for another language or edition."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from dataclasses import replace

import pytest

from petaprogram.messages.language import ENGLISH, INDONESIAN, Language
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts import components
from petaprogram.web.parts.components import Values, show_made
from tests.support.real import real_dataset


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What was put on the page, in order."""
    found: list[str] = []
    monkeypatch.setattr(components.st, "html", found.append)
    components._render_made.cache.clear()
    yield found
    components._render_made.cache.clear()


def speak(monkeypatch: pytest.MonkeyPatch, language: Language, slug: str | None = None) -> None:
    monkeypatch.setattr(components, "current", lambda: language)
    monkeypatch.setattr(components, "snapshot", lambda: slug)


@pytest.mark.usefixtures("shown")
def test_values_are_asked_for_once_for_each_language_snapshot_edition_and_store(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[str, str]] = []

    def make(dataset: Dataset, text: str) -> Values:
        asked.append((dataset.version, text))
        return {"text": text}

    one = real_dataset()
    for dataset in (one, replace(one), replace(one, version="another")):
        for language in (INDONESIAN, ENGLISH):
            for slug in (None, "asesmen"):
                for kept in (False, True):
                    speak(monkeypatch, language, slug)
                    monkeypatch.setattr(components, "has_store", lambda kept=kept: kept)
                    for text in ("a", "b", "a"):
                        show_made("parts/notice.html", make, dataset, text)
    # Two editions, two languages, today or a snapshot, with or without a store, two texts.
    assert len(asked) == 2 * 2 * 2 * 2 * 2
    assert set(asked) == {(version, text) for version in (one.version, "another") for text in "ab"}


def test_each_visitor_gets_what_was_asked_for(shown: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def make(_: Dataset, text: str) -> Values:
        return {"text": f"{text} {components.current().code}"}

    dataset = real_dataset()
    for language, text in [(INDONESIAN, "a"), (ENGLISH, "a"), (INDONESIAN, "b"), (INDONESIAN, "a")]:
        speak(monkeypatch, language)
        show_made("parts/notice.html", make, dataset, text)
    assert [next(one for one in ("a id", "a en", "b id") if one in html) for html in shown] == [
        "a id",
        "a en",
        "b id",
        "a id",
    ]


def test_what_is_kept_is_bounded_and_keeps_no_old_data(
    shown: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(components._render_made.cache, "_Cache__maxsize", 100_000)
    speak(monkeypatch, INDONESIAN)

    def make(_: Dataset, number: int) -> Values:
        return {"text": f"{number}" * 10_000}

    dataset = replace(real_dataset(), version="old")
    for number in range(100):
        show_made("parts/notice.html", make, dataset, number)
    show_made("parts/notice.html", lambda *_: {"text": "x" * 200_000}, dataset)
    assert "x" * 200_000 in shown[-1]
    assert 0 < components._render_made.cache.currsize <= 100_000
    old = weakref.ref(dataset)
    del dataset
    gc.collect()
    assert old() is None
