"""The ministry's index as a chart of the slide, its numbers in a workbook that opens with it."""

from __future__ import annotations

import io
import math
from typing import Any

import pandas as pd
import xlsxwriter  # type: ignore[import-untyped]
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.slide import Slide
from pptx.util import Pt

from petaprogram.exports.slides.slide_parts import SMALLEST, Box, colour_of, describe_shape
from petaprogram.maps.index_chart import scale_of, subject_colours
from petaprogram.maps.palette import GRID, INK, MUTED, WHITE
from petaprogram.messages.language import Language
from petaprogram.messages.xml_text import printable
from petaprogram.presentation.ministry_tables import index_table, name_subjects
from petaprogram.tables.dataset import Dataset


def draw_index(slide: Slide, box: Box, dataset: Dataset, language: Language, *, alt: str) -> bool:
    """Draw as lines what is on record for several years; False where there is no such thing."""
    table = index_table(dataset)
    table = table[table.notna().sum(axis=1) > 1]
    if table.empty:
        return False
    names, colours = name_subjects(dataset, language), subject_colours(dataset)
    table.index = table.index.map(str)
    data = CategoryChartData(number_format="0.00")  # type: ignore[no-untyped-call]
    data.categories = [str(year) for year in table.columns]
    for subject, row in table.iterrows():
        data.add_series(  # type: ignore[no-untyped-call]
            printable(names[str(subject)]), [None if math.isnan(one) else float(one) for one in row]
        )
    shape: Any = slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *box.lengths, data)  # type: ignore[arg-type]
    describe_shape(shape, alt)
    chart = shape.chart
    # python-pptx would write a name that begins with "=" into the workbook as a formula.
    chart.part.chart_workbook.update_from_xlsx_blob(_workbook(table.rename(index=names), dataset))
    chart.font.size, chart.font.color.rgb = Pt(SMALLEST), colour_of(INK)
    chart.has_title = False
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    _scale(chart, *scale_of(table))
    for line, subject in zip(chart.plots[0].series, table.index, strict=True):
        _draw_line(line, colours[subject])
    return True


def _scale(chart: Any, low: float, high: float, step: float) -> None:  # noqa: ANN401  (pptx's own)
    values, years = chart.value_axis, chart.category_axis
    values.minimum_scale, values.maximum_scale, values.major_unit = low, high, step
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = "0.0", False
    values.major_gridlines.format.line.color.rgb = colour_of(GRID)
    values.format.line.fill.background()
    years.format.line.color.rgb = colour_of(MUTED)


def _draw_line(line: Any, colour: str) -> None:  # noqa: ANN401  (pptx's own)
    line.smooth = False
    line.format.line.color.rgb, line.format.line.width = colour_of(colour), Pt(3)
    line.marker.style, line.marker.size = XL_MARKER_STYLE.CIRCLE, 10
    line.marker.format.fill.solid()
    line.marker.format.fill.fore_color.rgb = colour_of(colour)
    line.marker.format.line.color.rgb = colour_of(WHITE)
    labels = line.data_labels
    labels.show_value, labels.position = True, XL_LABEL_POSITION.ABOVE
    labels.number_format, labels.number_format_is_linked = "0.00", False
    labels.font.size, labels.font.bold = Pt(16), True


def _workbook(table: pd.DataFrame, dataset: Dataset) -> bytes:
    """Write the numbers where the chart looks for them: years in the first column, subjects in the others."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties({"created": pd.Timestamp(dataset.site.data_date).to_pydatetime()})
    sheet = book.add_worksheet()
    for row, year in enumerate(table.columns, start=1):
        sheet.write_string(row, 0, str(year))
    for column, (subject, values) in enumerate(table.iterrows(), start=1):
        sheet.write_string(0, column, printable(str(subject)))
        for row, value in enumerate(values, start=1):
            if not math.isnan(value):
                sheet.write_number(row, column, value)
    book.close()
    return file.getvalue()
