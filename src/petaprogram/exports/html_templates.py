"""The templates of everything that becomes HTML: autoescaping, and an unknown name is an error."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from petaprogram.messages.language import SOURCE, Language
from petaprogram.tables.dataset import Untranslated

_OWN = Path(__file__).parent / "templates"


def make_environment(*folders: Path) -> Environment:
    """Make an environment for templates in these folders and in the one of the reports."""
    return Environment(
        loader=FileSystemLoader([*folders, _OWN]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_mark_language,
    )


def _mark_language(value: object) -> object:
    """Say of a text that is not translated which language it is in; everything else stays as it is."""
    if not isinstance(value, Untranslated):
        return value
    return Markup('<span lang="{}">{}</span>').format(SOURCE, str(value))


def _saying(language: Language) -> Callable[..., str]:
    """Make `say` for templates: a value that is not translated keeps its mark inside the sentence."""

    def say(message: str, /, **values: object) -> str:
        if not any(isinstance(value, Untranslated) for value in values.values()):
            return language.say(message, **values)
        safe = {
            name: escape(_mark_language(value)) if isinstance(value, str) else value
            for name, value in values.items()
        }
        # The sentence is ours, and what it takes in is escaped.
        return Markup(language.say(message, **safe))  # noqa: S704

    return say


def words_of(language: Language) -> dict[str, object]:
    """Give a template what it says words, numbers and dates with."""
    return {
        "say": _saying(language),
        "counted": language.counted,
        "number": language.number,
        "percent": language.percent,
        "day": language.day,
    }
