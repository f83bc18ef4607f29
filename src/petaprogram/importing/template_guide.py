"""What the template says of each of its columns, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from petaprogram.messages.language import message

HOW: tuple[str, ...] = (
    message(
        "Isi lembar Data, simpan, lalu unggah berkas ini lagi. Satu baris untuk satu program di satu tempat."
    ),
    message("Baris contoh tidak dibaca. Urutan kolom boleh diubah, kolom yang tidak dipakai boleh dihapus."),
    message("Sel kosong berarti tidak berubah pada data yang sudah ada."),
    message("Data baru: tulis di baris kosong di bawah. Kolom A tersembunyi; jangan diubah."),
    message("Lembar dijaga tanpa kata sandi. Untuk menghapus baris, buka dahulu penjagaannya."),
    message("Jangan menulis NIK, nomor KK, atau nomor telepon: isinya dibaca umum."),
)
MEANINGS: Mapping[str, str] = {
    "placement_id": message("Tanda data yang sudah ada; kosong untuk data baru. Tersembunyi dan terkunci."),
    "program": message("Wajib. Pilih dari daftar; nama lain akan ditanyakan."),
    "area": message("Wajib, atau isi kode atau koordinat. Kelurahan, kecamatan, atau kota."),
    "kode": message(
        "Kode Kemendagri sebagai teks, dengan titik. Kosong bila wilayahnya diisi; bila keduanya, harus sama."
    ),
    "lon": message("Bujur dalam derajat; isi bersama lintang."),
    "lat": message("Lintang dalam derajat; di Kediri bernilai minus."),
    "site": message("Nama lokasi di dalam wilayah itu."),
    "status": message("Wajib. Pilih dari daftar."),
    "start_year": message("Tahun mulai, empat angka."),
    "start_is_upper_bound": message("Ya, bila mulainya pada tahun itu atau sebelumnya."),
    "partners": message("Nama-nama mitra, dipisahkan titik koma; keterangan dalam kurung di belakang nama."),
    "source": message("Wajib. Judul dokumen atau berita yang menyebutnya."),
    "publisher": message("Penerbit sumber; wajib untuk sumber baru."),
    "source_date": message("Tanggal sumber sejauh diketahui."),
    "url": message("Alamat sumber, diawali https://"),
    "confidence": message("Kepastian data; biasanya diisi peninjau."),
    "status_as_reported": message("Status menurut kata-kata sumber."),
    "status_as_reported_en": message("Terjemahannya; boleh kosong."),
    "note": message("Keterangan untuk pembaca."),
    "note_en": message("Terjemahannya; boleh kosong."),
}
# Filled in for the row that shows how; names come from the data.
EXAMPLE_CELLS: Mapping[str, str] = {
    "site": "Balai RW 01",
    "start_year": "2024",
    "partners": "Dinas Kesehatan; Universitas Brawijaya (KKN 2024)",
    "source": "SK Wali Kota Nomor 12 Tahun 2024",
    "publisher": "Pemerintah Kota",
    "source_date": "5 Januari 2024",
    "url": "https://example.go.id/sk-12-2024",
    "status_as_reported": "ditetapkan 5 Januari 2024",
    "note": "-",
}
