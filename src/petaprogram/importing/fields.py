"""What a column of an office's sheet may mean, and by which titles it is known."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from petaprogram.messages.language import LANGUAGES, message

FieldKind = Literal["text", "code", "number", "date", "year"]


@dataclass(frozen=True, slots=True)
class Field:
    """One meaning: `title` is what a template calls it (a message), `titles` what offices call it."""

    title: str
    titles: tuple[str, ...]
    kind: FieldKind = "text"


# In the order of the template.
FIELDS: Mapping[str, Field] = {
    "placement_id": Field(
        message("Tanda data"), ("placement_id", "tanda", "data", "id", "record id", "record")
    ),
    "program": Field(
        message("Program"),
        ("program_id", "nama program", "program kegiatan", "nama kegiatan", "kegiatan", "program name"),
    ),
    "area": Field(
        message("Wilayah"),
        (
            *(
                "kelurahan",
                "nama kelurahan",
                "kel",
                "nama kel",
                "kelurahan desa",
                "desa kelurahan",
                "kel desa",
                "desa",
            ),
            *("nama desa", "nama wilayah", "tempat", "area", "village", "wadmkd"),
        ),
    ),
    "kecamatan": Field(message("Kecamatan"), ("kec", "nama kecamatan", "nama kec", "district", "wadmkc")),
    "kode": Field(
        message("Kode wilayah"),
        ("kode", "kode kelurahan", "kode kemendagri", "kode desa", "code", "area code", "kdepum"),
        "code",
    ),
    "lon": Field(message("Bujur"), ("lon", "long", "lng", "longitude", "x"), "number"),
    "lat": Field(message("Lintang"), ("lat", "latitude", "y"), "number"),
    "site": Field(message("Lokasi"), ("nama lokasi", "site", "titik", "alamat", "location")),
    "status": Field(message("Status"), ("keadaan", "status program", "state")),
    "start_year": Field(
        message("Mulai"),
        (
            "tahun",
            "tahun mulai",
            "mulai tahun",
            "sejak",
            "start",
            "start year",
            "start_year",
            "since",
            "year",
        ),
        "year",
    ),
    "start_is_upper_bound": Field(
        message("Tahun mulai hanya batas akhir"), ("start_is_upper_bound", "paling lambat", "batas akhir")
    ),
    "partners": Field(
        message("Mitra"),
        ("partners", "partner", "kemitraan", "pelaksana", "opd", "perangkat daerah", "instansi"),
    ),
    "source": Field(
        message("Sumber"),
        ("judul sumber", "sumber data", "judul", "dasar", "dasar hukum", "dokumen", "source", "source title"),
    ),
    "publisher": Field(message("Penerbit"), ("publisher", "penerbit sumber")),
    "source_date": Field(
        message("Tanggal sumber"), ("tanggal", "tgl", "source date", "source_date", "date"), "date"
    ),
    "url": Field(message("Tautan"), ("url", "link", "alamat web", "tautan sumber")),
    "confidence": Field(message("Kepastian"), ("confidence", "certainty")),
    "status_as_reported": Field(
        message("Status menurut sumber"), ("status_as_reported", "status as reported", "menurut sumber")
    ),
    "status_as_reported_en": Field(
        message("Status menurut sumber (Inggris)"), ("status_as_reported_en", "status as reported english")
    ),
    "note": Field(message("Keterangan"), ("note", "notes", "catatan", "ket", "remarks", "remark")),
    "note_en": Field(message("Keterangan (Inggris)"), ("note_en", "note english", "remarks english")),
}

# Signs by which a form marks what has to be filled in, and numbers before a title.
_LEADING = re.compile(r"^\(?[0-9]{1,2}[.)]\s+")


def plain_title(title: str) -> str:
    """Write a title in lower case without signs: "Kel./Desa *" becomes "kel desa"."""
    text = unicodedata.normalize("NFKC", _LEADING.sub("", title.strip())).casefold()
    return " ".join("".join(char if char.isalnum() or char == "_" else " " for char in text).split())


_BY_TITLE: Mapping[str, str] = {
    plain_title(one): name for name, about in FIELDS.items() for one in (name, about.title, *about.titles)
}
# As people write them, for whoever looks for the line of titles.
_WRITTEN = tuple(form for name, about in FIELDS.items() for form in (name, about.title, *about.titles))


def title_of(name: str) -> str:
    """Write what a template calls a column, in both languages: "Lokasi / Site"."""
    return " / ".join(dict.fromkeys(language.say(FIELDS[name].title) for language in LANGUAGES))


@cache
def titles_of_template() -> Mapping[str, str]:
    """The fields by the titles of a template, in one language and in both, as `plain_title` writes them."""
    return {
        plain_title(title): name
        for name, about in FIELDS.items()
        for title in (title_of(name), *(language.say(about.title) for language in LANGUAGES))
    }


def known_titles() -> list[str]:
    """List every title by which a column is known, those of the template too."""
    return list(dict.fromkeys((*_WRITTEN, *map(title_of, FIELDS))))


def field_of(title: str) -> str | None:
    """Find what a title means.

    Examples
    --------
    >>> field_of("Nama Kelurahan *"), field_of(title_of("site")), field_of("Anggaran")
    ('area', 'site', None)
    """
    plain = plain_title(title)
    return titles_of_template().get(plain) or _BY_TITLE.get(plain)
