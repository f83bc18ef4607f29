"""What the link of the history may hold: of what, by whom, of which kind, and from which change backwards."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from petaprogram.changes.history_words import CHANGE_KINDS
from petaprogram.measures.link_reader import LinkReader, Params

ROW, AREA, PROGRAM, OFFICE, KIND, BEFORE = "data", "kode", "program", "kantor", "jenis", "sebelum"
PARAMETERS = (ROW, AREA, PROGRAM, OFFICE, KIND, BEFORE)
_LONGEST = 200
_KODE = re.compile(r"[0-9]{2}(\.[0-9]{2,4}){0,3}")
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True)
class HistoryView:
    """What a visitor asks the history for; an empty text asks for nothing.

    `row` is what a row is known by (an id, a name), `kind` one of `CHANGE_KINDS`. Of the changes that pass
    only those before number `before` are shown (None: from the newest on).
    """

    row: str = ""
    kode: str = ""
    program: str = ""
    office: str = ""
    kind: str = ""
    before: int | None = None

    @property
    def parameters(self) -> Mapping[str, str]:
        """The parameters of its link."""
        every = (self.row, self.kode, self.program, self.office, self.kind, str(self.before or ""))
        return {name: value for name, value in zip(PARAMETERS, every, strict=True) if value}


def read_link(params: Params) -> tuple[HistoryView, tuple[str, ...]]:
    """Read the parameters of a link, and name what in them means nothing.

    What is asked for need not be there today: what is gone has a history too.
    """
    link = LinkReader(params, single=True)
    view = HistoryView(
        link.parsed(ROW, _text) or "",
        link.parsed(AREA, lambda text: text if _KODE.fullmatch(text) else None) or "",
        link.parsed(PROGRAM, _text) or "",
        link.parsed(OFFICE, _text) or "",
        link.one(KIND, CHANGE_KINDS) or "",
        link.parsed(BEFORE, lambda text: int(text) if _NUMBER.fullmatch(text) else None),
    )
    return view, link.unknown


def _text(text: str) -> str | None:
    # No cell of the store can hold what is refused here, and no database is asked for it.
    return text if 0 < len(text) <= _LONGEST and text.isprintable() else None
