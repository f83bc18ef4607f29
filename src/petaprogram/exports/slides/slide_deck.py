"""The presentation as PPTX: one slide a step, with the map as a picture and the evidence under its number."""

from __future__ import annotations

import datetime as dt
import io

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Inches

from petaprogram import __version__
from petaprogram.exports.file_format import Material
from petaprogram.exports.pdf.map_sheet import draw_png
from petaprogram.exports.slides.slide_parts import (
    Box,
    Text,
    describe_shape,
    draw_legend,
    draw_table,
    fill,
    write,
)
from petaprogram.exports.slides.slide_pictures import draw_chart, draw_cover
from petaprogram.maps.classes import classify
from petaprogram.maps.index_chart import index_chart
from petaprogram.maps.legend import legend
from petaprogram.maps.palette import ALARM, DEEP, MUTED
from petaprogram.measures.area_tips import shown_points
from petaprogram.measures.map_sentence import describe
from petaprogram.measures.source_words import say_sources
from petaprogram.messages.language import INDONESIAN, Language
from petaprogram.messages.xml_text import printable
from petaprogram.presentation.edition import Edition, Progress, no_progress
from petaprogram.presentation.figure_sources import footnotes
from petaprogram.presentation.scenes import Scene
from petaprogram.presentation.stage import step_table
from petaprogram.snapshots.snapshot import Manifest
from petaprogram.tables.dataset import Dataset

# A wide screen, in inches.
_WIDTH, _HEIGHT = 13.333, 7.5
_TITLE = Box(0.5, 0.35, 11.2, 0.95)
_COUNT = Box(11.9, 0.65, 0.95, 0.4)
_STAGE = Box(0.5, 1.42, 7.7, 4.95)
_LEGEND = Box(0.5, 6.42, 7.7, 0.5)
_ASIDE = Box(8.55, 1.42, 4.3, 3.3)
_EVIDENCE = Box(8.55, 4.8, 4.3, 2.1)
_FOOT = Box(0.5, 7.05, 12.35, 0.3)
_NOTES_SHOWN = 3
_MM_PER_INCH = 25.4
_DPI = 200
# The layout with a title and nothing else in python-pptx's own template.
_TITLE_ONLY = 5


def build_slides(
    material: Material, language: Language = INDONESIAN, progress: Progress = no_progress
) -> bytes:
    """Write the presentation; of a snapshot, every slide names it. `progress` counts the slides."""
    edition = material.edition
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(_WIDTH), Inches(_HEIGHT)
    scenes = material.scenes
    for number, scene in enumerate(scenes, start=1):
        progress(number - 1, len(scenes))
        slide = _add(deck, scene.title(language), language)
        _write_count(slide, f"{number} / {len(scenes)}", scene, language)
        if scene.step.show == "cover":
            draw_cover(slide, edition.dataset, scene, language)
        else:
            _draw_stage(slide, edition, scene, language)
            _write_aside(slide, scene, language)
            _write_evidence(slide, edition.dataset, scene, language)
        _write_foot(slide, edition.dataset, language, material.manifest)
        left_out = edition.walk.left_out(material.audience) if number == 1 else 0
        _write_notes(slide, edition.dataset, scene, language, left_out)
    progress(len(scenes), len(scenes))
    if not scenes:
        say = language.say
        _add(deck, say("Belum ada langkah paparan. Langkahnya ditulis dalam paparan.toml."), language)
    _describe(deck, edition.dataset, language)
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def _add(deck: Deck, title: str, language: Language) -> Slide:
    slide: Slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    head = slide.shapes.title
    if head is None:
        raise RuntimeError("the template of python-pptx has no title on this layout")
    head.left, head.top, head.width, head.height = _TITLE.lengths
    fill(head.text_frame, [Text(title, 26, DEEP, bold=True)], language)
    head.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    return slide


def _write_count(slide: Slide, count: str, scene: Scene, language: Language) -> None:
    """Write which slide it is, and that it is not for everybody."""
    texts = [Text(count, 16, MUTED)]
    if scene.step.audience == "internal":
        texts.insert(0, Text(language.say("Internal"), 12, ALARM, bold=True))
    write(slide, _COUNT, texts, language)


def _draw_stage(slide: Slide, edition: Edition, scene: Scene, language: Language) -> None:
    chart = index_chart(edition.dataset, language) if scene.step.show == "index" else None
    if chart:
        draw_chart(slide, _STAGE, chart, language)
    elif table := step_table(edition, scene.step.show, language):
        draw_table(slide, _STAGE, table, language)
    else:
        _draw_map(slide, edition.dataset, scene, language)


def _draw_map(slide: Slide, dataset: Dataset, scene: Scene, language: Language) -> None:
    classified = classify(scene.shown)
    picture = draw_png(
        dataset.areas,
        classified,
        language,
        title=scene.title(language),
        size_mm=(_STAGE.width * _MM_PER_INCH, _STAGE.height * _MM_PER_INCH),
        points=shown_points(dataset, scene.shown, scene.view.selected),
        dpi=_DPI,
    )
    shape = slide.shapes.add_picture(io.BytesIO(picture), *_STAGE.lengths)
    describe_shape(shape, describe(scene.shown, dataset, language).text)
    unit = [language.counted(classified.unit, count) if classified.unit else "" for count in (1, 2)]
    draw_legend(slide, _LEGEND, legend(classified, language), unit, language)


def _write_aside(slide: Slide, scene: Scene, language: Language) -> None:
    texts = []
    if scene.figure:
        texts = [
            Text(scene.figure.number(language), 54, DEEP, bold=True),
            Text(scene.figure.words(language), 18),
        ]
    write(slide, _ASIDE, [*texts, Text(scene.caption(language), 16, space=12)], language)


def _write_evidence(slide: Slide, dataset: Dataset, scene: Scene, language: Language) -> None:
    notes = footnotes(dataset, scene.figure, language)
    if not notes:
        return
    texts = [Text(language.say("Bukti"), 11, bold=True)]
    texts += [
        Text(note.line(language), 10, MUTED, prefix=f"[{number}] ", link=note.url, space=2)
        for number, note in enumerate(notes[:_NOTES_SHOWN], start=1)
    ]
    more = len(notes) - _NOTES_SHOWN
    if more > 0:
        words = language.counted("dan {count:f} sumber lain; daftarnya dalam catatan penyaji", more)
        texts.append(Text(words, 10, MUTED, space=2))
    write(slide, _EVIDENCE, texts, language)


def _write_foot(slide: Slide, dataset: Dataset, language: Language, snapshot: Manifest | None) -> None:
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
    if snapshot:
        day = language.day(snapshot.made)
        parts.insert(
            0, say("Versi beku '{name}' per {day}: angka tidak berubah.", name=snapshot.name, day=day)
        )
    write(slide, _FOOT, [Text(" · ".join(parts), 9, MUTED)], language)


def _write_notes(slide: Slide, dataset: Dataset, scene: Scene, language: Language, left_out: int) -> None:
    """Write the talking points, and every source behind the number, where the presenter reads them.

    `left_out` internal steps are said to be missing.
    """
    lines = list(scene.notes(language))
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
