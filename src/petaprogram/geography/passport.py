"""The passport of a boundary file: where it comes from, what was mended, and what its city expects of it.

What a city looks like (codes, counts, areas, where it lies) stands in this file and nowhere in the code, so
the program serves another city by being given another pair of files.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pyproj

from petaprogram.geography.areas import AREA_NAME_LIMIT, AREA_NAME_PATTERN
from petaprogram.geography.code_advice import advise_code
from petaprogram.geography.column_names import COLUMNS
from petaprogram.geography.geojson import read_json
from petaprogram.geography.quoting import shown
from petaprogram.messages.field_checks import (
    NO_TEXT,
    is_filled,
    is_number,
    is_web_address,
    is_whole,
    say_letter,
)
from petaprogram.messages.issues import FEW_ROWS, BoundaryError, Issue, Said, make_issue
from petaprogram.messages.language import INDONESIAN, message
from petaprogram.messages.letters import find_unseen_in, plain_apostrophes

KELURAHAN_KODE = re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[1-9][0-9]{3}")
KECAMATAN_KODE = re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}")
CITY_KODE = re.compile(r"[0-9]{2}\.[0-9]{2}")
SHA256 = re.compile(r"[0-9a-f]{64}")
_COUNTS = message(
    "berbeda jumlah kelurahannya; yang ada, dan dalam kurung yang tertulis di expected.kecamatan: {counts}"
)


@dataclass(frozen=True, slots=True)
class Kecamatan:
    """What is expected of one kecamatan: its name and the number of its kelurahan."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Passport:
    """What is known and expected of a boundary file.

    `box` is west, south, east, north in degrees; `km2` and `km2_tolerance` are the expected total and how far
    it may be off; `max_change` is the largest share (0.01 = 1 %) by which an area may differ from its area in
    the edition it was made from; gaps narrower than `gap_width_m` are not allowed. `source_m2` (as received)
    and `m2` are by kode, measured in `metric_crs` (EPSG number of a projected CRS in metres). `note_*` says
    what was mended and `caveat_*` how far to trust the boundaries, in Indonesian and in English.
    """

    city_kode: str
    city: str
    source: str
    source_url: str
    source_sha256: str
    edition: str
    licence: str
    licence_notice: str
    date: dt.date
    sha256: str
    metric_crs: int
    box: Sequence[float]
    kecamatan: Mapping[str, Kecamatan]
    km2: float
    km2_tolerance: float
    max_change: float
    gap_width_m: float
    source_m2: Mapping[str, float]
    m2: Mapping[str, float]
    note_id: str
    note_en: str
    caveat_id: str
    caveat_en: str


def passport_path(path: Path) -> Path:
    """Return where the passport of a boundary file lies: beside it, ending in `.passport.json`."""
    return path.parent / f"{path.stem}.passport.json"


def read_passport(path: Path) -> Passport:
    """Read and check a passport.

    Raises
    ------
    BoundaryError
        With every field that is missing or wrong.
    """
    try:
        content, _ = read_json(path)
    except BoundaryError as error:
        if error.issues[0].rule == "boundary-file-missing":
            raise BoundaryError([make_issue("boundary-passport-missing", path.name)]) from None
        raise
    return Passport(**parse_fields(content, path.name, FIELDS))


def parse_fields(content: object, file: str, fields: Iterable[str]) -> dict[str, Any]:
    """Take the named fields of a passport out of its JSON, converted.

    Raises
    ------
    BoundaryError
        With every one of these fields that is missing or wrong.
    """
    found: dict[str, Any] = {}
    unseen = dict(find_unseen_in(content))
    issues = [
        make_issue("boundary-passport-field", file, field=address, problem=say_letter(letter))
        for address, letter in unseen.items()
    ]
    for field in fields:
        address, convert = FIELDS[field]
        if address in unseen:
            continue
        try:
            found[field] = convert(_find(content, address))
        except ValueError as error:
            issues.append(
                make_issue("boundary-passport-field", file, field=address, problem=Said(str(error)))
            )
    if not issues and "source_m2" in found:
        issues += compare_counts(found["source_m2"], found["kecamatan"], file, "areas")
    if issues:
        raise BoundaryError(issues)
    return found


