"""Names to codes, within one city: exact, alias table, suggestions; never a guess.

A code joins tables; a name only leads to a code. What is not certain is returned as candidates for a
person to choose from, and so is what was not understood as a whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from petaprogram.geography.areas import Areas, Level
from petaprogram.geography.written_places import KnownNames, Part, Place
from petaprogram.messages.issues import Said
from petaprogram.messages.language import message

Status = Literal["matched", "ambiguous", "suggested", "unmatched"]

_LEVEL_WORDS = {
    "city": Said(message("kota")),
    "kecamatan": Said(message("kecamatan")),
    "kelurahan": Said(message("kelurahan")),
}
_HOW_WORDS = {
    "name": Said(message("nama sama")),
    "spelling": Said(message("ejaan lain yang sudah diperiksa")),
    "typo": Said(message("salah ketik yang dikenal; pastikan dahulu")),
    "code": Said(message("kode wilayah")),
}


@dataclass(frozen=True, slots=True)
class Match:
    """What a name led to: `kode` only when `status` is matched."""

    input: str
    status: Status
    kode: str | None
    candidates: tuple[str, ...]
    reason: Said


def match_names(
    names: Iterable[str],
    areas: Areas,
    aliases: pd.DataFrame,
    homonyms: pd.DataFrame | None = None,
    level: Level | None = None,
) -> list[Match]:
    """Match names to the codes of one city. Only what is understood to the last word is ever matched.

    Parameters
    ----------
    names
        As people write them: "KEL. SETONO PANDE", "Pojok (Kec. Mojoroto)", "3571021016".
    areas
        The city worked on; nothing outside it is ever matched.
    aliases
        Columns alias, kode, kind. A `spelling` is accepted; a `typo` is only suggested.
    homonyms
        Columns name, kode_kota, kode_kabupaten: names that a neighbouring kabupaten uses too. In an address
        that does not say which of the two is meant, such a name is ambiguous.
    level
        Accept only this level; otherwise a name used by two levels is ambiguous.

    Examples
    --------
    In the sample city a kecamatan and a kelurahan are both called Melati.

    >>> from tests.support.sample import four_areas
    >>> aliases = pd.DataFrame({"alias": [], "kode": [], "kind": []})
    >>> names = ["KEL. DAHLIA", "Melati", "Mawwar", "Desa Mawar", "Mawar, Dahlia"]
    >>> for one in match_names(names, four_areas(), aliases):
    ...     print(one.status, one.kode, one.candidates)
    matched 99.01.02.1001 ('99.01.02.1001',)
    ambiguous None ('99.01.01', '99.01.01.1001')
    suggested None ('99.01.02.1002',)
    unmatched None ('99.01.02.1002',)
    ambiguous None ('99.01.02.1001', '99.01.02.1002')
    """
    matcher = Matcher(areas, aliases, homonyms)
    return [matcher.match(name, level) for name in names]


class Matcher:
    """The look-up tables of one city, built once for many names."""

    def __init__(self, areas: Areas, aliases: pd.DataFrame, homonyms: pd.DataFrame | None) -> None:
        self.areas = areas
        self.names = KnownNames(areas, aliases)
        self.homonyms: dict[str, str] = {}
        if homonyms is not None:
            self.homonyms = dict(zip(homonyms["kode_kota"], homonyms["kode_kabupaten"], strict=True))

    def match(self, name: str, level: Level | None) -> Match:
        """Match one name, see `match_names`."""
        place = self.names.read(name)
        meant = self.names.meant(place.known, level)
        if place.outside:
            reason = _say(
                message("di luar {city}: desa atau kabupaten bukan bagian kota ini"), city=self.areas.city
            )
            return Match(name, "unmatched", None, meant, reason)
        if not place.parts:
            return self._match_tail(name, place, level)
        if place.known and (not self.names.meant(place.known) or (place.joined and len(place.known) > 1)):
            return self._match_apart(name, place)
        if place.unknown:
            return self._match_strange(name, place, meant, level)
        if not meant:
            return self._suggest(name, place.parts[0], level, ())
        return self._match_known(name, place, meant, level)

    def _match_known(self, name: str, place: Place, meant: tuple[str, ...], level: Level | None) -> Match:
        """Answer where every word is known, and all of them agree."""
        hows = [part.how for part in place.known]
        if place.joined:
            reason = Said(message("sesudah atau sebelum 'dan' tidak ada wilayah lain"))
            return Match(name, "suggested", None, meant, reason)
        if "typo" in hows:
            return Match(name, "suggested", None, meant, _HOW_WORDS["typo"])
        if len(meant) > 1:
            return Match(name, "ambiguous", None, meant, self._advice(meant))
        other = self.homonyms.get(meant[0])
        settled = level is not None or len(place.known) > 1 or place.known[0].level or "code" in hows
        # The name alone is asked of this city; an address may be one in the kabupaten.
        if other and place.tail and not settled:
            reason = _say(
                message("desa {other} di luar kota bernama sama; sebut kecamatannya atau {city}"),
                other=other,
                city=self.areas.city,
            )
            return Match(name, "ambiguous", None, meant, reason)
        reason = _HOW_WORDS[next(one for one in ("code", "spelling", "name") if one in hows)]
        if other:
            reason = _say(message("{how}; desa {other} di luar kota bernama sama"), how=reason, other=other)
        return Match(name, "matched", meant[0], meant, reason)

    def _match_apart(self, name: str, place: Place) -> Match:
        """Answer where the known parts are different areas, or a kecamatan that an area is not in."""
        around = [
            part for part in place.known if all(self.areas.level(kode) != "kelurahan" for kode in part.kodes)
        ]
        inside = [part for part in place.known if part not in around]
        agreed = self.names.meant(inside)
        if agreed and around and not place.joined:
            reason = _say(
                message("{areas} tidak berada di {parents}; pastikan dahulu"),
                areas=self._labels(agreed),
                parents=self._labels(part.kodes[0] for part in around),
            )
            return Match(name, "suggested", None, agreed, _with_unknown(reason, place.unknown))
        kodes = tuple(sorted({kode for part in place.known for kode in part.kodes}))
        reason = _say(
            message("menyebut lebih dari satu wilayah: {areas}; pilih satu"), areas=self._labels(kodes)
        )
        return Match(name, "ambiguous", None, kodes, _with_unknown(reason, place.unknown))

    def _match_strange(self, name: str, place: Place, meant: tuple[str, ...], level: Level | None) -> Match:
        """Answer where nobody knows some part: at best a suggestion, and the part is named."""
        first, *others = place.unknown
        if any(self.areas.level(kode) == "kelurahan" for kode in meant):
            reason = _with_unknown(Said(message("pastikan dahulu")), place.unknown)
            return Match(name, "suggested", None, meant, reason)
        return self._suggest(name, first, level or first.level, meant, others)

    def _suggest(
        self,
        name: str,
        part: Part,
        level: Level | None,
        within: Collection[str],
        others: Collection[Part] = (),
    ) -> Match:
        """Offer what a part may mean; nothing is accepted here."""
        if found := self.names.similar(part.text, level, within):
            reason = _say(message("mirip '{text}'; pastikan dahulu"), text=part.text)
            return Match(name, "suggested", None, found, _with_unknown(reason, others))
        reason = _say(
            message("tidak ada nama yang mirip '{text}' di {city}"), text=part.text, city=self.areas.city
        )
        if "." in part.text:
            reason = say_no_code(part.text, self.areas)
        return Match(name, "unmatched", None, (), _with_unknown(reason, others))

    def _match_tail(self, name: str, place: Place, level: Level | None) -> Match:
        """Answer where there is no name of an area, only what ends an address."""
        if not place.tail:
            return Match(name, "unmatched", None, (), Said(message("nama kosong")))
        if self.names.bare_city in place.tail and level in (None, "city"):
            reason = _say(message("mungkin {city}, mungkin kabupaten; sebut Kota"), city=self.areas.city)
            return Match(name, "suggested", None, (self.areas.city_kode,), reason)
        reason = _say(message("tidak menyebut wilayah di {city}"), city=self.areas.city)
        return Match(name, "unmatched", None, (), reason)

    def _advice(self, kodes: tuple[str, ...]) -> Said:
        """Say what has to be added to a name that several areas bear."""
        levels = list(dict.fromkeys(_LEVEL_WORDS[str(self.areas.level(kode))] for kode in kodes))
        if len(levels) == len(kodes):
            return _say(message("dipakai {levels}; sebut tingkatnya"), levels=_listing(levels))
        return _say(message("dipakai {areas}; sebut kecamatannya"), areas=self._labels(kodes))

    def _labels(self, kodes: Iterable[str]) -> object:
        return _listing(
            f"Kec. {self.areas.name_of(kode)}"
            if self.areas.level(kode) == "kecamatan"
            else self.areas.name_of(kode)
            for kode in kodes
        )


def say_no_code(kode: str, areas: Areas) -> Said:
    """Say that a code is not one of this city."""
    return _say(message("kode {kode} bukan wilayah {city}"), kode=kode, city=areas.city)


def _say(text: str, /, **values: object) -> Said:
    return Said(text, values=tuple(values.items()))


def _with_unknown(reason: Said, parts: Collection[Part]) -> Said:
    """Add to a reason the parts that nobody knows, if there are any."""
    if not parts:
        return reason
    listed = _listing(f"'{part.text}'" for part in parts)
    return _say(message("{reason}; tidak dikenal: {parts}"), reason=reason, parts=listed)


def _listing(items: Iterable[object]) -> object:
    """Join texts, and what is said as one: A, B and C."""
    one, *others = dict.fromkeys(items)
    for number, other in enumerate(others, start=1):
        link = message("{one} dan {other}") if number == len(others) else message("{one}, {other}")
        one = _say(link, one=one, other=other)
    return one
