"""The presentation as PPTX: one slide a step, with the map as a picture and the evidence under its number."""

from __future__ import annotations

import datetime as dt
import io

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from petaprogram import __version__
from petaprogram.exports.file_format import Material
from petaprogram.exports.slides.slide_chart import draw_index
from petaprogram.exports.slides.slide_parts import (
    SMALLEST,
    Box,
    Text,
    draw_legend,
    fill,
    height_of,
    width_of,
    write,
)
from petaprogram.exports.slides.slide_pictures import ENLARGED, draw_cover, draw_map, draw_photo
from petaprogram.exports.slides.slide_table import draw_table
from petaprogram.exports.slides.slide_theme import make_deck
from petaprogram.maps.around import credit_lines
from petaprogram.maps.classes import classify
from petaprogram.maps.index_chart import index_chart
from petaprogram.maps.legend import legend
from petaprogram.maps.palette import ALARM, DEEP, MUTED
from petaprogram.measures.source_words import say_sources
from petaprogram.messages.language import INDONESIAN, Language
from petaprogram.messages.xml_text import printable
from petaprogram.presentation.edition import Edition, Progress, no_progress
from petaprogram.presentation.figure_sources import footnotes
from petaprogram.presentation.scenes import Scene
from petaprogram.presentation.stage import step_table
from petaprogram.presentation.step_table import StepTable
from petaprogram.snapshots.snapshot import Manifest
from petaprogram.tables.dataset import Dataset

# Places on a slide, in inches. A map is about as high as wide, a table is wider.
_TITLE = Box(0.5, 0.32, 11.0, 0.72)
_COUNT = Box(11.65, 0.38, 1.2, 0.6)
_MAP, _BESIDE_MAP = Box(0.5, 1.15, 6.4, 5.5), Box(7.15, 1.1, 5.7, 5.5)
_STAGE, _BESIDE_STAGE = Box(0.5, 1.15, 8.6, 5.5), Box(9.3, 1.1, 3.55, 5.5)
_CHART_HEIGHT, _PHOTO_HEIGHT = 2.75, 2.1
_FOOT_LEFT, _FOOT_WIDTH, _FOOT_END = 0.5, 12.35, 7.36
_GAP = 0.15
# The words of a number stand beside it where they have so much room, and need no more.
_NARROWEST, _BESIDE_HEIGHT = 2.0, 0.7
# From the largest on: the first that leaves so much room for the evidence.
_CAPTION_SIZES, _EVIDENCE_ROOM = (18, 16, 14, SMALLEST), 1.3
# A title of one line is larger than one of two.
_TITLE_SIZES, _LONG_TITLE = (26, 24, 22, 20), 18


def build_slides(
    material: Material, language: Language = INDONESIAN, progress: Progress = no_progress
) -> bytes:
    """Write the presentation; of a snapshot, every slide names it. `progress` counts the slides."""
    edition = material.edition
    deck = make_deck()
    scenes = material.scenes
    for number, scene in enumerate(scenes, start=1):
        progress(number - 1, len(scenes))
        slide = _add(deck, scene.title(language), language)
        _write_count(slide, f"{number} / {len(scenes)}", scene, language)
        unseen = _draw(slide, edition, scene, language)
        _write_foot(slide, edition.dataset, scene, language, material.manifest)
        left_out = edition.walk.left_out(material.audience) if number == 1 else 0
        _write_notes(slide, edition.dataset, scene, language, left_out, unseen)
    progress(len(scenes), len(scenes))
    if not scenes:
        say = language.say
        _add(deck, say("Belum ada langkah paparan. Langkahnya ditulis dalam paparan.toml."), language)
    _describe(deck, edition.dataset, language)
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def _add(deck: Deck, title: str, language: Language) -> Slide:
    # The layout with a title and nothing else.
    slide: Slide = deck.slides.add_slide(deck.slide_layouts[5])
    head = slide.shapes.title
    if head is None:
        raise RuntimeError("the template of python-pptx has no title on this layout")
    head.left, head.top, head.width, head.height = _TITLE.lengths
    fitting = (one for one in _TITLE_SIZES if width_of(title, one, bold=True) <= _TITLE.width)
    size = next(fitting, _LONG_TITLE)
    fill(head.text_frame, [Text(title, size, DEEP, bold=True)], language)
    head.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    return slide


def _write_count(slide: Slide, count: str, scene: Scene, language: Language) -> None:
    """Write which slide it is, and that it is not for everybody."""
    texts = [Text(count, 16, MUTED)]
    if scene.step.audience == "internal":
        texts.insert(0, Text(language.say("Internal"), SMALLEST, ALARM, bold=True))
    for paragraph in write(slide, _COUNT, texts, language).text_frame.paragraphs:
        paragraph.alignment = PP_ALIGN.RIGHT


def _draw(slide: Slide, edition: Edition, scene: Scene, language: Language) -> list[str]:
    """Draw what a step shows, its number, its caption and its evidence; return the rows without room."""
    dataset, step = edition.dataset, scene.step
    photo = edition.photos.of_step.get(step.id)
    if step.show == "cover":
        draw_cover(slide, dataset, scene, photo, language)
        return []
    table = step_table(edition, step.show, language)
    beside = _BESIDE_MAP if table is None else _BESIDE_STAGE
    if photo:
        beside = beside._replace(height=beside.height - _PHOTO_HEIGHT - _GAP)
        place = beside._replace(top=beside.top + beside.height + _GAP, height=_PHOTO_HEIGHT)
        draw_photo(slide, place, photo, language)
    if table is None:
        classified = classify(scene.shown)
        draw_map(slide, _MAP, dataset, scene, classified, language)
        made = legend(classified, language)
        unit = [language.counted(classified.unit, count) if classified.unit else "" for count in (1, 2)]
        rest = _write_aside(slide, beside, scene, language)
        used = draw_legend(slide, rest, made, unit, language, enlarged=ENLARGED)
        _write_evidence(slide, rest.below(used + _GAP), dataset, scene, language)
        return []
    unseen = _draw_stage(slide, edition, scene, table, language)
    _write_evidence(slide, _write_aside(slide, beside, scene, language), dataset, scene, language)
    return unseen


