"""The empty deck: a wide screen, and the typeface of the program in its theme."""

from __future__ import annotations

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck
from pptx.util import Emu, Inches

from petaprogram.maps.font_files import FAMILY

WIDTH, HEIGHT = 13.333, 7.5
# Named for all letters that are not Latin. By the PANOSE number a computer without the typeface finds the
# one of its own that is most like it.
FALLBACK = "Arial"
_PANOSE = "020B0503030403020204"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def make_deck() -> Deck:
    """Make a presentation without slides, widening the layouts of python-pptx's own template."""
    deck = Presentation()
    wider = Inches(WIDTH) / (deck.slide_width or Inches(10))
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    for shape in (*deck.slide_master.shapes, *(one for each in deck.slide_layouts for one in each.shapes)):
        # Without a place of its own a shape takes that of the master.
        if shape._element.xpath("./p:spPr/a:xfrm"):
            shape.left, shape.width = Emu(round(shape.left * wider)), Emu(round(shape.width * wider))
    set_typeface(deck)
    return deck


def set_typeface(deck: Deck) -> None:
    """Name the typeface in the themes of slides and notes: every text takes it from there."""
    for part in (deck.slide_master.part, deck.notes_master.part):
        theme = part.part_related_by(RELATIONSHIP_TYPE.THEME)
        # python-pptx has read the one of the notes already.
        parsed = getattr(theme, "_element", None)
        root = parse_xml(theme.blob) if parsed is None else parsed
        for fonts in root.iter(f"{_DRAWING}majorFont", f"{_DRAWING}minorFont"):
            for tag, name in (("latin", FAMILY), ("ea", FALLBACK), ("cs", FALLBACK)):
                fonts.find(f"{_DRAWING}{tag}").set("typeface", name)
            fonts.find(f"{_DRAWING}latin").set("panose", _PANOSE)
        if parsed is None:
            theme.blob = serialize_part_xml(root)
