"""What a slide shows in place of a map: the opening, and the index as lines, in shapes that can be edited."""

from __future__ import annotations

from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import PP_ALIGN
from pptx.slide import Slide
from pptx.util import Inches, Pt

from petaprogram.exports.slides.slide_parts import Box, Text, colour_of, style, write
from petaprogram.maps.index_chart import HEIGHT, WIDTH, IndexChart, Label
from petaprogram.maps.palette import MUTED, WHITE, Style
from petaprogram.messages.language import Language
from petaprogram.presentation.scenes import Scene
from petaprogram.tables.dataset import Dataset

_ALIGNED = {"start": PP_ALIGN.LEFT, "middle": PP_ALIGN.CENTER, "end": PP_ALIGN.RIGHT}
# How much room a label gets, in inches; its anchor says where in it the words stand.
_LABEL_WIDTH = 2.6
# Where the opening has its text, and the pillars in two columns below.
_COVER, _DAY = Box(0.5, 1.9, 10.5, 1.9), Box(0.5, 6.2, 12.0, 0.5)
_PILLAR_TOP, _PILLAR_WIDTH, _PILLAR_HEIGHT, _COLUMNS = 4.2, 3.9, 0.75, 3


def draw_cover(slide: Slide, dataset: Dataset, scene: Scene, language: Language) -> None:
    """Write what the presentation is about, its pillars, and the day of the data."""
    write(slide, _COVER, [Text(scene.caption(language), 24)], language)
    for place, pillar in enumerate(dataset.pillars.sort_values("order").itertuples()):
        left = 0.5 + _PILLAR_WIDTH * (place % _COLUMNS)
        top = _PILLAR_TOP + _PILLAR_HEIGHT * (place // _COLUMNS)
        box = Box(left, top, 0.45, 0.45)
        mark = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box.lengths)
        style(mark, Style(WHITE, str(pillar.color), 4.0))
        letter = write(
            slide, Box(left, top + 0.07, 0.45, 0.35), [Text(str(pillar.letter), 16, bold=True)], language
        )
        letter.text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER
        write(slide, Box(left + 0.6, top + 0.06, 3.2, 0.4), [Text(str(pillar.name), 18)], language)
    day = language.say("Data per {day}", day=language.day(dataset.site.data_date))
    write(slide, _DAY, [Text(day, 18, MUTED)], language)


def draw_chart(slide: Slide, box: Box, chart: IndexChart, language: Language) -> None:
    """Draw the index as lines, in a box."""
    scale = min(box.width / WIDTH, box.height / HEIGHT)

    def place(x: float, y: float) -> tuple[float, float]:
        return box.left + x * scale, box.top + y * scale

    for stroke in chart.strokes:
        for one, other in zip(stroke.points, stroke.points[1:], strict=False):
            ends = (Inches(length) for length in (*place(*one), *place(*other)))
            line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *ends)
            line.line.color.rgb = colour_of(stroke.colour)
            line.line.width = Pt(stroke.width * scale * 72)
    for spot in chart.spots:
        left, top = place(spot.x - spot.radius, spot.y - spot.radius)
        across = 2 * spot.radius * scale
        dot = slide.shapes.add_shape(MSO_SHAPE.OVAL, *Box(left, top, across, across).lengths)
        style(dot, Style(spot.colour, WHITE, 1.0))
    for label in chart.labels:
        _write_label(slide, label, place(label.x, label.y), scale, language)


def _write_label(
    slide: Slide, label: Label, at: tuple[float, float], scale: float, language: Language
) -> None:
    size = label.size * scale * 72
    shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[label.anchor]
    # The top of a box lies nine tenths of a letter above its first baseline.
    box = Box(max(at[0] - shift * _LABEL_WIDTH, 0), at[1] - 0.92 * size / 72, _LABEL_WIDTH, size / 60)
    text = Text(label.words, size, label.colour, bold=label.weight > 400)  # noqa: PLR2004  (bold in SVG)
    shape = write(slide, box, [text], language)
    shape.text_frame.word_wrap = False
    shape.text_frame.paragraphs[0].alignment = _ALIGNED[label.anchor]
