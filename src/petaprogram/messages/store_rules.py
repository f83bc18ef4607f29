"""The rules of the store: what breaks one is not opened, not written, or not restored."""

from __future__ import annotations

from petaprogram.messages.rule import Rule, Severity

_E: Severity = "error"

STORE_RULES: dict[str, Rule] = {
    "store-absent": Rule(_E, "belum ada penyimpanan; buat dengan: petaprogram store init --yes"),
    "store-exists": Rule(_E, "penyimpanan sudah ada dan tidak ditimpa; pindahkan dahulu jika diganti"),
    "store-damaged": Rule(
        _E,
        "penyimpanan rusak ({reason}) dan tidak diperbaiki diam-diam. Hentikan aplikasi, pindahkan berkas "
        "atau basis data itu, lalu pulihkan cadangan: petaprogram store restore CADANGAN --yes",
    ),
    "store-other-version": Rule(
        _E,
        "penyimpanan berbentuk {found}, program ini mengenal {known}. Buat cadangan dengan versi program "
        "yang membuatnya, lalu pulihkan cadangan itu ke penyimpanan baru",
    ),
    "store-full": Rule(
        _E, "tempat penyimpanan penuh; tidak ada yang berubah. Kosongkan ruang, lalu coba lagi"
    ),
    "store-busy": Rule(
        _E, "penyimpanan sedang dipakai penulis lain dan tidak ada yang berubah; ulangi sebentar lagi"
    ),
    "store-unreachable": Rule(
        _E, "penyimpanan tidak dapat dibuka ({reason}); periksa alamat, izin, dan apakah servernya berjalan"
    ),
    "store-failed": Rule(_E, "penyimpanan menolak ({reason}); tidak ada yang berubah"),
    "store-not-plain": Rule(
        _E,
        "bentuknya akan berubah bila ditulis ulang (pemisah, tanda kutip, akhir baris, atau kolom yang tidak "
        "dikenal); isinya tetap. Tambahkan --rewrite untuk menyetujuinya",
    ),
    "store-conflict": Rule(
        _E,
        "{key}: berubah sejak Anda membacanya (perubahan {number}, {who}). {differences}. "
        "Baca ulang, lalu putuskan",
    ),
    "store-cell": Rule(_E, "{key}: isi kolom {column} bukan teks yang dapat disimpan; ketik ulang"),
    "store-columns": Rule(_E, "{key}: kolomnya bukan kolom tabel ini: {columns}"),
    "store-number": Rule(_E, "perubahan {number} tidak ada; yang terakhir {head}"),
    "store-day": Rule(_E, "pada akhir hari {day} belum ada penyimpanan; perubahan pertama ditulis {begun}"),
    "store-seed": Rule(_E, "perubahan {number} adalah data awal dan tidak dapat dibatalkan"),
    "store-nothing": Rule(_E, "tidak ada yang berubah, jadi tidak ada yang ditulis"),
    "store-hash": Rule(
        _E, "isi versi {number} tidak sama dengan sidiknya; ada yang mengubah basis data tanpa program ini"
    ),
    "store-row": Rule(_E, "baris {key}: riwayatnya terputus pada perubahan {number}"),
    "store-files": Rule(_E, "berkas versi {number} tidak sama dengan isi penyimpanan; hapus folder {folder}"),
    "backup-broken": Rule(_E, "bukan cadangan, terpotong, atau rusak ({reason}); pakai cadangan lain"),
    "backup-sum": Rule(
        _E, "bagian '{member}' tidak sama dengan sidiknya (sha256); cadangan ditolak, pakai yang lain"
    ),
    "backup-exists": Rule(_E, "berkas itu sudah ada dan tidak ditimpa; beri nama lain"),
}
