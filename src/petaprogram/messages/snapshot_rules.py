"""The rules of a snapshot: a file that breaks one is not opened, or not made."""

from __future__ import annotations

from petaprogram.messages.rule import Rule

SNAPSHOT_RULES: dict[str, Rule] = {
    "snapshot-name": Rule(
        "error", "'{value}' tanpa huruf dan angka, atau lebih panjang dari {limit} huruf; beri nama lain"
    ),
    "snapshot-name-letter": Rule(
        "error", "nama memuat {letter}, huruf yang tidak terlihat; hapus huruf itu atau ketik ulang namanya"
    ),
    "snapshot-exists": Rule(
        "error", "versi beku dengan nama itu sudah ada dan tidak ditimpa; beri nama lain"
    ),
    "snapshot-missing": Rule("error", "versi beku tidak ditemukan; pilih dari daftar versi beku"),
    "snapshot-unreadable": Rule("error", "bukan versi beku atau rusak ({reason}); salin ulang berkasnya"),
    "snapshot-too-large": Rule("error", "lebih besar dari {limit}; ini bukan versi beku"),
    "snapshot-cut": Rule("error", "terpotong di anggota '{member}'; salin ulang berkasnya"),
    "snapshot-member": Rule("error", "anggota '{member}' {problem}; versi beku ditolak"),
    "snapshot-manifest": Rule(
        "error",
        "manifest menyebut {field} '{says}', tetapi isinya '{holds}'; versi beku ditolak, "
        "minta salinan aslinya",
    ),
    "snapshot-file-name": Rule("error", "nama berkas seharusnya {expected}; kembalikan namanya"),
    "snapshot-format": Rule(
        "error", "format {found} tidak dikenal; versi program ini membaca format {known}"
    ),
}
