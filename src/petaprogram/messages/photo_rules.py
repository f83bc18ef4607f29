"""The rules of photos: one that breaks a rule is named and left out, and everything else goes on."""

from __future__ import annotations

from petaprogram.messages.rule import Rule

PHOTO_RULES: dict[str, Rule] = {
    "photos-unreadable": Rule(
        "error", "tidak dapat dibaca sebagai TOML: {reason}; tidak ada foto yang tampil"
    ),
    "photos-unknown-field": Rule("warning", "isian '{field}' tidak dikenal dan tidak dibaca"),
    "photos-too-many": Rule("error", "lebih dari {limit} foto; foto ke-{next} dan seterusnya tidak tampil"),
    "photo-field": Rule("error", "foto {photo}: isian '{field}' {problem}; foto ini tidak tampil"),
    "photo-unknown-field": Rule("warning", "foto {photo}: isian '{field}' tidak dikenal dan tidak dibaca"),
    "photo-translation": Rule(
        "warning", "foto {photo}: isian '{field}' kosong; teks Indonesia tampil sebagai gantinya"
    ),
    "photo-subject": Rule(
        "error", "foto {photo}: isi program atau step, salah satu saja; foto ini tidak tampil"
    ),
    "photo-unknown": Rule(
        "error", "foto {photo}: {field} '{value}' tidak ada di {table}; foto ini tidak tampil"
    ),
    "photo-twice": Rule(
        "error",
        "foto {photo}: {field} '{value}' sudah punya foto; hapus salah satunya, foto ini tidak tampil",
    ),
    "photo-missing": Rule("error", "foto {name} tidak ada di folder photos; letakkan berkasnya di sana"),
    "photo-link": Rule("error", "foto ini tautan ke berkas lain; salin berkasnya sendiri ke folder photos"),
    "photo-unreadable": Rule("error", "foto tidak dapat dibaca ({reason}); periksa berkas itu dan izinnya"),
    "photo-too-large": Rule(
        "error", "foto lebih besar dari {limit}; perkecil dulu, misalnya lebar 1600 piksel"
    ),
    "photo-kind": Rule("error", "isinya bukan foto JPEG, PNG, atau WebP, apa pun namanya; simpan ulang"),
    "photo-pixels": Rule(
        "error", "foto lebih dari {limit:f} juta piksel; perkecil dulu, misalnya lebar 1600 piksel"
    ),
    "photo-broken": Rule("error", "foto rusak atau terpotong; salin ulang dari aslinya"),
    "photo-unused": Rule(
        "warning", "foto ini tidak disebut dalam photos.toml; sebutkan atau hapus berkasnya"
    ),
}
