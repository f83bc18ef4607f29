"""What is wrong with a page, a file or a printed line that shows hostile texts: copies that were not escaped.

Each function lists its findings in words; an empty list says that every text stayed a text.
"""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from html.parser import HTMLParser

import openpyxl
from markupsafe import escape
from streamlit.testing.v1 import AppTest

from petaprogram.messages.letters import find_unseen
from petaprogram.web.parts.components import literal
from tests.support.pdf import read, squeeze
from tests.support.pdf import texts as pages_of

# What the templates among the texts amount to when something computes them.
EVALUATED = re.compile(r"(?<![0-9])1337(?![0-9])|uid=[0-9]")
SIGNS = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
# As a cell may be cut out of a line where the list separator is another.
SEPARATORS = (",", ";", "\t")
_JSON = re.compile(r'<script type="application/json" id="data">(.*?)</script>', re.DOTALL)
_ADDRESS = re.compile(r"(https?://|\./|\?|#|/?[a-z]+([?#]|$)|/?$)")
_FOREIGN = {"iframe", "svg", "object", "embed", "base", "x", "textarea", "form", "meta"}
_LINE = re.compile(
    r"(error|warning): [^ ]+( [0-9][^:]*)?: [a-z-]+: .+|"
    r"[0-9]+ kesalahan \(error\), [0-9]+ peringatan \(warning\)"
)


