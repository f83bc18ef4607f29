"""The messages in the code and their catalogues: `python -m tools.messages` brings them together.

New messages are added without a translation, unused ones are dropped, and the file is sorted by message.
"""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from petaprogram.messages.language import DOMAIN, LANGUAGES, SOURCE
from petaprogram.settings import ROOT

METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
# Where a message stands in the arguments; twice the same place: a message with plural forms.
KEYWORDS = {"say": None, "message": None, "counted": (1, 1), "counted_message": (1, 1), "Rule": (2,)}
CATALOGUES = {
    language.code: ROOT / "src/petaprogram/messages/locale" / language.code / "LC_MESSAGES" / f"{DOMAIN}.po"
    for language in LANGUAGES
    if language.code != SOURCE
}


def extract() -> Catalog:
    """Collect the messages of the program."""
    catalogue = Catalog(domain=DOMAIN)
    for folder in ("src", "pages"):
        for _, _, message, _, context in extract_from_dir(
            str(ROOT / folder), method_map=METHODS, keywords=KEYWORDS
        ):
            catalogue.add(message, context=context)
    return catalogue


def read(path: Path, code: str) -> Catalog:
    """Read the catalogue of a language."""
    with path.open("rb") as file:
        return read_po(file, locale=code, domain=DOMAIN)


def sync() -> None:
    """Bring every catalogue into step with the code."""
    for code, path in CATALOGUES.items():
        catalogue = read(path, code) if path.exists() else Catalog(locale=code, domain=DOMAIN)
        catalogue.update(extract(), no_fuzzy_matching=True)
        with path.open("wb") as file:
            write_po(
                file, catalogue, width=0, no_location=True, omit_header=True, sort_output=True,
                ignore_obsolete=True,
            )  # fmt: skip


if __name__ == "__main__":
    sync()