def _draw_stage(
    slide: Slide, edition: Edition, scene: Scene, table: StepTable, language: Language
) -> list[str]:
    """Draw the table of a step, under its chart if it has one."""
    box, alt = _STAGE, scene.title(language)
    chart = index_chart(edition.dataset, language) if scene.step.show == "index" else None
    if chart:
        alt = chart.words
        upper = box._replace(height=_CHART_HEIGHT)
        if draw_index(slide, upper, edition.dataset, language, alt=alt):
            box = box.below(_CHART_HEIGHT)
    shown = draw_table(slide, box, table, language, alt=alt)
    blank = language.say("belum ada data")
    return [" | ".join(cell or blank for cell in row) for row in table.rows[shown:]]


def _write_aside(slide: Slide, box: Box, scene: Scene, language: Language) -> Box:
    """Write the number and the caption as large as the evidence allows; return the room that is left."""
    figure, caption = scene.figure, scene.caption(language)
    head = []
    if figure:
        number, words = figure.number(language), figure.words(language)
        # Side by side where there is room for both.
        wide = width_of(number, 48, bold=True) + 0.15
        beside = [Text(words, 18)]
        if box.width - wide > _NARROWEST and height_of(beside, box.width - wide) < _BESIDE_HEIGHT:
            write(slide, box._replace(height=0.8), [Text(number, 48, DEEP, bold=True)], language)
            aside = write(slide, Box(box.left + wide, box.top, box.width - wide, 0.85), beside, language)
            aside.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
            box = box.below(0.95)
        else:
            head = [Text(number, 48, DEEP, bold=True), *beside]
    for size in _CAPTION_SIZES:
        texts = [*head, Text(caption, size, space=8 if head else 0)]
        used = height_of(texts, box.width)
        if used + _EVIDENCE_ROOM <= box.height:
            break
    used = min(used, box.height)
    write(slide, box._replace(height=used), texts, language)
    return box.below(used + _GAP)


def _write_evidence(slide: Slide, box: Box, dataset: Dataset, scene: Scene, language: Language) -> None:
    """List the sources behind the number, as many as there is room for; the notes have all of them."""
    notes = footnotes(dataset, scene.figure, language)
    if not notes:
        return
    texts = [Text(language.say("Bukti"), SMALLEST, bold=True)]
    for number, note in enumerate(notes, start=1):
        line = Text(
            note.line(language), SMALLEST, MUTED, prefix=f"[{number}] ", link=note.url or None, space=2
        )
        more = len(notes) - number
        rest = [_count_others(more, language)] if more else []
        if number > 1 and height_of([*texts, line, *rest], box.width) > box.height:
            texts.append(_count_others(more + 1, language))
            break
        texts.append(line)
    write(slide, box, texts, language)


def _count_others(count: int, language: Language) -> Text:
    words = language.counted("dan {count:f} sumber lain; daftarnya dalam catatan penyaji", count)
    return Text(words, SMALLEST, MUTED, space=2)


def _write_foot(
    slide: Slide, dataset: Dataset, scene: Scene, language: Language, snapshot: Manifest | None
) -> None:
    say, areas = language.say, dataset.areas
    parts = [
        dataset.areas.city,
        say("Data per {day}", day=language.day(dataset.site.data_date)),
        say_sources(dataset, language),
        say(
            "Batas indikatif ({source}, {edition}); bukan acuan hukum batas wilayah.",
            source=areas.source,
            edition=areas.edition,
        ),
    ]
    if scene.step.show == "map":
        # The first line says that the boundaries are indicative.
        parts += credit_lines(areas, language)[1:]
    if snapshot:
        parts.insert(0, snapshot.say(language))
    text = Text(" \u00b7 ".join(parts), SMALLEST, MUTED)
    height = height_of([text], _FOOT_WIDTH)
    write(slide, Box(_FOOT_LEFT, _FOOT_END - height, _FOOT_WIDTH, height), [text], language)


def _write_notes(  # noqa: PLR0913, PLR0917  (of one slide)
    slide: Slide, dataset: Dataset, scene: Scene, language: Language, left_out: int, unseen: list[str]
) -> None:
    """Write the talking points, and every source behind the number, where the presenter reads them.

    `left_out` internal steps are said to be missing; `unseen` are rows that found no room on the slide.
    """
    lines = [*scene.notes(language), *unseen]
    if left_out:
        lines.append(language.counted("{count:f} langkah untuk rapat internal tidak disertakan.", left_out))
    notes = footnotes(dataset, scene.figure, language)
    if notes:
        lines += ["", language.say("Bukti")]
        lines += [f"[{number}] {note.line(language)}" for number, note in enumerate(notes, start=1)]
    frame = slide.notes_slide.notes_text_frame
    if frame is not None:
        frame.text = printable("\n".join(lines))


def _describe(deck: Deck, dataset: Dataset, language: Language) -> None:
    about = deck.core_properties
    about.title = f"PetaProgram {dataset.areas.city}"
    about.author = f"PetaProgram {__version__}"
    about.language = language.code
    about.keywords = about.comments = ""
    # The day of the data, so that the same data make the same document.
    day = dt.datetime.combine(dataset.site.data_date, dt.time())
    about.created = about.modified = day