class _Reader(HTMLParser):
    """Finds what a browser would run, load or follow that no template of ours holds."""

    def __init__(self, markup: str, known: Collection[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.texts: list[str] = []
        self._known = known
        self._silent = False
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent = tag in {"script", "style"}
        if tag in _FOREIGN | {"script"} and tag not in self._known:
            self.found.append(f"element {tag}")
        for name, value in attrs:
            text = value or ""
            if name.startswith("on") or name in {"srcdoc", "autofocus"}:
                self.found.append(f"attribute {name}")
            if name == "href" and not _ADDRESS.match(text):
                self.found.append(f"link {text[:60]}")
            if name == "src" and not text.startswith(("data:image/", "./assets/qr.svg?")):
                self.found.append(f"source {text[:60]}")

    def handle_endtag(self, _tag: str) -> None:
        self._silent = False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.texts.append(data)


def html_problems(markup: str, texts: Iterable[str], known: Collection[str] = ()) -> list[str]:
    """Check a page; `known` names the elements, foreign elsewhere, that its own template has."""
    outside = _JSON.sub("", markup)
    reader = _Reader(outside, known)
    found = [*reader.found, *(f"raw {text[:40]}" for text in texts if is_markup(text) and text in outside)]
    found += [f"evaluated {one}" for one in EVALUATED.findall("".join(reader.texts))]
    for data in _JSON.findall(markup):
        if "<" in data:
            found.append("markup in the data of the script")
        elif not isinstance(json.loads(data), dict):
            found.append("the data of the script are none")
    return found


def is_markup(text: str) -> bool:
    return str(escape(text)) != text


def texts_of(markup: str) -> str:
    """Return what a reader sees of a page."""
    return "".join(_Reader(markup, ()).texts)


def label_problems(page: AppTest, texts: Iterable[str]) -> list[str]:
    """Check the labels of a page, which Streamlit reads as Markdown."""
    labels = list(_labels(page))
    squeezed = [" ".join(text.split()) for text in texts]
    return [
        f"label {text[:40]}"
        for text in squeezed
        # What is escaped at its first letter only is in its own escaped copy.
        if literal(text) != text and any(re.search(rf"(?<!\\){re.escape(text)}", label) for label in labels)
    ]


def _labels(page: AppTest) -> Iterator[str]:
    # Options of lists are no Markdown; those of buttons and rows of choices are.
    for kind in ("button", "download_button", "page_link", "toggle", "checkbox"):
        yield from (element.proto.label for element in page.get(kind))
    yield from (block.label for block in page.expander)
    for kind in ("markdown", "caption", "subheader"):
        yield from (element.proto.body for element in page.get(kind))
    for group in page.get("button_group"):
        yield from (option.content for option in group.proto.options)
    for group in page.get("radio"):
        yield from group.proto.options


def csv_problems(data: bytes) -> list[str]:
    """Check a CSV file: no cell opens with a formula, wherever its lines are cut."""
    text = data.decode("utf-8-sig")
    rows = [
        row
        for separator in SEPARATORS
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    ]
    cells = [cell.strip() for row in rows for cell in row]
    return [
        f"formula {cell[:40]}"
        for cell in cells
        if cell.startswith(SIGNS) and not re.fullmatch(r"-[0-9]+([.,][0-9]+)?", cell)
    ]


def csv_cells(data: bytes) -> list[str]:
    """Return the cells of a CSV file without the apostrophes."""
    text = data.decode("utf-8-sig")
    # Between two titles, which are quoted.
    separator = ";" if text.startswith('"') and '";"' in text.splitlines()[0] else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    return [cell.replace("'", "") for row in rows for cell in row]


def xlsx_problems(data: bytes, *, guarded: bool = True) -> list[str]:
    """Check a workbook: every text is a text, and nothing in it leads elsewhere.

    `guarded`: a text that looks like a formula has a sign before it, for whoever saves it as CSV.
    """
    found = package_problems(data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data))
    except (ValueError, ET.ParseError) as error:
        return [*found, str(error)]
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type in {"f", "e"} or cell.hyperlink:
                    found.append(f"{sheet.title} {cell.coordinate} is of type {cell.data_type}")
                elif guarded and isinstance(cell.value, str) and cell.value.lstrip().startswith(SIGNS):
                    found.append(f"formula {cell.value[:40]}")
    return found


def xlsx_texts(data: bytes) -> str:
    """Return every text of a workbook, without the apostrophes."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    return "\0".join(cell.replace("'", "") for cell in cells if isinstance(cell, str))


def package_problems(data: bytes, addresses: Collection[str] = ()) -> list[str]:
    """Check the XML of a workbook or of slides; they may lead to these `addresses` only."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for name in file.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            try:
                root = ET.fromstring(file.read(name))
            except ET.ParseError as error:
                found.append(f"{name}: {error}")
                continue
            # Every element of ours has a namespace; one out of a text has none.
            found += [f"{name}: element {one.tag}" for one in root.iter() if not one.tag.startswith("{")]
            found += [
                f"{name}: leads to {one.get('Target')}"
                for one in root.iter()
                if one.get("TargetMode") == "External" and one.get("Target") not in addresses
            ]
    return found


def svg_problems(document: bytes) -> list[str]:
    """Check a drawing."""
    try:
        root = ET.fromstring(document)
    except ET.ParseError as error:
        return [str(error)]
    allowed = "{http://www.w3.org/2000/svg}"
    found = [f"element {one.tag}" for one in root.iter() if not one.tag.startswith(allowed)]
    found += [f"element {one.tag}" for one in root.iter(f"{allowed}script")]
    found += [f"attribute {name}" for one in root.iter() for name in one.attrib if name.startswith("on")]
    return found


def geojson_problems(text: str, members: Sequence[str], properties: Sequence[str]) -> list[str]:
    """Check a layer: it has these members and each area these properties, nothing else."""
    try:
        content = json.loads(text)
    except ValueError as error:
        return [str(error)]
    found = [] if sorted(content) == sorted(members) else [f"members {sorted(content)}"]
    named = [sorted(feature["properties"]) for feature in content["features"]]
    return [*found, *(f"properties {names}" for names in named if names != sorted(properties))]


def pdf_problems(data: bytes, texts: Iterable[str]) -> list[str]:
    """Check a document: each of these texts stands in it letter by letter, and nothing runs."""
    said = "".join(pages_of(data))
    found = [f"not as it is: {text[:40]}" for text in texts if squeeze(text) not in said]
    found += [f"evaluated {one}" for one in EVALUATED.findall(said)]
    for page in read(data).pages:
        for entry in page.get("/Annots") or ():
            action = entry.get_object().get("/A") or {}
            if action.get("/S") not in {None, "/URI", "/GoTo"}:
                found.append(f"action {action.get('/S')}")
            address = action.get("/URI")
            if address and not address.original_bytes.startswith((b"http://", b"https://")):
                found.append(f"link {address}")
    return found


def terminal_problems(printed: str) -> list[str]:
    """Check what a command printed: nothing raw but line ends and tabs."""
    letter = find_unseen(printed)
    return [f"raw {letter!a}"] if letter else []


def check_problems(printed: str) -> list[str]:
    """Check what `petaprogram check` printed: each problem on one line."""
    lines = [line for line in printed.splitlines() if not _LINE.fullmatch(line)]
    return [*terminal_problems(printed), *(f"line {line[:60]!a}" for line in lines)]
