"""The words of the pages, explained: a dialog that every page opens with one click."""

from __future__ import annotations

import streamlit as st

from petaprogram.messages.language import message
from petaprogram.web.parts.components import show
from petaprogram.web.visit.visit import current

# In the order in which a reader meets them.
_TERMS = (
    (
        message("pilar"),
        message("Bidang program menurut kerangka evaluasi Smart City kementerian."),
    ),
    (
        message("data"),
        message("Satu keterangan bahwa sebuah program ada di sebuah tempat, beserta sumbernya."),
    ),
    (
        message("tercatat berjalan"),
        message(
            "Menurut laporan terakhir program itu berjalan. Tahun laporannya selalu disebut; laporan lama "
            "perlu dikonfirmasi."
        ),
    ),
    (
        message("direncanakan"),
        message("Sumber menyebutnya rencana. Yang dinominasikan dihitung sebagai direncanakan."),
    ),
    (message("berakhir"), message("Pernah berjalan dan sudah berakhir.")),
    (message("batal"), message("Direncanakan, tetapi tidak pernah dimulai.")),
    (
        message("belum ada data"),
        message("Belum ada yang melaporkan. Bukan berarti programnya tidak ada: tanyakan."),
    ),
    (
        message("dipastikan tidak ada"),
        message("Seseorang yang disebut namanya memastikan, pada suatu tanggal, bahwa programnya tidak ada."),
    ),
    (
        message("tingkat kota, tingkat kecamatan"),
        message("Berlaku untuk seluruh kota atau kecamatan, tanpa menunjuk kelurahan."),
    ),
    (
        message("baru, sejak 2026"),
        message("pasti dimulai kurang dari setahun sebelum hari data, dan belum berakhir"),
    ),
    (
        message("sudah ada pada 2020"),
        message("Sumber dari tahun itu sudah menyebutnya; tahun mulainya sendiri tidak disebut."),
    ),
    (
        message("disebut sumber, ditentukan penyusun"),
        message("Pilar sebuah program disebut oleh sumbernya, atau ditentukan oleh penyusun data ini."),
    ),
    (
        message("kepastian data"),
        message("Seberapa yakin penyusun membaca sumbernya: tinggi, sedang, atau rendah."),
    ),
    (message("diragukan"), message("Semua datanya di kelurahan itu berkepastian rendah.")),
    (
        message("prioritas kunjungan"),
        message("Urutan kelurahan untuk didatangi lebih dahulu, dihitung dari apa yang belum ada datanya."),
    ),
    (
        message("pemerataan antarkecamatan"),
        message("Seberapa rata program tersebar di antara kecamatan."),
    ),
    (
        message("versi beku"),
        message("Seluruh data pada suatu hari, disimpan agar angkanya tidak berubah."),
    ),
    (
        message("batas indikatif"),
        message("Batas untuk menggambar peta; bukan acuan hukum batas wilayah."),
    ),
)


def offer_glossary() -> None:
    """Put the button that opens the glossary on the page."""
    say = current().say
    title = say("Kamus singkat")
    if st.button(title, key="kamus", type="tertiary"):
        terms = [{"term": say(term), "meaning": say(meaning)} for term, meaning in _TERMS]
        st.dialog(title, width="large")(lambda: show("frame/glossary.html", terms=terms))()
