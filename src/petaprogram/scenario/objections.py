"""Wishes that cannot be planned, each in a plain sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from petaprogram.messages.issues import PetaProgramError
from petaprogram.messages.language import INDONESIAN, Language, message

OBJECTIONS: Mapping[str, str] = {
    "unknown-subject": message("'{subject}' tidak dikenal; pilih: {known}."),
    "no-sites": message("banyaknya lokasi baru (k) {k:f}; isi paling sedikit 1."),
    "fewer-than-locked": message(
        "{locked:f} kelurahan wajib masuk, tetapi hanya ada {k:f} lokasi baru; tambah lokasi baru atau "
        "kurangi yang wajib masuk."
    ),
    "unknown-kode": message("'{kode}' bukan kode kelurahan di {city}; periksa kodenya."),
    "locked-and-excluded": message("{names} wajib masuk dan sekaligus jangan dimasukkan; pilih salah satu."),
    "broken-distance": message("jarak layanan {metres:f} m; isi antara 0 dan {limit:f} m."),
    "people-missing": message(
        "jumlah penduduk belum ada untuk {missing:f} dari {all:f} kelurahan: {names}. Lengkapi "
        "population.csv untuk setiap kelurahan, dari satu tahun dan satu dasar, atau maksimalkan "
        "jumlah kelurahan atau luas."
    ),
    "all-served": message(
        "semua {all:f} kelurahan sudah terlayani menurut aturan ini; tidak ada yang kurang."
    ),
    "nothing-to-gain": message(
        "tidak ada kelurahan yang boleh dipilih yang menambah layanan; "
        "kurangi yang jangan dimasukkan, atau ganti siapa yang dilayani sebuah lokasi."
    ),
}


@dataclass(frozen=True, slots=True)
class Objection:
    """One reason why a scenario cannot be planned; a tuple among `values` is said as a list."""

    reason: str
    values: tuple[tuple[str, object], ...] = ()

    def say(self, language: Language) -> str:
        """Say what is in the way and what to do."""
        words = {
            name: language.listing(value) if isinstance(value, tuple) else value
            for name, value in self.values
        }
        reason = language.say(OBJECTIONS[self.reason], **words)
        return language.say("Skenario tidak dapat dihitung: {reason}", reason=reason)


def make_objection(reason: str, **values: object) -> Objection:
    """Build an objection named in `OBJECTIONS`; `values` fill its sentence."""
    return Objection(reason, tuple(values.items()))


class ScenarioError(PetaProgramError, ValueError):
    """A scenario that cannot be planned; `objections` holds every reason, not only the first."""

    def __init__(self, objections: Iterable[Objection]) -> None:
        self.objections = tuple(objections)
        super().__init__("\n".join(one.say(INDONESIAN) for one in self.objections))
