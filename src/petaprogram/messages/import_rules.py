"""The rules of an import: why a file, a row or a cell of an office's sheet cannot be taken over as it is."""

from __future__ import annotations

from petaprogram.messages.rule import Rule, Severity

_E: Severity = "error"
_W: Severity = "warning"

IMPORT_RULES: dict[str, Rule] = {
    # The file as a whole.
    "import-missing": Rule(_E, "berkas tidak ditemukan; periksa nama dan foldernya"),
    "import-empty": Rule(_E, "berkas kosong; pilih berkas yang berisi data"),
    "import-kind": Rule(_E, "isinya {found}, bukan lembar kerja Excel atau CSV; {how}"),
    "import-locked": Rule(
        _E, "berkas dikunci kata sandi; buka di Excel, hapus kata sandinya, lalu simpan sebagai .xlsx"
    ),
    "import-broken": Rule(
        _E, "berkas rusak, terpotong, atau bukan lembar kerja; buka di Excel, lalu simpan sebagai .xlsx baru"
    ),
    "import-entities": Rule(
        _E, "berkas memuat entitas XML, yang tidak pernah ditulis Excel; salin isinya ke lembar kerja baru"
    ),
    "import-inflated": Rule(
        _E, "isi berkas lebih besar dari {limit} setelah dibuka; salin datanya ke lembar kerja baru"
    ),
    "import-time": Rule(
        _E, "berkas tidak selesai dibaca dalam {seconds} detik; salin datanya saja ke lembar kerja baru"
    ),
    "import-memory": Rule(_E, "berkas terlalu besar untuk dibaca; bagi menjadi beberapa berkas"),
    "import-encoding": Rule(_E, "bukan teks {encoding}; pilih pengodean lain, atau simpan sebagai .xlsx"),
    "import-separator": Rule(
        _E, "'{separator}' tidak dikenal sebagai pemisah; pakai koma, titik koma, tab, atau garis tegak"
    ),
    # Its shape.
    "import-no-sheet": Rule(_E, "tidak ada lembar terlihat yang berisi; lembar tersembunyi: {hidden}"),
    "import-sheet": Rule(_E, "lembar '{sheet}' tidak ada; lembar yang ada: {found}"),
    "import-no-titles": Rule(
        _E,
        "judul kolom tidak ditemukan. Baris berisi yang pertama (baris {first}): {found}. Yang dicari "
        "satu baris dengan judul seperti: {expected}",
    ),
    "import-missing-column": Rule(
        _E,
        "kolom {columns} tidak ada; kolom yang ada: {found}. Beri judul itu, pakai templat, atau sebut "
        "isinya sekali untuk semua baris",
    ),
    "import-double-column": Rule(
        _E, "kolom {columns} berarti sama ({field}); ubah judul salah satunya, atau tandai yang dipakai"
    ),
    "import-no-rows": Rule(_E, "di bawah judul kolom tidak ada baris berisi"),
    "import-untitled": Rule(_W, "kolom {column} berisi ('{value}') tetapi tanpa judul; tidak dibaca"),
    "import-hidden-columns": Rule(_W, "kolom tersembunyi tidak dibaca: {columns}"),
    "import-ragged": Rule(
        _E,
        "ada lebih banyak sel daripada {expected} judul; beri tanda kutip pada isi yang memuat pemisah kolom",
    ),
    "import-personal": Rule(
        _E,
        "kolom {column} ('{title}') tampaknya {what}. Data pribadi tidak boleh masuk ke peta yang dibaca "
        "umum; hapus kolom itu dari berkas, lalu ulangi",
    ),
    # One cell or row.
    "import-personal-cell": Rule(
        _E, "sel {cell} memuat {what}; data pribadi tidak boleh terbit, hapus dari isinya"
    ),
    "import-error-cell": Rule(_E, "sel {cell} berisi galat {value}; perbaiki rumusnya atau tulis nilainya"),
    "import-formula": Rule(
        _E, "sel {cell} berisi rumus tanpa nilai; buka berkasnya di Excel, simpan, lalu ulangi"
    ),
    "import-code-number": Rule(
        _E, "sel {cell}: kode tersimpan sebagai angka ({value}), sehingga titik atau nolnya hilang; {how}"
    ),
    "import-date-cell": Rule(
        _E, "sel {cell}: '{value}' tersimpan sebagai tanggal, padahal kolomnya {column}; tulis sebagai teks"
    ),
    "import-number": Rule(_E, "kolom {column}: '{value}' bukan angka; {how}"),
    "import-word": Rule(_E, "kolom {column}: '{value}' tidak dikenal; pilih salah satu: {allowed}"),
    "import-program-unknown": Rule(_E, "program '{value}' tidak dikenal; yang mirip: {near}"),
    "import-place": Rule(_E, "wilayah '{value}' belum pasti: {reason}; calon: {near}"),
    "import-place-none": Rule(_E, "tanpa wilayah, kode, atau koordinat; isi salah satunya"),
    "import-place-code": Rule(_E, "wilayah '{value}' berarti {kode}, tetapi kodenya {other}; samakan"),
    "import-point": Rule(_E, "koordinat {lon}, {lat} jatuh di {found}, bukan di {place}; periksa mana benar"),
    "import-point-outside": Rule(
        _E, "koordinat {lon}, {lat} di luar {city}; periksa urutan bujur dan lintang serta komanya"
    ),
    "import-point-half": Rule(_E, "bujur dan lintang harus diisi keduanya, atau keduanya kosong"),
    "import-source-none": Rule(
        _E, "sumber kosong; tulis judul dokumen atau berita yang menyebut program itu"
    ),
    "import-source-publisher": Rule(
        _E, "sumber '{value}' belum dikenal dan penerbitnya kosong; isi penerbitnya"
    ),
    "import-source-several": Rule(
        _E, "beberapa sumber berjudul '{value}'; isi juga tautan, tanggal, atau penerbitnya"
    ),
    "import-source-two": Rule(
        _E, "sumber '{value}' diisi berbeda di baris {other} (kolom {column}); samakan"
    ),
    "import-record-unknown": Rule(
        _E, "tanda data '{value}' tidak ada; kosongkan bila data baru, atau pakai templat terbaru"
    ),
    "import-record-twice": Rule(_E, "data yang sama dengan baris {other} ({value}); hapus salah satunya"),
    "import-record-several": Rule(
        _E, "cocok dengan beberapa data ({value}); pakai templat berisi tanda data, atau isi lokasinya"
    ),
    "import-changed-since": Rule(
        _W,
        "{column} sudah diubah orang lain sejak templat dibuat: '{before}' -> '{now}'; isian Anda '{value}'",
    ),
    "import-partner": Rule(_W, "mitra '{value}' belum dikenal; yang mirip: {near}"),
    "import-filled": Rule(_W, "sel gabungan: isinya dibaca untuk setiap baris yang dicakup"),
    "import-left-out": Rule(_W, "tidak dibaca sebagai data: {what}"),
    "import-recipe": Rule(
        _E,
        "resep: isian {field} ('{value}') tidak dikenal; lihat README, bagian Spreadsheets",
    ),
    "import-not-ready": Rule(
        _E, "belum dapat diterapkan: masih ada yang perlu dijawab atau diperbaiki, atau tidak ada perubahan"
    ),
    "import-overtaken": Rule(
        _E,
        "data berubah sejak berkas ini dibaca (perubahan {base} menjadi {head}); baca ulang, lalu terapkan",
    ),
    "import-draft": Rule(
        _E, "usulan ini tidak ada: sudah diterapkan, dihapus, atau tautannya terpotong; unggah berkasnya lagi"
    ),
    "import-draft-broken": Rule(_E, "usulan ini rusak di disk; unggah berkasnya lagi"),
    "import-draft-unkept": Rule(
        _E, "berkas tidak dapat disimpan sementara ({reason}); kosongkan tempat di disk, lalu ulangi"
    ),
    "import-result": Rule(_E, "tabel hasilnya tidak dapat terbit: {reason}"),
}
