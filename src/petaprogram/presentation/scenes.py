"""The presentation: each step with what it shows, computed from the data at hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import pandas as pd

from petaprogram.measures.filters import Filters
from petaprogram.measures.link_reader import parameters_of
from petaprogram.measures.map_theme import ThematicMap, ThemeKind, make_map
from petaprogram.measures.map_view import ONLY_CLASS, Choices, View, make_choices, read_link
from petaprogram.measures.ministry import MinistryFrame
from petaprogram.messages.issues import Issue, make_issue
from petaprogram.messages.language import INDONESIAN, Language
from petaprogram.presentation.key_figures import NAMES, Figures, KeyFigure
from petaprogram.presentation.steps import WALK_FILE, Audience, Step, read_steps
from petaprogram.tables.dataset import Dataset

# {programs}, {index:2022} (that year), {cells:all} (of how many), {places}, {places:kampung-iva} (of that
# program or pillar): nothing else in a text is looked at, so braces of any other kind stay.
_PLACEHOLDER = re.compile(r"(?<!\{)\{([a-z_]+)(?::([a-z0-9][a-z0-9-]*))?\}(?!\})")
_YEAR = re.compile(r"[0-9]{4}")
_ALL = "all"
_LISTS: Mapping[str, Callable[[Figures], pd.Index[str]]] = {
    "places": lambda figures: figures.recorded,
    "blank_places": lambda figures: figures.blank,
}
# A link may carry the language of whoever copied it; a step has both.
_LANGUAGE = "bahasa"


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """One step with its map and its number; `issues` are what had to be left out of it."""

    step: Step
    view: View
    shown: ThematicMap
    figures: Figures
    figure: KeyFigure | None
    issues: tuple[Issue, ...]

    def title(self, language: Language) -> str:
        """Its title."""
        return self._fill(self.step.title_in(language), language)

    def caption(self, language: Language) -> str:
        """What the audience reads, numbers put in."""
        return self._fill(self.step.caption_in(language), language)

    def notes(self, language: Language) -> tuple[str, ...]:
        """What the presenter reads, numbers put in."""
        return tuple(self._fill(note, language) for note in self.step.notes_in(language))

    def _fill(self, text: str, language: Language) -> str:
        def fill(found: re.Match[str]) -> str:
            value = _value(found, self.figures, language)
            return found[0] if value is None else value

        return _PLACEHOLDER.sub(fill, text)


@dataclass(frozen=True, eq=False)
class Walk:
    """All steps that can be shown, and every problem of the file that a person should mend.

    Whoever asks for no audience gets the public steps: `scenes`. `every` has the internal ones too. They are
    made when they are asked for: that takes longer than to read the data, and a map or a profile needs none.
    """

    make: Callable[[], tuple[Scene, ...]]
    unread: tuple[Issue, ...] = ()

    @cached_property
    def every(self) -> tuple[Scene, ...]:
        """All steps, in order."""
        return self.make()

    @cached_property
    def issues(self) -> tuple[Issue, ...]:
        """What is wrong in the file, and what had to be left out of a step."""
        return (*self.unread, *(issue for scene in self.every for issue in scene.issues))

    @property
    def scenes(self) -> tuple[Scene, ...]:
        """The steps for everybody, in order."""
        return self.shown_to("public")

    def shown_to(self, audience: Audience) -> tuple[Scene, ...]:
        """Return the steps of an audience, in order: an internal meeting sees all of them."""
        return tuple(one for one in self.every if one.step.audience in {"public", audience})

    def left_out(self, audience: Audience) -> int:
        """Count the steps that an audience does not see."""
        return len(self.every) - len(self.shown_to(audience))


def read_walk(path: Path, dataset: Dataset, ministry_frame: MinistryFrame | None = None) -> Walk:
    """Read the steps of a file, to compute what each shows.

    Broken steps are named in `Walk.issues` and never stop the others.
    """
    steps, issues = read_steps(path)

    def make() -> tuple[Scene, ...]:
        choices = make_choices(dataset)
        numbered = enumerate(steps, start=1)
        return tuple(make_scene(step, number, dataset, choices, ministry_frame) for number, step in numbered)

    return Walk(make, tuple(issues))


def make_scene(
    step: Step, number: int, dataset: Dataset, choices: Choices, ministry_frame: MinistryFrame | None = None
) -> Scene:
    """Compute what a step shows; `number` is its position, for naming it in an issue."""
    place = f"{number} ({step.title[:40]})"
    view, unknown = read_link(view_parameters(step.view), choices)
    if view.only_class:
        # A step shows a whole map.
        unknown = (*unknown, f"{ONLY_CLASS}={view.only_class}")
    shown = make_map(dataset, view.theme)
    figures = Figures(dataset, view, shown, ministry_frame)
    figure = figures.get(step.number, step.year) if step.number in NAMES else None
    issues = []
    if unknown:
        issues.append(make_issue("step-view", WALK_FILE, step=place, values=", ".join(unknown)))
    if step.number and step.number not in NAMES:
        allowed = ", ".join(NAMES)
        issues.append(make_issue("step-number", WALK_FILE, step=place, value=step.number, allowed=allowed))
    elif step.number and figure is None:
        issues.append(make_issue("step-number-blank", WALK_FILE, step=place, value=step.number))
    issues += _check_placeholders(step, figures, place)
    return Scene(step, view, shown, figures, figure, tuple(issues))


def view_parameters(link: str) -> dict[str, list[str]]:
    """Read what a link, or a step, says of its view."""
    return {name: values for name, values in parameters_of(link).items() if name != _LANGUAGE}


def _check_placeholders(step: Step, figures: Figures, place: str) -> Iterator[Issue]:
    for field in ("title", "title_en", "caption", "caption_en", "notes", "notes_en"):
        value = getattr(step, field)
        for text in value if isinstance(value, tuple) else (value,):
            for found in _PLACEHOLDER.finditer(text):
                if _value(found, figures, INDONESIAN) is None:
                    yield make_issue("step-placeholder", WALK_FILE, step=place, field=field, value=found[0])


def _value(found: re.Match[str], figures: Figures, language: Language) -> str | None:
    name, detail = found[1], found[2]
    dataset = figures.dataset
    for kind, known in (("program", dataset.programs.index), ("pillar", dataset.pillars.index)):
        if detail in known:
            figures, detail = _figures_of(dataset, kind, detail), None
    if name in _LISTS and not detail:
        names = figures.names(_LISTS[name](figures))
        return language.listing(names) if names else language.say("tidak satu kelurahan pun")
    if detail and detail != _ALL and not _YEAR.fullmatch(detail):
        return None
    year = int(detail) if detail and detail != _ALL else None
    figure = figures.get(name, year) if name in NAMES else None
    if figure is None:
        return None
    if detail != _ALL:
        return figure.number(language)
    return language.number(figure.values["total"]) if "total" in figure.values else None


@lru_cache(maxsize=64)
def _figures_of(dataset: Dataset, kind: ThemeKind, subject: str) -> Figures:
    """Compute the numbers of one program or pillar, all of its records."""
    view = View(kind, subject, Filters(), selected=None)
    return Figures(dataset, view, make_map(dataset, view.theme))
