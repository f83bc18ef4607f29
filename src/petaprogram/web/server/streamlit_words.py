"""What Streamlit's own part of a page says by itself, in English, and the words that stand there instead."""

from __future__ import annotations

import json
from collections.abc import Mapping

from petaprogram.messages.language import Language, message

# Texts, labels and hints as in Streamlit's modules. `static/base.js` replaces them where they appear.
STREAMLIT_WORDS: Mapping[str, str] = {
    "Connection error": message("Sambungan terputus"),
    "Streamlit server is not responding. Are you connected to the internet?": message(
        "Server tidak menjawab. Halaman ini menyambung lagi sendiri begitu server atau jaringan kembali."
    ),
    "Connecting": message("Menyambung"),
    # In place of a file. The first one also where a button was pressed that the page was about to replace.
    "Failed to generate file for download": message(
        "Berkas belum dapat dibuat. Tekan sekali lagi; bila tetap gagal, muat ulang halaman ini."
    ),
    "Request timed out": message("Server terlalu lama menjawab. Tekan sekali lagi."),
    "Connection closed": message("Sambungan terputus. Tekan sekali lagi bila sudah tersambung."),
    "Running...": message("Memuat ..."),
    "Stop": message("Hentikan"),
    "Page not found": message("Halaman tidak ditemukan"),
    "Skip to main content": message("Lewati ke isi halaman"),
    "Choose an option": message("Pilih satu"),
    "Choose options": message("Pilih beberapa"),
    "Select all": message("Pilih semua"),
    "No results": message("Tidak ada yang cocok"),
    "Clear all": message("Kosongkan"),
    "Clear value": message("Kosongkan isian"),
    "Search": message("Cari"),
    "Copy to clipboard": message("Salin"),
    "Copied": message("Tersalin"),
    "Fullscreen": message("Layar penuh"),
    "Close fullscreen": message("Tutup layar penuh"),
    "Close": message("Tutup"),
    "Press Enter to submit form": message("tekan Enter untuk mengirim"),
    "Press Enter to apply": message("tekan Enter untuk memakai"),
    "Upload": message("Pilih berkas"),
    "Drag and drop a file here": message("Letakkan berkas di sini"),
    # As `server.maxUploadSize` in .streamlit/config.toml says it.
    "20MB per file": message("paling besar 20 MB"),
}


def words_in(language: Language) -> str:
    """Write the words for one language as JSON, for the browser."""
    return json.dumps({theirs: language.say(ours) for theirs, ours in STREAMLIT_WORDS.items()})
