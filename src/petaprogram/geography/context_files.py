"""The files of `context/` beside the boundaries, read with the suspicion that boundaries are read with.

A file that breaks a rule is left out as a whole and named; nothing here ever stops a map.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import shapely

from petaprogram.geography.areas import AREA_NAME_LIMIT, AREA_NAME_PATTERN
from petaprogram.geography.context import NO_CONTEXT, SHAPES, Context, ContextFeature
from petaprogram.geography.geojson import BrokenError, read_drawn, read_json
from petaprogram.geography.quoting import shown
from petaprogram.messages.field_checks import NO_TEXT, is_filled, is_web_address, say_letter
from petaprogram.messages.issues import BoundaryError, Issue, Said, errors_only, make_issue
from petaprogram.messages.language import SOURCE, message
from petaprogram.messages.letters import find_unseen, plain_apostrophes
from petaprogram.messages.rules import RULES

FOLDER = "context"
# Safe on every system, and in a snapshot.
FILE_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}\.geojson")
# What all files together may weigh in the browser: gzipped, with the decimals of the map.
MAX_PACKED = 40 * 2**10
MAX_POSITIONS = 20_000
MAX_FILES = 40
DECIMALS = 5
# A credit and a note stand in a map document: like the name of an area, they hold nothing that HTML, a script
# or a template gives a meaning to.
CREDIT_LIMIT = 120
CREDIT_PATTERN = re.compile(rf"[A-Za-z0-9 .,:/()\u00a9_-]{{1,{CREDIT_LIMIT}}}")
# Nobody can find one's way by what has no name.
_NAMED = ("neighbour", "river", "landmark")
_TEXT_LIMIT = 400
# How far from the city something may lie, in degrees.
FARTHEST = 0.3

_TOO_LONG = message("terlalu panjang")
_NO_ADDRESS = message("bukan alamat http:// atau https://")
_NO_CREDIT = message("memuat tanda yang tidak boleh atau lebih dari 120 huruf")
_NO_LIST = message("bukan daftar nama")


def context_files(boundaries: Path) -> list[Path]:
    """List the files of the context beside a boundary file, in the order in which they are read."""
    try:
        found = sorted((boundaries.parent / FOLDER).glob("*.geojson"))
    except OSError:
        return []
    return [path for path in found if FILE_NAME.fullmatch(path.name)][:MAX_FILES]


def _check_names(boundaries: Path) -> Iterator[Issue]:
    """Name the files that are not read because of their names, or because there are too many."""
    read = {path.name for path in context_files(boundaries)}
    with suppress(OSError):
        for path in sorted((boundaries.parent / FOLDER).iterdir()):
            if path.suffix.lower() in {".geojson", ".json"} and path.name not in read:
                yield make_issue("context-file-name", path.name, count=MAX_FILES)


def read_context(boundaries: Path, bounds: Sequence[float]) -> Context:
    """Read everything in `context/` beside a boundary file.

    Parameters
    ----------
    boundaries
        The boundary file.
    bounds
        West, south, east, north of the city, in degrees.
    """
    features: list[ContextFeature] = []
    issues = list(_check_names(boundaries))
    digest = hashlib.sha256()
    packed = b""
    for path in context_files(boundaries):
        found, problems, sha256 = _read_file(path, bounds)
        if not errors_only(problems):
            longer = packed + _drawn(found)
            if len(gzip.compress(longer, 6, mtime=0)) > MAX_PACKED:
                problems.append(make_issue("context-too-large", path.name, limit=f"{MAX_PACKED // 2**10} kB"))
            else:
                packed = longer
                features += found
                digest.update(f"{path.name} {sha256}\n".encode())
        issues += problems
    if not features:
        return Context(issues=tuple(issues)) if issues else NO_CONTEXT
    return Context(tuple(features), tuple(issues), digest.hexdigest()[:12])


def _read_file(path: Path, bounds: Sequence[float]) -> tuple[list[ContextFeature], list[Issue], str]:
    """Return the features of a file, what is wrong with it, and the sha256 of its bytes."""
    try:
        content, sha256 = read_json(path)
    except BoundaryError as error:
        return [], [_unreadable(path.name, one.rule, dict(one.values)) for one in error.issues], ""
    except Exception as error:  # noqa: BLE001 - a fault of ours must not stop the map
        return [], [make_issue("reading-failed", path.name, reason=type(error).__name__)], ""
    if (
        not isinstance(content, dict)
        or not isinstance(content.get("features"), list)
        or not content["features"]
    ):
        return [], [make_issue("context-not-featurecollection", path.name)], sha256
    features: list[ContextFeature] = []
    issues: list[Issue] = []
    positions = 0
    for row, feature in enumerate(content["features"], start=1):
        reader = _Reader(path.name, row, content)
        made = reader.read(feature)
        issues += reader.issues
        if made is not None:
            positions += int(shapely.get_num_coordinates(made.geometry))
            features.append(made)
        if positions > MAX_POSITIONS:
            # Before anything is asked of shapes that would keep every check busy.
            return [], [make_issue("context-too-many", path.name, positions=MAX_POSITIONS)], sha256
    for row, made in enumerate(features, start=1):
        issues += _check_shape(made, bounds, row)
    return features, issues, sha256


def _check_shape(feature: ContextFeature, bounds: Sequence[float], row: int) -> Iterator[Issue]:
    west, south, east, north = bounds
    near = shapely.box(west - FARTHEST, south - FARTHEST, east + FARTHEST, north + FARTHEST)
    x, y = shapely.get_coordinates(feature.geometry)[0]
    if not near.covers(shapely.box(*feature.geometry.bounds)):
        yield make_issue("context-far", feature.file, row, x=float(x), y=float(y))
    elif not feature.geometry.is_valid:
        yield make_issue("context-shape", feature.file, row)


class _Reader:
    """Reads one feature; what it does not say itself is said for the whole file."""

    def __init__(self, file: str, row: int, whole: Mapping[str, Any]) -> None:
        self.file, self.row, self.whole = file, row, whole
        self.issues: list[Issue] = []
        self.said: Mapping[str, Any] = {}

    def read(self, feature: object) -> ContextFeature | None:
        """Return the feature; None with the reasons in `issues` where it breaks a rule."""
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(feature, dict) or not isinstance(properties, dict):
            self._unreadable("boundary-feature", {})
            return None
        self.said = {
            **{name: value for name, value in self.whole.items() if name != "features"},
            **properties,
        }
        kind = self.said.get("kind")
        if not isinstance(kind, str) or kind not in SHAPES:
            self._report("context-kind", value=shown(kind), allowed=", ".join(SHAPES))
            return None
        names = self._texts("name", AREA_NAME_PATTERN, required=kind in _NAMED)
        geometry = self._geometry(kind, feature.get("geometry"))
        made = {
            "names": names,
            "notes": self._texts("note", CREDIT_PATTERN),
            "also": self._also(),
            "source": self._text("source"),
            "source_url": self._address(),
            "licence": self._text("licence"),
            "credit": self._text("credit", CREDIT_PATTERN),
        }
        if self.issues or geometry is None:
            return None
        return ContextFeature(kind=kind, geometry=geometry, file=self.file, **made)  # type: ignore[arg-type]

    def _geometry(self, kind: str, written: object) -> shapely.geometry.base.BaseGeometry | None:
        found = written.get("type") if isinstance(written, dict) else None
        allowed = SHAPES[kind]  # type: ignore[index]
        if found not in allowed:
            named = {"kind": kind, "found": shown(found), "allowed": ", ".join(allowed)}
            self._report("context-geometry", **named)
            return None
        try:
            return read_drawn(written)
        except BrokenError as error:
            if error.rule.startswith("context-"):
                self._report(error.rule, **error.values)
            else:
                self._unreadable(error.rule, error.values)
            return None

    def _texts(self, field: str, pattern: re.Pattern[str], *, required: bool = False) -> dict[str, str]:
        found = {}
        for code, name in ((SOURCE, field), ("en", f"{field}_en")):
            if (required and code == SOURCE) or self.said.get(name) is not None:
                found[code] = self._text(name, pattern)
        return {code: text for code, text in found.items() if text}

    def _text(self, field: str, pattern: re.Pattern[str] | None = None) -> str:
        """Return a text; empty, with a reason, where it is none or not of its form."""
        value = self.said.get(field)
        if pattern is AREA_NAME_PATTERN and isinstance(value, str):
            value = plain_apostrophes(value).strip()
        if not is_filled(value):
            self._report("context-field", field=field, problem=Said(NO_TEXT))
        elif letter := find_unseen(value):
            self._report("context-field", field=field, problem=say_letter(letter))
        elif pattern is AREA_NAME_PATTERN and not pattern.fullmatch(value):
            self._report("context-name-form", name=shown(value), limit=AREA_NAME_LIMIT)
        elif pattern and not pattern.fullmatch(value):
            self._report("context-field", field=field, problem=Said(_NO_CREDIT))
        elif len(value) > _TEXT_LIMIT:
            self._report("context-field", field=field, problem=Said(_TOO_LONG))
        else:
            return str(value)
        return ""

    def _also(self) -> tuple[str, ...]:
        written = self.said.get("also", [])
        if not isinstance(written, list):
            self._report("context-field", field="also", problem=Said(_NO_LIST))
            return ()
        names = [plain_apostrophes(str(name)).strip() for name in written]
        for name in names:
            if not AREA_NAME_PATTERN.fullmatch(name):
                self._report("context-name-form", name=shown(name), limit=AREA_NAME_LIMIT)
        return tuple(names)

    def _address(self) -> str | None:
        value = self.said.get("source_url")
        if value is None or is_web_address(value):
            return value
        self._report("context-field", field="source_url", problem=Said(_NO_ADDRESS))
        return None

    def _report(self, rule: str, **values: object) -> None:
        self.issues.append(make_issue(rule, self.file, self.row, **values))

    def _unreadable(self, rule: str, values: Mapping[str, object]) -> None:
        self.issues.append(_unreadable(self.file, rule, values, self.row))


def _unreadable(file: str, rule: str, values: Mapping[str, object], row: int | None = None) -> Issue:
    """Say a rule that boundaries keep too, as the reason why a file is left out."""
    reason = Said(RULES[rule].sentence, values=tuple(values.items()))
    return make_issue("context-unreadable", file, row, reason=reason)


def _drawn(features: Sequence[ContextFeature]) -> bytes:
    """Write shapes and names as they reach the browser, to weigh them."""
    written = [
        [feature.kind, dict(feature.names), shapely.geometry.mapping(rounded(feature.geometry))]
        for feature in features
    ]
    return json.dumps(written, separators=(",", ":")).encode()


def rounded(geometry: shapely.geometry.base.BaseGeometry) -> shapely.geometry.base.BaseGeometry:
    """Round a geometry in degrees to what a map can show, position by position."""
    return shapely.transform(geometry, lambda places: places.round(DECIMALS))
