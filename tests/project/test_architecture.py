"""Which room a line belongs to: imports point one way, and what is dangerous has one door or none."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from tools.imports import NAMES, modules

ROOT = Path(__file__).parents[2]

# A page has a file in pages/ and a room of the same name in the web.
PAGES = tuple(sorted(path.stem for path in (ROOT / "pages").glob("*.py")))

# From the ground up. A folder is a room: a module may import its own room and those above it here, never
# one below. Rooms within a room come after it where its other modules may not import them.
ROOMS = (
    "settings",
    "serving",
    "messages",
    "files",
    "geography",
    "tables",
    "store",
    "measures",
    "gaps",
    "scenario",
    "presentation",
    "snapshots",
    "changes",
    "importing",
    "maps",
    "maps.screen",
    "maps.paper",
    "exports",
    "exports.pdf",
    "exports.offline",
    "exports.slides",
    "exports.map_file",
    "exports.table_formats",
    "exports.formats",
    "web.visit",
    "web.server",
    "web.parts",
    *(f"web.{page}" for page in PAGES),
    "web.frame",
    "pages",
    "app",
)
# The command line stands beside the web: it may use every room but that one and the pages.
CLI = "petaprogram.cli"
WEB_ROOMS = ("petaprogram.web", "pages", "app")

# Two surfaces of one drawing: what both need belongs to `maps`.
SURFACES = ("petaprogram.maps.screen", "petaprogram.maps.paper")

WEB_PACKAGES = {"streamlit", "streamlit_folium", "starlette", "uvicorn"}
# Leaflet is served by the app, and written into the offline file.
LEAFLET, LEAFLET_ROOMS = {"xstatic"}, ("petaprogram.maps.screen.map_script",)
MAP_PACKAGES = {"folium", "branca"}
MAP_MODULE = "petaprogram.maps.screen.folium_map"
# Only one room speaks to a database.
DATABASE_PACKAGES, DATABASE_ROOM = (
    {"sqlalchemy", "alembic", "psycopg", "pysqlite3", "sqlite3"},
    "petaprogram.store",
)
# Files from outside are opened by the worker alone, a process that can do no harm.
WORKBOOK_PACKAGES = {"python_calamine", "xlrd", "openpyxl"}
WORKER_MODULES = tuple(f"petaprogram.importing.{name}" for name in ("reading_xlsx", "reading_xls", "marker"))
# Readers that choose a driver by content (see `petaprogram.geography.geojson`).
DRIVER_PACKAGES = {"pyogrio", "fiona", "osgeo"}
DRIVER_FUNCTIONS = {"read_file", "list_layers", "from_file"}

# Ways for a text to become markup, a script or a template.
RAW_ARGUMENTS = {"unsafe_allow_html", "unsafe_allow_javascript"}
RAW_NAMES = {"Popup", "GeoJsonPopup", "Tooltip", "GeoJsonTooltip", "Html", "DivIcon", "Choropleth", "Markup"}
RAW_NAMES |= {"ColorMap", "LinearColormap", "StepColormap", "IFrame", "CustomIcon"}
RAW_DOTTED = re.compile(r"\bcomponents\.(v1|html|iframe|declare_component)\b|\b(folium|branca)\.colormap\b")
COMPILED = {"Element", "MacroElement", "Template", "JavascriptLink", "CssLink", "Figure", "from_string"}

MAX_LINES = 350


def is_in(name: str, room: str) -> bool:
    return f"{name}.".startswith(f"{room}.")


def floor_of(name: str) -> int | None:
    """The place of a module's innermost room in the list."""
    inside = name.removeprefix("petaprogram.")
    floors = [floor for floor, room in enumerate(ROOMS) if is_in(inside, room)]
    return max(floors, key=lambda floor: len(ROOMS[floor]), default=None)


def is_ours(name: str) -> bool:
    # The package itself holds only its version, which everybody may know.
    return name in NAMES and name != "petaprogram"


