"""What a rule is, and the rules of what is shown to others: steps, the ministry's frame, snapshots.

The rules of tables and boundaries stand in `issues`, which holds all of them together in `RULES`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]

_E: Severity = "error"
_W: Severity = "warning"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the data: `error` must be mended before publishing, `warning` should be."""

    severity: Severity
    sentence: str


SHOWING: dict[str, Rule] = {
    # The steps of the presentation (paparan.toml).
    "walk-missing": Rule(_W, "berkas tidak ada; tanpa berkas ini paparan tidak punya langkah"),
    "walk-unreadable": Rule(_E, "tidak dapat dibaca sebagai TOML: {reason}"),
    "walk-length": Rule(_W, "{count} langkah; yang enak diikuti {low} sampai {high} langkah"),
    "walk-unknown-field": Rule(_W, "isian '{field}' tidak dikenal dan tidak dibaca"),
    "step-field": Rule(_E, "langkah {step}: isian '{field}' {problem}; langkah ini dilewati"),
    "step-id": Rule(
        _E,
        "langkah {step}: tanda '{value}' sudah dipakai; langkah ini dilewati, beri tanda lain",
    ),
    "step-unknown-field": Rule(_W, "langkah {step}: isian '{field}' tidak dikenal dan tidak dibaca"),
    "step-translation": Rule(
        _W, "langkah {step}: isian '{field}' kosong; teks Indonesia tampil sebagai gantinya"
    ),
    "step-view": Rule(_W, "langkah {step}: bagian tautan tidak dikenal dan diabaikan: {values}"),
    "step-number": Rule(_W, "langkah {step}: angka '{value}' tidak dikenal; pilih salah satu: {allowed}"),
    "step-number-blank": Rule(
        _W, "langkah {step}: angka '{value}' tidak dapat dihitung dari tampilan ini dan tidak ditampilkan"
    ),
    "step-placeholder": Rule(
        _W, "langkah {step}: {value} dalam isian '{field}' tidak dapat diisi; tulisannya tampil apa adanya"
    ),
    # The frame of the ministry (frame.toml, evidence_frame.csv).
    "frame-missing": Rule(_W, "berkas tidak ada; tanpa berkas ini kerangka penilaian tidak tampil"),
    "frame-unreadable": Rule(_E, "tidak dapat dibaca sebagai TOML: {reason}"),
    "frame-field": Rule(_E, "isian '{field}' {problem}; perbaiki isian itu"),
    "unknown-placement": Rule(_E, "catatan '{value}' tidak ada di placements.csv; tambahkan atau perbaiki"),
    "unknown-dimension": Rule(_E, "dimensi '{value}' tidak ada di frame.toml; pilih salah satu: {allowed}"),
    "evidence-subject": Rule(_E, "isi placement_id atau source_id; tanpa keduanya tidak ada bukti"),
    "evidence-pillar": Rule(
        _W, "catatan {placement} berpilar {found}, bukan {pillar}; periksa mana yang benar"
    ),
    # Snapshots.
    "snapshot-name": Rule(
        _E, "'{value}' tanpa huruf dan angka, atau lebih panjang dari {limit} huruf; beri nama lain"
    ),
    "snapshot-exists": Rule(_E, "cuplikan dengan nama itu sudah ada dan tidak ditimpa; beri nama lain"),
    "snapshot-missing": Rule(_E, "cuplikan tidak ditemukan; pilih dari daftar cuplikan"),
    "snapshot-unreadable": Rule(_E, "bukan cuplikan atau rusak ({reason}); salin ulang berkasnya"),
    "snapshot-too-large": Rule(_E, "lebih besar dari {limit} MB; ini bukan cuplikan"),
    "snapshot-cut": Rule(_E, "terpotong di anggota '{member}'; salin ulang berkasnya"),
    "snapshot-member": Rule(_E, "anggota '{member}' {problem}; cuplikan ditolak"),
    "snapshot-format": Rule(_E, "format {found} tidak dikenal; versi program ini membaca format {known}"),
}