def compare_counts(
    kodes: Iterable[str], kecamatan: Mapping[str, Kecamatan], file: str, field: str
) -> Iterator[Issue]:
    """Compare how many kelurahan each kecamatan has with what is expected; `field` of `file` is told."""
    counts = Counter(kode.rpartition(".")[0] for kode in kodes)
    expected = {kode: one.count for kode, one in kecamatan.items()}
    wrong = [
        f"{kode}: {counts[kode]} ({expected.get(kode, 0)})"
        for kode in sorted({*counts, *expected})
        if counts[kode] != expected.get(kode, 0)
    ]
    if wrong:
        problem = Said(_COUNTS, values=(("counts", INDONESIAN.listing(wrong)),))
        yield make_issue("boundary-passport-field", file, field=field, problem=problem)


def check_codes(frame: pd.DataFrame, passport: Passport, file: str) -> list[Issue]:
    """Compare codes and names with what the city expects; `frame` is that of `geojson.Features`."""
    issues: list[Issue] = []
    kodes: dict[str, int] = {}
    names: dict[tuple[str, str], int] = {}
    others = other_cities(frame["kode"], passport.city_kode)
    issues += check_cities(frame["kode"], passport.city_kode, passport.city, file)
    # In a file of another city it goes without saying that all areas of this one are missing.
    whole = not others.all()
    for row, kode, name, kecamatan in frame.loc[~others, list(COLUMNS)].itertuples(name=None):
        report = partial(make_issue, file=file, row=row)
        wrong = [text for text in (name, kecamatan) if text and not AREA_NAME_PATTERN.match(text)]
        issues += [report("boundary-name-form", name=shown(text), limit=AREA_NAME_LIMIT) for text in wrong]
        if kode is None:
            whole = False
        elif not KELURAHAN_KODE.fullmatch(kode):
            whole = False
            issues.append(report("boundary-code-form", kode=shown(kode), how=advise_code(kode)))
        elif kode in kodes:
            whole = False
            issues.append(report("boundary-code-duplicate", kode=kode, first=kodes[kode]))
        else:
            kodes[kode] = row
            issues += _check_parents(kode, kecamatan, passport, report)
            first = names.setdefault((kode.rpartition(".")[0], (name or kode).casefold()), row)
            if first != row:
                issues.append(report("boundary-name-duplicate", name=shown(name), first=first))
    # A code that cannot be read, or that two areas have, is also one that seems to be missing.
    return issues + _check_counts(set(kodes), passport, file) if whole else issues


def other_cities(kodes: pd.Series[str], city_kode: str) -> pd.Series[bool]:
    """Tell which areas belong to another city by their code. Index as in `kodes`, which may hold None."""
    return kodes.map(
        lambda kode: (
            isinstance(kode, str)
            and KELURAHAN_KODE.fullmatch(kode) is not None
            and not kode.startswith(f"{city_kode}.")
        )
    ).astype(bool)


def check_cities(kodes: pd.Series[str], city_kode: str, city: str, file: str) -> Iterator[Issue]:
    """Name the areas of other cities; many of them, as in the file of a province, by their city and once."""
    report = partial(make_issue, file=file, city=city, city_kode=city_kode)
    others = kodes[other_cities(kodes, city_kode)]
    if len(others) <= FEW_ROWS:
        for row, kode in others.items():
            yield report("boundary-code-city", row=int(str(row)), kode=kode)
        return
    cities: Counter[str] = Counter(kode[: len(city_kode)] for kode in others)
    said = ", ".join(f"{kode}: {count}" for kode, count in cities.most_common(FEW_ROWS))
    said += ", ..." * (len(cities) > FEW_ROWS)
    yield report("boundary-other-cities", count=len(others), cities=said)


def _check_parents(
    kode: str, kecamatan: str | None, passport: Passport, report: Callable[..., Issue]
) -> Iterator[Issue]:
    parent = kode.rpartition(".")[0]
    if parent not in passport.kecamatan:
        yield report("boundary-kecamatan-unknown", kecamatan_kode=parent, city=passport.city)
    else:
        expected = passport.kecamatan[parent].name
        if kecamatan and kecamatan != expected:
            name = shown(kecamatan)
            yield report("boundary-kecamatan-name", name=name, kecamatan_kode=parent, expected=expected)
        if kode not in passport.source_m2:
            yield report("boundary-code-unknown", kode=kode)


def _check_counts(kodes: set[str], passport: Passport, file: str) -> list[Issue]:
    report = partial(make_issue, file=file)
    missing = sorted(set(passport.source_m2) - kodes)
    if len(missing) > FEW_ROWS:
        counts: dict[str, Any] = {
            "found": len(passport.source_m2) - len(missing),
            "expected": len(passport.source_m2),
        }
        return [report("boundary-count", **counts, missing=INDONESIAN.listing(missing))]
    return [report("boundary-code-missing", kode=kode) for kode in missing]