def dotted(node: ast.AST) -> str:
    """Write an attribute chain as in the code; what is not a name becomes a question mark."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


def test_every_module_has_a_room() -> None:
    homeless = {module.name for module in modules() if floor_of(module.name) is None}
    # The package of a room that holds only rooms has its door-plate and nothing else.
    assert {name for name in homeless if not is_in(name, CLI)} == {"petaprogram", "petaprogram.web"}


def test_imports_point_down() -> None:
    upward = [
        f"{module.at(line)}: {module.name} -> {name}"
        for module in modules()
        for name, line in module.imports
        if module.name != "petaprogram" and not is_in(module.name, CLI) and is_ours(name)
        if is_in(name, CLI) or (floor_of(name) or 0) > (floor_of(module.name) or 0)
    ]
    assert upward == []


def test_the_map_on_paper_and_the_map_on_screen_do_not_know_each_other() -> None:
    for surface, other in (SURFACES, SURFACES[::-1]):
        inside = [module for module in modules() if is_in(module.name, surface)]
        assert inside
        assert [name for module in inside for name, _ in module.imports if is_in(name, other)] == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_knows_no_other_page(page: str) -> None:
    places = ("petaprogram.web", "pages")
    own = [f"{place}.{page}" for place in places]
    others = [
        f"{place}.{other}" for other in PAGES if other != page for place in ("petaprogram.web", "pages")
    ]
    inside = [module for module in modules() if any(is_in(module.name, room) for room in own)]
    strays = [
        f"{module.at(line)}: {name}"
        for module in inside
        for name, line in module.imports
        if any(is_in(name, room) for room in others)
    ]
    assert {module.name for module in inside} >= set(own)
    assert strays == []


def test_no_two_modules_need_each_other() -> None:
    graph = {module.name: {name for name, _ in module.imports if is_ours(name)} for module in modules()}
    assert list(TopologicalSorter(graph).static_order())


def test_the_command_line_knows_nothing_of_the_web() -> None:
    commands = [module for module in modules() if is_in(module.name, CLI)]
    names = [name for module in commands for name, _ in module.imports]
    assert names
    assert [name for name in names if any(is_in(name, room) for room in WEB_ROOMS)] == []


@pytest.mark.parametrize(
    ("packages", "rooms"),
    [
        (WEB_PACKAGES, WEB_ROOMS),
        (MAP_PACKAGES, (MAP_MODULE,)),
        (LEAFLET, LEAFLET_ROOMS),
        (DATABASE_PACKAGES, (DATABASE_ROOM,)),
        (WORKBOOK_PACKAGES, WORKER_MODULES),
        (DRIVER_PACKAGES, ()),
    ],
    ids=["the web", "folium", "leaflet", "databases", "workbooks", "file drivers"],
)
def test_a_package_is_imported_only_where_it_belongs(packages: set[str], rooms: tuple[str, ...]) -> None:
    strays = [
        f"{module.at(line)}: {name}"
        for module in modules()
        for name, line in module.imports
        if name.partition(".")[0] in packages and not any(is_in(module.name, room) for room in rooms)
    ]
    assert strays == []


def test_no_file_is_read_by_a_library_that_chooses_its_driver_by_content() -> None:
    calls = [
        f"{module.at(node.lineno)}: {dotted(node)}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr in DRIVER_FUNCTIONS
    ]
    assert calls == []


def raw_sinks(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Find the places where a text could be taken for markup, a script or a template."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            if node.attr in RAW_NAMES or RAW_DOTTED.search(dotted(node)):
                yield node.lineno, dotted(node)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                origin = f"{getattr(node, 'module', '') or ''}.{alias.name}".strip(".")
                if alias.name in RAW_NAMES or RAW_DOTTED.search(origin):
                    yield node.lineno, origin
        elif isinstance(node, ast.Call):
            name = dotted(node.func)
            yield from ((node.lineno, f"{key.arg}=") for key in node.keywords if key.arg in RAW_ARGUMENTS)
            texts = [*node.args, *(key.value for key in node.keywords)]
            if name.rpartition(".")[2] in COMPILED and any(
                not isinstance(text, ast.Constant) for text in texts
            ):
                yield node.lineno, f"{name}(a text that is not a constant)"


@pytest.mark.parametrize(
    "source",
    [
        "st.markdown(text, unsafe_allow_html=True)",
        "st.components.v1.html(text)",
        "import streamlit.components.v1 as components",
        "from streamlit import components\ncomponents.html(text)",
        'Element(f"<b>{name}</b>")',
        "branca.element.Element(name)",
        'folium.Element("{}".format(name))',
        "folium.Popup(name)",
        "from folium import Tooltip as T",
        "folium.features.DivIcon(html=name)",
        "folium.Choropleth(geo_data=frame)",
        "from branca.colormap import LinearColormap",
        "environment.from_string(text)",
        "markupsafe.Markup(name)",
    ],
)
def test_the_search_for_raw_text_finds_each_way_that_is_known(source: str) -> None:
    assert list(raw_sinks(ast.parse(source)))


def test_no_text_can_become_markup_a_script_or_a_template() -> None:
    found = [f"{module.at(line)}: {what}" for module in modules() for line, what in raw_sinks(module.tree)]
    assert found == []


def test_no_template_switches_escaping_off() -> None:
    templates = [path for path in (ROOT / "src").rglob("templates/*") if path.is_file()]
    assert templates
    off = re.compile(r"\|\s*safe\b|autoescape\s+false|Markup", re.IGNORECASE)
    assert [path.name for path in templates if off.search(path.read_text("utf-8"))] == []


def test_no_module_is_longer_than_a_person_reads_at_once() -> None:
    lines = {module.name: len(module.path.read_text("utf-8").splitlines()) for module in modules()}
    assert {name: count for name, count in lines.items() if count > MAX_LINES} == {}


def test_every_environment_variable_is_in_the_readme() -> None:
    used = {
        name
        for module in modules()
        for name in re.findall(r"PETAPROGRAM_[A-Z_]+", module.path.read_text("utf-8"))
    }
    readme = (ROOT / "README.md").read_text("utf-8")
    assert used
    assert sorted(name for name in used if f"`{name}`" not in readme) == []


def test_every_package_that_the_code_imports_is_pinned() -> None:
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    pinned = {re.split(r"[=;]", line)[0].strip().lower() for line in lines if "==" in line}
    # Where the name to import differs from the name to install.
    distribution = {
        "PIL": "pillow",
        "font_source_sans_pro": "font-source-sans-pro",
        "pptx": "python-pptx",
        "python_calamine": "python-calamine",
        "streamlit_folium": "streamlit-folium",
        "xstatic": "xstatic-leaflet",
    }
    imported = {name.partition(".")[0] for module in modules() for name, _ in module.imports}
    foreign = imported - set(sys.stdlib_module_names) - {"petaprogram"}
    assert {name for name in foreign if distribution.get(name, name).lower() not in pinned} == set()


def test_every_requirement_is_one_exact_version() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = [line.partition("#")[0].strip() for line in (ROOT / name).read_text("utf-8").splitlines()]
        pins = [line for line in lines if line and not line.startswith("-")]
        assert [
            line for line in pins if not re.match(r"[A-Za-z0-9._-]+==[0-9][0-9A-Za-z.]*(;|$)", line)
        ] == []
