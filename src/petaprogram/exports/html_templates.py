"""The templates of everything that becomes HTML: autoescaping, and an unknown name is an error."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from petaprogram.messages.language import Language
from petaprogram.tables.dataset import Untranslated

_OWN = Path(__file__).parent / "templates"


def make_environment(*folders: Path) -> Environment:
    """Make an environment for templates in these folders and in the one of the reports.

    Its test `untranslated` tells the texts that `mark_untranslated` has marked.
    """
    environment = Environment(
        loader=FileSystemLoader([*folders, _OWN]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["untranslated"] = lambda value: isinstance(value, Untranslated)
    return environment


def words_of(language: Language) -> dict[str, object]:
    """Give a template what it says words, numbers and dates with."""
    return {
        "language": language,
        "say": language.say,
        "counted": language.counted,
        "number": language.number,
        "percent": language.percent,
        "day": language.day,
    }
