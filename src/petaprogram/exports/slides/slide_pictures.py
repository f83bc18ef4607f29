"""What a slide shows in place of a table: the opening, and the map as large as its place."""

from __future__ import annotations

import io

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import PP_ALIGN
from pptx.slide import Slide

from petaprogram.exports.pdf.map_sheet import draw_png
from petaprogram.exports.slides.slide_parts import (
    MM_PER_INCH,
    SMALLEST,
    Box,
    Text,
    describe_shape,
    height_of,
    style,
    write,
)
from petaprogram.maps.classes import Classified
from petaprogram.maps.palette import MUTED, WHITE, Style
from petaprogram.measures.area_tips import shown_points
from petaprogram.measures.map_sentence import describe
from petaprogram.messages.language import Language
from petaprogram.presentation.photos import Photo
from petaprogram.presentation.scenes import Scene
from petaprogram.tables.dataset import Dataset

_DPI = 200
# Where the opening has its text, beside it its photo, and the pillars in three columns below.
_COVER, _COVER_PHOTO, _DAY = Box(0.5, 1.9, 7.8, 2.1), Box(8.7, 1.2, 4.15, 2.9), Box(0.5, 6.2, 12.0, 0.4)
_PILLAR_TOP, _PILLAR_WIDTH, _PILLAR_HEIGHT, _COLUMNS = 4.2, 3.9, 0.75, 3
# Circles grow until the number of each can be read from afar.
ENLARGED = 1.45


def draw_cover(slide: Slide, dataset: Dataset, scene: Scene, photo: Photo | None, language: Language) -> None:
    """Write what the presentation is about, its pillars, and the day of the data."""
    if photo:
        draw_photo(slide, _COVER_PHOTO, photo, language)
    width = _COVER.width if photo else _DAY.width
    write(slide, _COVER._replace(width=width), [Text(scene.caption(language), 24)], language)
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


def draw_map(  # noqa: PLR0913, PLR0917  (of one map)
    slide: Slide, box: Box, dataset: Dataset, scene: Scene, classified: Classified, language: Language
) -> None:
    """Draw the map of a step in a box, its words as large as those of the slide."""
    picture = draw_png(
        dataset.areas,
        classified,
        language,
        title=scene.title(language),
        size_mm=(box.width * MM_PER_INCH, box.height * MM_PER_INCH),
        points=shown_points(dataset, scene.shown, scene.view.selected),
        dpi=_DPI,
        smallest=SMALLEST,
        enlarged=ENLARGED,
    )
    shape = slide.shapes.add_picture(io.BytesIO(picture), *box.lengths)
    describe_shape(shape, describe(scene.shown, dataset, language).text)


def draw_photo(slide: Slide, box: Box, photo: Photo, language: Language) -> None:
    """Put a photo as large as it fits into a box, above what it shows and whose it is."""
    caption = [Text(words, SMALLEST) for words in [photo.caption_in(language)] if words]
    words = [*caption, Text(photo.credit_in(language), SMALLEST, MUTED)]
    room = max(box.height - height_of(words, box.width) - 0.05, 0.5)
    shown = photo.picture
    scale = min(box.width / shown.width, room / shown.height)
    place = Box(box.left, box.top, shown.width * scale, shown.height * scale)
    shape = slide.shapes.add_picture(io.BytesIO(shown.jpeg), *place.lengths)
    describe_shape(shape, photo.alt_in(language))
    write(slide, box.below(place.height + 0.05), words, language)