def _find(content: object, address: str) -> object:
    for key in address.split("."):
        if not isinstance(content, dict) or key not in content:
            raise ValueError(message("tidak ada"))
        content = content[key]
    return content


def _is(test: Callable[[Any], object], problem: str) -> Callable[[Any], Any]:
    def convert(value: object) -> object:
        if not test(value):
            raise ValueError(problem)
        return value

    return convert


def _matches(pattern: re.Pattern[str]) -> Callable[[Any], object]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value)


def _is_metric(value: object) -> bool:
    try:
        crs = pyproj.CRS.from_epsg(value) if is_whole(value) else None
    except pyproj.exceptions.CRSError:
        return False
    return crs is not None and crs.is_projected and all(axis.unit_name == "metre" for axis in crs.axis_info)


def _is_box(value: object) -> bool:
    if not isinstance(value, list) or [is_number(number) for number in value] != [True] * 4:
        return False
    west, south, east, north = value
    return bool(-180 <= west < east <= 180 and -90 <= south < north <= 90)  # noqa: PLR2004 - degrees


def _date(value: object) -> dt.date:
    try:
        return dt.date.fromisoformat(_text(value))
    except ValueError:
        raise ValueError(message("bukan tanggal seperti 2026-11-24")) from None


def _kecamatan(value: object) -> dict[str, Kecamatan]:
    if not isinstance(value, dict) or not value or not all(map(KECAMATAN_KODE.fullmatch, value)):
        raise ValueError(message("bukan daftar kode kecamatan"))
    return {
        kode: Kecamatan(_area_name(_find(one, "name")), _count(_find(one, "count")))
        for kode, one in value.items()
    }


def _area_name(value: object) -> str:
    name = plain_apostrophes(value).strip() if isinstance(value, str) else ""
    if not AREA_NAME_PATTERN.fullmatch(name):
        raise ValueError(message("bukan nama wilayah"))
    return name


def _by_kode(column: str) -> Callable[[object], dict[str, float]]:
    def convert(value: object) -> dict[str, float]:
        if not isinstance(value, dict) or not all(map(KELURAHAN_KODE.fullmatch, value)):
            raise ValueError(message("bukan daftar kode kelurahan"))
        return {kode: _positive(_find(one, column)) for kode, one in value.items()}

    return convert


_text = _is(is_filled, NO_TEXT)
_web_address = _is(is_web_address, message("bukan alamat http:// atau https://"))
_count = _is(
    lambda value: is_whole(value) and value > 0, message("memuat jumlah (count) yang bukan bilangan bulat")
)
_positive = _is(lambda value: is_number(value) and value > 0, message("bukan angka di atas nol"))
_sha256 = _is(_matches(SHA256), message("bukan sha256 (64 angka heksadesimal)"))

# Field of Passport -> where it stands in the JSON, and how it is checked.
FIELDS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "city_kode": ("city.kode", _is(_matches(CITY_KODE), message("bukan kode kota seperti 35.71"))),
    "city": ("city.name", _area_name),
    "source": ("source.name", _text),
    "source_url": ("source.url", _web_address),
    "source_sha256": ("source.sha256", _sha256),
    "edition": ("source.edition", _text),
    "licence": ("source.licence", _text),
    "licence_notice": ("source.licence_notice", _text),
    "date": ("date", _date),
    "sha256": ("sha256", _sha256),
    "metric_crs": (
        "expected.metric_crs",
        _is(_is_metric, message("bukan nomor EPSG dalam meter, seperti 32749")),
    ),
    "box": ("expected.box", _is(_is_box, message("bukan barat, selatan, timur, utara dalam derajat"))),
    "kecamatan": ("expected.kecamatan", _kecamatan),
    "km2": ("expected.km2", _positive),
    "km2_tolerance": ("expected.km2_tolerance", _positive),
    "max_change": ("expected.max_change", _positive),
    "gap_width_m": ("expected.gap_width_m", _positive),
    "source_m2": ("areas", _by_kode("source_m2")),
    "m2": ("areas", _by_kode("m2")),
    "note_id": ("mended.note_id", _text),
    "note_en": ("mended.note_en", _text),
    "caveat_id": ("caveat.id", _text),
    "caveat_en": ("caveat.en", _text),
}
MEASURED = {"source_sha256", "sha256", "source_m2", "m2", "note_id", "note_en"}
STATED = tuple(field for field in FIELDS if field not in MEASURED)
