"""A form on which readers report what is missing or wrong, with what they look at already written."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from petaprogram.exports.spreadsheet import to_xlsx
from petaprogram.messages.language import Language
from petaprogram.tables.dataset import Dataset

# Rows left to be filled in.
_ROWS = 20


@dataclass(frozen=True, slots=True)
class About:
    """What a report is about, where the page says so: a kode of any level, a program; and the page's link."""

    kode: str | None = None
    program: str | None = None
    link: str = ""

    def in_words(self, dataset: Dataset, language: Language) -> dict[str, str]:
        """Say what a report is about: title and text of each line."""
        say = language.say
        place = f"{dataset.areas.name_of(self.kode)} ({self.kode})" if self.kode else ""
        program = str(dataset.programs.at[self.program, "name"]) if self.program else ""
        return {say("Wilayah"): place, say("Program"): program, say("Tampilan"): self.link}


def make_report_form(dataset: Dataset, about: About, language: Language) -> bytes:
    """Make the form (XLSX): a sheet to be filled in, and one that says how."""
    say = language.say
    known = about.in_words(dataset, language)
    asked = [
        say("Apa yang kurang atau keliru"),
        say("Yang benar"),
        say("Sejak tahun"),
        say("Mitra"),
        say("Sumber (dokumen atau tautan)"),
        say("Nama dan jabatan pelapor"),
    ]
    titles = [*known, *asked]
    blank = [""] * len(titles)
    form = pd.DataFrame([[*known.values(), *blank[len(known) :]], *([blank] * _ROWS)], columns=titles)
    how = [
        say("Satu baris untuk satu hal. Baris pertama sudah berisi tampilan yang sedang dibuka."),
        say("Sebutkan sumbernya: dokumen, berita, atau nama dan jabatan orang yang memastikan."),
        say("Program yang memang tidak ada juga berguna: tulis siapa yang memastikan, dan kapan."),
        say("Kirim berkas ini kepada pengelola data {city}.", city=dataset.areas.city),
    ]
    return to_xlsx({say("Laporan"): form, say("Petunjuk"): pd.DataFrame({say("Petunjuk"): how})})
