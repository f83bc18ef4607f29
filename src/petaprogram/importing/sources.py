"""Which source a row names: found by its words, or made from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from petaprogram.geography.written_places import normalise
from petaprogram.importing.base import Base
from petaprogram.importing.recipe import NewSource, Recipe
from petaprogram.messages.letters import slug
from petaprogram.store.schema import COLUMNS

# The fields of a row that tell of its source, and the columns that they fill.
SOURCE_FIELDS: Mapping[str, str] = {
    "source": "title",
    "publisher": "publisher",
    "source_date": "date",
    "url": "url",
}
_LONGEST_ID = 32


@dataclass(frozen=True, slots=True)
class SourceFound:
    """What a row means: the id of a source, new or known, or why there is none (a rule)."""

    source_id: str = ""
    rule: str = ""


@dataclass(slots=True)
class Sources:
    """The sources of a version, and those that a file makes or changes."""

    base: Base
    recipe: Recipe
    made: dict[str, dict[str, str]] = field(default_factory=dict)
    _publishers: dict[str, str] = field(default_factory=dict)
    _by_title: dict[str, list[str]] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._taken = {*self.base.sources, *self.base.used}
        for source_id, record in self.base.sources.items():
            self._by_title.setdefault(normalise(record.cells["title"]), []).append(source_id)

    def hear(self, title: str, publisher: str) -> None:
        """Take in that some row tells the publisher of a title: rows in any order make the same source."""
        if title and publisher:
            self._publishers.setdefault(normalise(title), publisher)

    def find(self, told: Mapping[str, str], own: str) -> SourceFound:
        """Find the source that a row tells of.

        Parameters
        ----------
        told
            What the row says, by column of sources.csv; blank ones are absent.
        own
            The source that the record has now; empty for a new one.
        """
        title = told.get("title", "")
        if not title:
            return SourceFound(own) if own else SourceFound(rule="import-source-none")
        if title in self.base.sources:
            return SourceFound(title)
        known = self._by_title.get(normalise(title), [])
        if own in known:
            return SourceFound(own)
        for column in ("url", "date", "publisher"):
            if len(known) > 1 and told.get(column):
                agreeing = [one for one in known if self._cell(one, column) == told[column]]
                known = agreeing or known
        if len(known) > 1:
            return SourceFound(rule="import-source-several")
        return SourceFound(known[0]) if known else self._make(title)

    def _cell(self, source_id: str, column: str) -> str:
        made = self.made.get(source_id)
        return made[column] if made else self.base.sources[source_id].cells[column]

    def _make(self, title: str) -> SourceFound:
        about = self.recipe.sources.get(title, NewSource())
        publisher = self._publishers.get(normalise(title)) or about.publisher
        if not publisher:
            return SourceFound(rule="import-source-publisher")
        source_id = self._new_id(title)
        self.made[source_id] = dict.fromkeys(COLUMNS["sources"], "") | {
            "source_id": source_id,
            "title": title,
            "publisher": publisher,
            # What rows tell of it comes from those that need not wait (`meaning.told_of_sources`).
            "date": about.date,
            "url": about.url,
            "reliability": about.reliability,
        }
        self._by_title.setdefault(normalise(title), []).append(source_id)
        return SourceFound(source_id)

    def _new_id(self, title: str) -> str:
        stem = slug(title)[:_LONGEST_ID].strip("-") or "sumber"
        return new_id(stem, self._taken)


def new_id(stem: str, taken: set[str]) -> str:
    """Give an id that nothing has or had, and remember it."""
    number, found = 1, stem
    while found in taken:
        number += 1
        found = f"{stem}-{number}"
    taken.add(found)
    return found
