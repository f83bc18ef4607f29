"""Every rule of the data with its sentence: boundaries, tables, steps, the frame, photos, snapshots.

The sentences stand together here so that the same words appear on screen, in the command line and in
`data/README.md`.
"""

from __future__ import annotations

from petaprogram.messages.context_rules import CONTEXT_RULES
from petaprogram.messages.import_rules import IMPORT_RULES
from petaprogram.messages.photo_rules import PHOTO_RULES
from petaprogram.messages.rule import Rule, Severity
from petaprogram.messages.snapshot_rules import SNAPSHOT_RULES
from petaprogram.messages.store_rules import STORE_RULES

_E: Severity = "error"
_W: Severity = "warning"

RULES: dict[str, Rule] = {
    "boundary-file-missing": Rule(_E, "Berkas batas wilayah tidak ditemukan. Periksa nama dan foldernya."),
    "boundary-file-unreadable": Rule(
        _E, "Berkas tidak dapat dibaca ({reason}). Periksa berkas itu dan izinnya."
    ),
    "boundary-file-too-large": Rule(
        _E, "Berkas lebih besar dari {limit}. Sederhanakan batasnya atau ambil satu kota saja."
    ),
    "boundary-too-many": Rule(
        _E,
        "Lebih dari {areas:f} wilayah atau {positions:f} titik. Ambil satu kota saja, sederhanakan batasnya.",
    ),
    "boundary-not-text": Rule(_E, "Isi berkas bukan teks UTF-8. Simpan ulang sebagai GeoJSON dengan UTF-8."),
    "boundary-not-json": Rule(
        _E, "Isi berkas bukan JSON yang sah ({place}). Ekspor ulang sebagai GeoJSON dari QGIS."
    ),
    "boundary-duplicate-key": Rule(
        _E,
        "Kunci '{key}' muncul dua kali dalam satu objek, sehingga artinya tidak pasti. Hapus salah satunya.",
    ),
    "boundary-bad-number": Rule(
        _E, "Ada angka yang bukan bilangan biasa (NaN atau tak hingga). Perbaiki atau hapus titik itu."
    ),
    "boundary-too-deep": Rule(
        _E, "Isi berkas bersarang terlalu dalam dan bukan peta batas biasa. Ekspor ulang dari sumbernya."
    ),
    "boundary-not-featurecollection": Rule(
        _E, "Isi berkas bukan GeoJSON FeatureCollection. Ekspor lapisan poligon kelurahan sebagai GeoJSON."
    ),
    "boundary-empty": Rule(_E, "Berkas tidak memuat satu pun wilayah. Ekspor ulang dengan semua kelurahan."),
    "boundary-crs-ignored": Rule(
        _W,
        "Keterangan 'crs' ({crs}) diabaikan: koordinatnya sudah bujur dan lintang, dan GeoJSON selalu dalam "
        "WGS 84 (EPSG:4326). Hapus 'crs'.",
    ),
    "boundary-height-dropped": Rule(_W, "Ketinggian titik (angka ketiga) tidak dipakai dan diabaikan."),
    "boundary-feature": Rule(_E, "Butir ini bukan Feature GeoJSON dengan properties. Perbaiki atau hapus."),
    "boundary-property": Rule(_E, "Kolom '{column}' kosong atau bukan teks. Isi sebagai teks, bukan angka."),
    "boundary-columns": Rule(
        _E, "Kolom {columns} tidak ada pada satu wilayah pun; kolom yang ada: {found}. {how}"
    ),
    "boundary-unseen-letter": Rule(
        _E,
        "Kolom '{column}' memuat {letter}, huruf yang tidak terlihat. Hapus huruf itu atau ketik ulang "
        "isinya.",
    ),
    "boundary-cleaned": Rule(
        _W,
        "{count:f} isian memuat huruf tanpa lebar, yang pertama {letter} di kolom '{column}'. Dibuang saat "
        "dibaca; hapuslah juga di berkasnya.",
    ),
    "boundary-not-polygon": Rule(
        _E, "Geometri harus Polygon atau MultiPolygon, bukan {kind}. Ganti dengan poligon wilayahnya."
    ),
    "boundary-bad-position": Rule(
        _E, "Ada koordinat yang bukan pasangan angka bujur dan lintang. Ekspor ulang wilayah ini."
    ),
    "boundary-ring-short": Rule(
        _E, "Garis batas hanya {count} titik; poligon perlu sedikitnya 4 titik. Gambar ulang wilayah ini."
    ),
    "boundary-ring-open": Rule(
        _E, "Garis batas tidak tertutup: titik terakhir harus sama dengan titik pertama. Tutup garis itu."
    ),
    "boundary-axes-swapped": Rule(
        _E, "Bujur dan lintang tampaknya tertukar ({x:.8g}, {y:.8g}). Tulis bujur dulu, lalu lintang."
    ),
    "boundary-not-degrees": Rule(
        _E, "Koordinat ({x:.8g}, {y:.8g}) bukan derajat; {cause}. Ubah dulu ke WGS 84 (EPSG:4326)."
    ),
    "boundary-many-positions": Rule(
        _W,
        "Batasnya {positions:f} titik; di atas {limit:f} titik peta lambat digambar. Sederhanakan, misalnya "
        "dengan 'petaprogram mend --simplify 2'.",
    ),
    "boundary-outside-box": Rule(
        _E,
        "Wilayah ini berada di luar {city} ({x:.7g}, {y:.7g}). Hapus bila wilayah kota lain.",
    ),
    "boundary-polygon-invalid": Rule(
        _E, "Poligon tidak sah: {reason}. Perbaiki di QGIS dengan 'Fix geometries', lalu ekspor ulang."
    ),
    "boundary-jagged": Rule(
        _E,
        "Garis batasnya jauh lebih panjang daripada wajar untuk luasnya. Ambil ulang dari sumbernya.",
    ),
    "boundary-code-form": Rule(
        _E, "Kode '{kode}' bukan kode kelurahan Kemendagri seperti 35.71.01.1001: {how}."
    ),
    "boundary-code-city": Rule(
        _E, "Kode {kode} bukan milik {city} ({city_kode}). Perbaiki atau hapus wilayah ini."
    ),
    "boundary-other-cities": Rule(
        _E,
        "{count:f} wilayah berkode kota atau kabupaten lain ({cities}). Ambil hanya wilayah {city} "
        "({city_kode}) dari berkas itu.",
    ),
    "boundary-code-duplicate": Rule(
        _E, "Kode {kode} sudah dipakai wilayah nomor {first}. Satu kode hanya untuk satu wilayah."
    ),
    "boundary-code-unknown": Rule(
        _E,
        "Kode {kode} tidak ada dalam paspor batas. Periksa kodenya atau perbarui paspor bersama berkasnya.",
    ),
    "boundary-code-missing": Rule(
        _E, "Kelurahan dengan kode {kode} tidak ada dalam berkas. Lengkapi berkasnya."
    ),
    "boundary-count": Rule(
        _E, "Ada {found} kelurahan dari {expected}; tidak ada: {missing}. Lengkapi berkasnya."
    ),
    "boundary-kecamatan-unknown": Rule(
        _E, "Kode kecamatan {kecamatan_kode} tidak ada dalam paspor batas {city}. Periksa kode kelurahannya."
    ),
    "boundary-kecamatan-name": Rule(
        _E,
        "Nama kecamatan '{name}' tidak sesuai dengan kode {kecamatan_kode} ('{expected}'). Samakan namanya.",
    ),
    "boundary-name-form": Rule(
        _E,
        "Nama '{name}' memuat tanda yang tidak boleh atau terlalu panjang. Pakai huruf dan angka, di "
        "antaranya satu spasi atau satu tanda . , ' - /, bila perlu dengan kurung seperti Melati (Lama); "
        "paling panjang {limit} huruf.",
    ),
    "boundary-name-duplicate": Rule(
        _E,
        "Nama '{name}' dipakai dua kali dalam satu kecamatan (juga wilayah {first}). Perbaiki salah satunya.",
    ),
    "boundary-name-changed": Rule(
        _W,
        "Nama {kode} berubah: '{name}', dalam batas yang dipakai '{before}'. "
        "Pastikan namanya memang berganti.",
    ),
    "boundary-name-moved": Rule(
        _W,
        "Nama mungkin tertukar: {kode} bernama '{name}', padahal dalam batas yang dipakai '{before}', "
        "dan '{name}' adalah nama {others}. Jangan dipakai sebelum diperiksa.",
    ),
    "boundary-overlap": Rule(
        _E,
        "Batas {kode} tumpang tindih atau tidak bertemu tepat dengan tetangganya, sepanjang {metres:f} m. "
        "Rapikan dengan 'petaprogram mend'.",
    ),
    "boundary-gap": Rule(_E, "Ada celah {m2:f} m2 antara {kodes}. Rapikan dengan 'petaprogram mend'."),
    "boundary-area-changed": Rule(
        _E,
        "Luas {kode} berubah {percent:.1f} % dari edisi sumbernya, lebih dari {limit:.1f} %. "
        "Periksa apakah batasnya terpotong.",
    ),
    "boundary-simplified": Rule(
        _E,
        "Luas {kode} berubah {percent:.1f} % karena disederhanakan {metres:g} m, lebih dari {limit:.1f} %. "
        "Pakai jarak yang lebih kecil.",
    ),
    "boundary-total": Rule(
        _E,
        "Luas seluruhnya {found:.2f} km2, seharusnya {expected:.2f} km2 (boleh berselisih {tolerance:.2f}). "
        "Periksa apakah semua wilayah lengkap.",
    ),
    "boundary-checksum": Rule(
        _E,
        "Berkas tidak sama dengan yang tercatat dalam paspornya (sha256). Ambil ulang berkas aslinya atau "
        "buat lagi keduanya dengan 'petaprogram mend'.",
    ),
    "boundary-passport-missing": Rule(
        _E, "Paspor batas (berkas .passport.json di sampingnya) tidak ditemukan. Letakkan keduanya bersama."
    ),
    "boundary-passport-field": Rule(_E, "Isian '{field}' dalam paspor batas {problem}. Perbaiki isian itu."),
    "boundary-passport-borrowed": Rule(
        _W, "Berkas ini tidak punya paspor sendiri; diperiksa dengan paspor {city}, tanpa mencocokkan sha256."
    ),
    "boundary-copy-used": Rule(
        _W,
        "Berkas batas tidak lolos pemeriksaan. Yang dipakai: salinan terakhir yang baik ({edition}, {date}).",
    ),
    "boundary-copy-not-kept": Rule(
        _W,
        "Salinan cadangan batas tidak dapat disimpan ({reason}). Peta tetap jalan; periksa izin foldernya.",
    ),
    "boundary-kept": Rule(
        _W,
        "Berkas dan salinannya tidak dapat dipakai. Yang tetap dipakai: batas yang sudah dibaca ({edition}).",
    ),
    # What is drawn around a city.
    **CONTEXT_RULES,
    # Tables.
    "missing-file": Rule(_E, "berkas tidak ada; letakkan {name} di folder tabel"),
    "empty-file": Rule(_E, "berkas kosong; isi paling sedikit baris judul kolom"),
    "unreadable-file": Rule(_E, "berkas tidak dapat dibaca ({reason}); periksa berkas itu dan izinnya"),
    "too-large": Rule(_E, "berkas lebih besar dari {limit}; bagi menjadi beberapa berkas"),
    "not-utf8": Rule(_E, "pengodean {encoding}, bukan UTF-8; simpan ulang sebagai 'CSV UTF-8'"),
    "nul-byte": Rule(_E, "memuat bita NUL; simpan ulang dari lembar kerja sebagai CSV UTF-8"),
    "unclosed-quote": Rule(_E, "tanda kutip dibuka tetapi tidak ditutup; perbaiki tanda kutipnya"),
    "long-cell": Rule(_E, "sel lebih panjang dari {limit:f} huruf; persingkat isinya"),
    "too-many-columns": Rule(_E, "{count} kolom, paling banyak {limit}; hapus kolom yang tidak perlu"),
    "title-rows": Rule(
        _W, "judul kolom baru ada di baris ini; yang di atasnya tidak dibaca, hapuslah: {text}"
    ),
    "untitled-column": Rule(
        _E, "kolom ke-{position} berisi ('{value}') tetapi tanpa judul; beri judul atau hapus isinya"
    ),
    "duplicate-column": Rule(_E, "judul kolom ganda: {columns}; beri setiap kolom satu judul"),
    "missing-column": Rule(
        _E,
        "kolom wajib tidak ada: {columns}; kolom yang ada: {found}; samakan judulnya dengan daftar di "
        "data/README.md",
    ),
    "unknown-column": Rule(_W, "kolom tidak dikenal dan tidak dibaca: {columns}"),
    "ragged-row": Rule(_E, "{found} sel, seharusnya {expected}; periksa koma atau tanda kutip di baris itu"),
    "separator": Rule(
        _W, "pemisah kolom {separator}, bukan koma; dibaca apa adanya, tetapi simpanlah dengan koma"
    ),
    "unseen-letter": Rule(
        _E,
        "kolom {column} memuat {letter}, huruf yang tidak terlihat; hapus huruf itu atau ketik ulang isinya",
    ),
    "cleaned-cells": Rule(
        _W,
        "{count:f} sel memuat huruf tanpa lebar atau tanda petik di depan, yang pertama {letter} di kolom "
        "{column}; dibuang saat dibaca, hapuslah juga di berkasnya",
    ),
    "missing-value": Rule(_E, "kolom {column} kosong; isi, karena wajib"),
    "blank-text": Rule(_W, "kolom {column} kosong; isi dengan yang disebut sumbernya"),
    "blank-twin": Rule(
        _W,
        "kolom {column} terisi tetapi {twin} kosong; isi terjemahannya, sebab halaman Inggris menampilkan "
        "teks Indonesianya",
    ),
    "lone-twin": Rule(_W, "kolom {twin} terisi tetapi {column} kosong; isi keduanya atau kosongkan keduanya"),
    "duplicate-id": Rule(_E, "kolom {column}: '{value}' sudah dipakai baris lain; beri tanda yang unik"),
    "not-in-vocabulary": Rule(_E, "kolom {column}: '{value}' tidak dikenal; pilih salah satu: {allowed}"),
    "broken-id": Rule(
        _E, "kolom {column}: '{value}' bukan tanda yang sah; pakai huruf, angka, '-', '_' saja"
    ),
    "broken-kode": Rule(_E, "kolom {column}: '{value}' bukan kode wilayah; {how}"),
    "broken-date": Rule(_E, "kolom {column}: '{value}' bukan tanggal; {how}"),
    "broken-year": Rule(
        _E, "kolom {column}: '{value}' bukan tahun (1900 sampai 2100) dalam empat angka; {how}"
    ),
    "broken-whole": Rule(_E, "kolom {column}: '{value}' bukan bilangan bulat; tulis seperti 3"),
    "broken-number": Rule(_E, "kolom {column}: '{value}' bukan angka; tulis seperti 1234.5"),
    "broken-count": Rule(
        _E,
        "kolom {column}: '{value}' bukan jumlah; tulis bilangan bulat tanpa pemisah ribuan, misalnya 84291",
    ),
    "broken-url": Rule(_E, "kolom {column}: '{value}' bukan alamat http:// atau https://"),
    "broken-color": Rule(_E, "kolom {column}: '{value}' bukan warna; tulis seperti #0072B2"),
    "unknown-program": Rule(_E, "program '{value}' tidak ada di programs.csv; tambahkan atau perbaiki"),
    "unknown-pillar": Rule(_E, "pilar '{value}' tidak ada di pillars.csv; tambahkan atau perbaiki"),
    "unknown-source": Rule(_E, "sumber '{value}' tidak ada di sources.csv; tambahkan atau perbaiki"),
    "unknown-kode": Rule(
        _E, "kode '{value}' tidak ada di {city}; data dihitung 'tidak cocok' sampai kodenya diperbaiki"
    ),
    "no-location": Rule(_W, "tanpa kode dan tanpa koordinat; data dihitung 'tanpa lokasi'"),
    "half-coordinates": Rule(
        _E, "hanya salah satu dari lon dan lat terisi; isi keduanya atau kosongkan keduanya"
    ),
    "point-outside": Rule(_W, "koordinat {lon}, {lat} di luar {city}; periksa urutan lon dan lat"),
    "kode-disagrees": Rule(_W, "kode {kode} tetapi koordinatnya jatuh di {found}; periksa mana yang benar"),
    "duplicate-placement": Rule(
        _W, "program, kode, lokasi, dan sumber sama dengan baris {other}; hapus bila ganda"
    ),
    "partner-kind": Rule(_E, "isi tepat satu dari kind dan same_as"),
    "unknown-partner": Rule(
        _E, "same_as '{value}' bukan mitra yang berdiri sendiri di partners.csv; tulis nama tujuan akhirnya"
    ),
    "unreviewed-partner": Rule(
        _W,
        "mitra '{value}' belum ada di partners.csv; tambahkan dengan jenisnya, atau samakan ejaannya",
    ),
    "partner-variant": Rule(_W, "mitra '{value}' mirip '{other}'; samakan ejaannya bila lembaganya sama"),
    "confirmation-subject": Rule(_E, "isi tepat satu dari pillar_id dan program_id"),
    "confirmation-contradicted": Rule(
        _W, "dipastikan tidak ada, tetapi {placement} mencatat program di sana; periksa mana yang benar"
    ),
    "ambiguous-alias": Rule(_E, "alias '{value}' menunjuk lebih dari satu kode; sisakan satu"),
    "alias-is-name": Rule(_E, "alias '{value}' adalah nama wilayah lain ({kode}); hapus alias ini"),
    "source-missing": Rule(_W, "tidak ada source_id; angka ini hanya bersumber keterangan '{value}'"),
    "reading-failed": Rule(
        _E,
        "isinya membuat program gagal membaca ({reason}); ini juga salah program: laporkan bersama berkasnya",
    ),
    "too-many-rows": Rule(_E, "lebih dari {limit:f} baris; yang sesudahnya tidak diperiksa"),
    "more-problems": Rule(_E, "dan {count:f} masalah lagi; perbaiki dulu yang disebut, lalu periksa ulang"),
    "not-checked": Rule(
        _E,
        "{count:f} masalah sampai baris ini, maka sisanya tidak diperiksa; perbaiki dulu, lalu periksa ulang",
    ),
    "partner-names-many": Rule(
        _W, "{count:f} nama mitra: kemiripan ejaan hanya diperiksa untuk {limit:f} yang paling sering"
    ),
    "toml-key": Rule(_E, "ada kunci dengan lebih dari 30 bagian bertitik; ini bukan berkas pengaturan"),
    "site-field": Rule(_E, "isian '{field}' {problem}; perbaiki di site.toml"),
    "site-first-program": Rule(
        _W, "first_program '{value}' tidak ada di programs.csv; skenario dibuka dengan program pertama"
    ),
    "broken-site": Rule(_E, "site.toml tidak dapat dibaca: {reason}"),
    # The steps of the presentation (paparan.toml).
    "walk-missing": Rule(_W, "berkas tidak ada; tanpa berkas ini paparan tidak punya langkah"),
    "walk-unreadable": Rule(_E, "tidak dapat dibaca sebagai TOML: {reason}"),
    "walk-shape": Rule(
        _E, "langkah tidak dapat dipisahkan satu dari yang lain; tulis setiap [[step]] pada baris tersendiri"
    ),
    "walk-length": Rule(_W, "{count} langkah untuk umum; yang enak diikuti {low} sampai {high} langkah"),
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
    "frame-missing": Rule(_W, "berkas tidak ada; tanpa berkas ini kerangka penilaian tidak tampil"),
    "frame-unreadable": Rule(_E, "tidak dapat dibaca sebagai TOML: {reason}"),
    "frame-field": Rule(_E, "isian '{field}' {problem}; perbaiki isian itu"),
    "unknown-placement": Rule(_E, "data '{value}' tidak ada di placements.csv; tambahkan atau perbaiki"),
    "unknown-dimension": Rule(_E, "dimensi '{value}' tidak ada di frame.toml; pilih salah satu: {allowed}"),
    "evidence-subject": Rule(_E, "isi placement_id atau source_id; tanpa keduanya tidak ada bukti"),
    "evidence-pillar": Rule(_W, "data {placement} berpilar {found}, bukan {pillar}; periksa mana yang benar"),
    **PHOTO_RULES,
    **SNAPSHOT_RULES,
    **STORE_RULES,
    **IMPORT_RULES,
}
