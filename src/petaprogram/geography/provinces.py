"""What the province of a city is called in an address, by the first two digits of the Kemendagri code."""

from __future__ import annotations

from collections.abc import Mapping

# Lower case, as names are compared; the abbreviations that addresses use stand beside.
PROVINCES: Mapping[str, tuple[str, ...]] = {
    "11": ("aceh",),
    "12": ("sumatera utara", "sumut"),
    "13": ("sumatera barat", "sumbar"),
    "14": ("riau",),
    "15": ("jambi",),
    "16": ("sumatera selatan", "sumsel"),
    "17": ("bengkulu",),
    "18": ("lampung",),
    "19": ("kepulauan bangka belitung", "bangka belitung", "babel"),
    "21": ("kepulauan riau", "kepri"),
    "31": ("dki jakarta", "jakarta", "dki"),
    "32": ("jawa barat", "jabar"),
    "33": ("jawa tengah", "jateng"),
    "34": ("daerah istimewa yogyakarta", "di yogyakarta", "d i yogyakarta", "diy"),
    "35": ("jawa timur", "jatim"),
    "36": ("banten",),
    "51": ("bali",),
    "52": ("nusa tenggara barat", "ntb"),
    "53": ("nusa tenggara timur", "ntt"),
    "61": ("kalimantan barat", "kalbar"),
    "62": ("kalimantan tengah", "kalteng"),
    "63": ("kalimantan selatan", "kalsel"),
    "64": ("kalimantan timur", "kaltim"),
    "65": ("kalimantan utara", "kaltara"),
    "71": ("sulawesi utara", "sulut"),
    "72": ("sulawesi tengah", "sulteng"),
    "73": ("sulawesi selatan", "sulsel"),
    "74": ("sulawesi tenggara", "sultra"),
    "75": ("gorontalo",),
    "76": ("sulawesi barat", "sulbar"),
    "81": ("maluku",),
    "82": ("maluku utara", "malut"),
    "91": ("papua",),
    "92": ("papua barat",),
    "93": ("papua selatan",),
    "94": ("papua tengah",),
    "95": ("papua pegunungan",),
    "96": ("papua barat daya",),
}
