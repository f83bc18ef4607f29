"""The rules of what is drawn around a city: a file that breaks one is left out, and the map goes on."""

from __future__ import annotations

from petaprogram.messages.rule import Rule

CONTEXT_RULES: dict[str, Rule] = {
    "context-file-name": Rule(
        "error",
        "Berkas konteks ini tidak dibaca. Namanya harus huruf kecil, angka, tanda hubung, dan .geojson; "
        "paling banyak {count} berkas.",
    ),
    "context-unreadable": Rule("error", "Berkas konteks ini tidak digambar. {reason}"),
    "context-not-featurecollection": Rule(
        "error", "Berkas konteks harus GeoJSON FeatureCollection yang berisi. Ekspor ulang dari QGIS."
    ),
    "context-field": Rule("error", "Isian '{field}' {problem}. Perbaiki; berkas konteks ini tidak digambar."),
    "context-kind": Rule("error", "Jenis (kind) '{value}' tidak dikenal. Pilih salah satu: {allowed}."),
    "context-geometry": Rule("error", "Geometri '{kind}' harus {allowed}, bukan {found}. Ganti geometrinya."),
    "context-line-short": Rule(
        "error", "Garis hanya {count} titik; perlu sedikitnya 2. Gambar ulang garis itu."
    ),
    "context-shape": Rule(
        "error", "Poligon ini tidak sah. Perbaiki di QGIS dengan 'Fix geometries', lalu ekspor ulang."
    ),
    "context-far": Rule(
        "error",
        "Letaknya ({x:.7g}, {y:.7g}) jauh dari kota. Hapus, potong, atau periksa bujur dan lintangnya.",
    ),
    "context-name-form": Rule(
        "error",
        "Nama '{name}' memuat tanda yang tidak boleh atau terlalu panjang. Pakai huruf dan angka, di "
        "antaranya satu spasi atau satu tanda . , ' - /, bila perlu dengan kurung seperti Melati (Lama); "
        "paling panjang {limit} huruf.",
    ),
    "context-too-many": Rule(
        "error", "Lebih dari {positions:f} titik. Sederhanakan atau potong di sekitar kota."
    ),
    "context-too-large": Rule(
        "error",
        "Bersama berkas konteks lain, yang dikirim ke peramban melebihi {limit} (gzip). Berkas ini tidak "
        "digambar; sederhanakan atau potong di sekitar kota.",
    ),
}
