"""The page Unggah: six steps from a spreadsheet to the store, nothing written before the last."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import openpyxl
import pytest
from PIL import Image

from petaprogram.geography.boundaries import read_boundaries
from petaprogram.importing.base import base_of_store
from petaprogram.importing.fields import title_of
from petaprogram.importing.taking_over import file_of, photo_of
from petaprogram.importing.template import make_template
from petaprogram.store.in_use import tables_of
from petaprogram.store.store import open_store
from petaprogram.store.writing import SEED, Note, write
from petaprogram.tables.reloading import DataSource
from petaprogram.web.frame import page_frame
from petaprogram.web.riwayat import history_view
from petaprogram.web.server import editing, routes
from petaprogram.web.unggah import draft as drafts
from petaprogram.web.unggah.draft import Draft
from tests.hostile.surfaces import html_problems, label_problems
from tests.hostile.test_imported_texts import as_xlsx
from tests.hostile.texts import SHOWN
from tests.importing.test_twenty_rows import sent
from tests.store.test_writing import edit_of
from tests.support.databases import found_once
from tests.support.pages import checked, html, link_of, open_page, said
from tests.support.store_trials import no_check
from tests.support.workbooks import workbook
from tests.web.test_riwayat import menu, settings_in

NOTE = Note("Sri", SEED, "data awal")
NOTE_OF_OTHERS = Note("Ani", "edit", "telepon", "Dinas Kesehatan")
GOOD = (
    ("Program", "Kelurahan", "Lokasi", "Status", "Mulai", "Sumber", "Penerbit"),
    ("Bank Sampah", "Ngletih", "RW 09", "berjalan", "2026", "SK Lurah 5/2026", "Kelurahan Ngletih"),
)


@pytest.fixture(name="editor")
def editor_fixture(monkeypatch, tmp_path):
    """A store of the published tables, and a visitor who may change it."""
    settings = settings_in(tmp_path)
    found_once(settings, NOTE, no_check)
    monkeypatch.setattr(routes, "SETTINGS", settings)
    monkeypatch.setattr(routes, "SOURCE", DataSource(settings, find_folder=tables_of(settings).folder))
    for module in (editing, page_frame, history_view):
        monkeypatch.setattr(module, "may_edit", lambda: True)
    return settings


def send(data, name="kiriman.xlsx", **about):
    """Open the page with a file that was sent."""
    page = open_page("unggah")
    page.session_state[drafts._DRAFT] = Draft(name, data, **about)
    return checked(page.run())


def opened(page):
    """Name the step that is open."""
    (found,) = re.findall(r'class="import-step open">\s*<h2 data-step="(\d)"', html(page))
    return int(found)


def go_on(page):
    return checked(page.button(key=f"u-lanjut-{opened(page)}").click().run())


def control(page, kind, label):
    """Find a control by what it says, however the label is escaped."""
    plain = [(re.sub(r"[\\\u2060]", "", one.label), one) for one in page.get(kind)]
    return next(one for text, one in plain if label in text)


def answer(page, kind, label, value):
    return checked(control(page, kind, label).set_value(value).run())


def confirm(page, reason="SK 5/2026"):
    page.selectbox(key="u-kantor").set_value("Bappeda")
    page.text_input(key="u-nama").set_value("Budi")
    page.text_input(key="u-alasan").set_value(reason)
    return checked(control(page, "button", "Terapkan").click().run())


def head(settings):
    return open_store(settings).head().id


def test_without_editors_nothing_can_be_sent_and_the_menu_does_not_lead_there():
    page = open_page("unggah")
    assert "Perubahan data lewat pengelola server" in said(page)
    assert not page.get("file_uploader")
    assert "Unggah" not in menu(page)


def test_without_a_store_it_says_how_to_make_one(editor, monkeypatch):
    settings = replace(editor, state=editor.state.parent / "empty")
    monkeypatch.setattr(routes, "SETTINGS", settings)
    monkeypatch.setattr(routes, "SOURCE", DataSource(settings))
    page = open_page("unggah")
    assert "petaprogram store init --yes" in said(page)
    assert not page.get("file_uploader")


@pytest.mark.usefixtures("editor")
def test_a_version_that_is_looked_at_is_not_changed():
    page = open_page("unggah", cuplikan="versi.1")
    assert "tidak dapat diubah" in said(page)
    assert not page.get("file_uploader")


@pytest.mark.usefixtures("editor")
def test_a_file_that_is_chosen_is_read_and_the_uploader_keeps_nothing():
    page = open_page("unggah")
    assert "Unggah" in menu(page)
    page.get("file_uploader")[0].set_value(("kiriman.xlsx", workbook(GOOD), "application/x")).run()
    checked(page)
    assert opened(page) == 2
    assert "Lembar Data; judul kolom di baris 1; 1 baris data." in said(page)
    assert not page.get("file_uploader")


def test_a_good_file_is_written_shown_and_undone(editor):
    page = go_on(go_on(send(workbook(GOOD))))
    assert opened(page) == 6
    assert "1 baru, 0 berubah, 0 tetap. Belum ada yang ditulis." in said(page)
    assert "Bank Sampah, Ngletih, RW 09 baru · baris 2" in said(page)
    assert "Ngletih, Smart Environment: direncanakan → menjadi berjalan, perlu dikonfirmasi" in said(page)
    assert head(editor) == 1
    page = confirm(page)
    assert "Perubahan 2 diterapkan 1 baru, 0 berubah, 0 tetap." in said(page)
    assert head(editor) == 2
    assert file_of(open_store(editor), 2) == "kiriman.xlsx"
    page = open_page("unggah", perubahan="2")
    assert "Bappeda · impor · dari kiriman.xlsx Alasan: SK 5/2026" in said(page)
    assert "Bank Sampah, Ngletih, RW 09 dihapus" in said(page)
    page.selectbox(key="u-kantor").set_value("Bappeda")
    page.text_input(key="u-nama").set_value("Budi")
    page.text_input(key="u-alasan").set_value("salah kirim")
    checked(control(page, "button", "Batalkan perubahan 2").click().run())
    assert "Perubahan 2 dibatalkan oleh perubahan 3" in said(page)
    store = open_store(editor)
    assert [row.cells for row in store.tables(3)["placements"]] == [
        row.cells for row in store.tables(1)["placements"]
    ]


def test_nothing_is_written_without_office_name_and_reason(editor):
    page = go_on(go_on(send(workbook(GOOD))))
    page = confirm(page, reason=" ")
    assert "isi kantor, nama, dan alasan" in said(page)
    assert head(editor) == 1


@pytest.mark.usefixtures("editor")
def test_the_same_file_again_changes_nothing():
    confirm(go_on(go_on(send(workbook(GOOD)))))
    page = go_on(go_on(send(workbook(GOOD))))
    assert "Tidak ada perubahan: semua isi berkas ini sudah tercatat." in said(page)


def test_twenty_rows_with_faults_are_mended_on_the_page(editor):
    page = go_on(go_on(send(sent(), "dlhkp.csv")))
    assert opened(page) == 4
    answer(page, "radio", "“Pakelann”", "35.71.02.1008")
    answer(page, "radio", "“Mojoroto”", "35.71.01.1011")
    answer(page, "radio", "Desa Pojok", "outside")
    answer(page, "selectbox", "Bank Smapah", "bank-sampah")
    answer(page, "text_input", "Penerbit", "DLHKP")
    assert "5 nama diputuskan" in said(page)
    # What was decided stands where it stood, to be decided otherwise.
    assert [one.value for one in page.radio[:3]] == ["35.71.02.1008", "35.71.01.1011", "outside"]
    page = go_on(page)
    assert opened(page) == 5
    for label, text in (
        *(("Baris 13: koordinat", ""), ("Baris 13: Lintang", "")),
        *(("Baris 14: koordinat", ""), ("Baris 14: Lintang", "")),
        *(("Baris 15:", ""), ("Baris 17:", "2024"), ("Baris 18:", "31/12/2025")),
        *(("Baris 20:", "RW 05"), ("Baris 22:", "Bank Sampah")),
    ):
        control(page, "text_input", label).set_value(text)
    control(page, "selectbox", "Baris 16:").set_value("tercatat berjalan")
    checked(control(page, "button", "Pakai perbaikan").click().run())
    # Half of a point is left of row 15, and that is said.
    assert "bujur dan lintang harus diisi keduanya" in control(page, "text_input", "Baris 15:").label
    control(page, "text_input", "Baris 15: Lintang").set_value("")
    checked(control(page, "button", "Pakai perbaikan").click().run())
    assert page.button(key="u-lanjut-5").disabled
    answer(page, "radio", "baris bermasalah", "good")
    page = go_on(page)
    assert "18 baru, 0 berubah, 0 tetap, 2 menunggu." in said(page)
    page = confirm(page)
    assert head(editor) == 2
    before, after = (len(open_store(editor).tables(number)["placements"]) for number in (1, 2))
    assert after == before + 18
    # What waits is still there to be mended; the rest is recorded.
    assert "Baris yang menunggu ada di bawah" in said(page)
    assert opened(page) == 5
    assert "18 baris baik; 2 baris menunggu" in said(page)
    assert "0 baru, 0 berubah, 18 tetap, 2 menunggu." in said(go_on(page))


@pytest.mark.usefixtures("editor")
def test_what_was_mended_can_be_taken_back():
    rows = [GOOD[0], (*GOOD[1][:3], "brjalan", *GOOD[1][4:])]
    page = go_on(go_on(send(workbook(rows))))
    assert opened(page) == 5
    control(page, "selectbox", "Baris 2:").set_value("tercatat berjalan")
    checked(control(page, "button", "Pakai perbaikan").click().run())
    assert "Semua baris dapat dibaca" in said(page)
    assert opened(page) == 5
    checked(page.button(key="u-kembalikan").click().run())
    assert control(page, "selectbox", "Baris 2:").value is None


@pytest.mark.usefixtures("editor")
def test_a_file_that_is_none_says_so_and_another_may_be_chosen():
    page = send(b"%PDF-1.7 " + b"x" * 100, "laporan.pdf")
    assert opened(page) == 2
    assert "PDF" in said(page)
    assert page.button(key="u-lanjut-2").disabled
    checked(page.button(key="u-ganti").click().run())
    assert page.get("file_uploader")


@pytest.mark.usefixtures("editor")
def test_titles_are_sought_and_a_column_may_be_named_and_a_status_said_for_all_rows():
    rows = [
        ("REKAP KEGIATAN",),
        (),
        ("Nama", "Kelurahan", "Keterangan Tempat", "Dasar"),
        ("Bank Sampah", "Ngletih", "RW 09", "Berita"),
    ]
    page = send(workbook(rows))
    # Two titles that are known are enough to find them.
    assert page.selectbox(key="u-judul").value == "3"
    page = go_on(page)
    assert opened(page) == 3
    assert "kolom Program" in said(page)
    assert page.button(key="u-lanjut-3").disabled
    answer(page, "selectbox", "Nama (", "program")
    answer(page, "selectbox", "Keterangan Tempat", "site")
    answer(page, "selectbox", "Status", "tercatat berjalan")
    answer(page, "text_input", "Penerbit", "Radar")
    page = go_on(page)
    assert opened(page) == 6
    assert "1 baru" in said(page)


def test_days_and_months_are_asked_with_examples(editor):
    rows = [(*GOOD[0], "Tanggal"), (*GOOD[1], "05/01/2026")]
    page = go_on(send(workbook(rows)))
    assert opened(page) == 3
    assert page.button(key="u-lanjut-3").disabled
    asked = control(page, "radio", "Tanggal")
    assert [re.sub(r"[\\\u2060]", "", one) for one in asked.options] == [
        "Hari dahulu: 05/01/2026 = 5 Januari 2026",
        "Bulan dahulu: 05/01/2026 = 1 Mei 2026",
    ]
    page = go_on(checked(asked.set_value("day").run()))
    page = confirm(page)
    sources = open_store(editor).tables(2)["sources"]
    assert any("2026-01-05" in row.cells for row in sources)


@pytest.mark.usefixtures("editor")
def test_hidden_rows_and_sheets_are_asked_about():
    def change(book):
        book.active.row_dimensions[3].hidden = True
        other = book.create_sheet("Arsip")
        other.append(list(GOOD[0]))
        other.append([*GOOD[1][:2], "RW 10", *GOOD[1][3:]])
        other.sheet_state = "hidden"

    page = send(workbook([*GOOD, (*GOOD[1][:2], "RW 11", *GOOD[1][3:])], change=change))
    assert "1 baris tersembunyi tidak dibaca" in said(page)
    answer(page, "radio", "tersembunyi", "take")
    assert "2 baris data; 1 baris tersembunyi disertakan" in said(page)
    answer(page, "selectbox", "Lembar", "Arsip")
    page = go_on(go_on(page))
    assert "Bank Sampah, Ngletih, RW 10" in said(page)


def test_a_complete_list_asks_what_becomes_of_the_records_that_it_lacks(editor):
    page = go_on(go_on(send(workbook(GOOD))))
    answer(page, "selectbox", "daftar lengkap", "program")
    answer(page, "selectbox", "Yang mana", "kampung-keren")
    assert "hilang" in said(page)
    assert "Belum dapat diterapkan" in said(page)
    answer(page, "radio", "lengkap tidak ada di berkas", "keep")
    confirm(page)
    assert head(editor) == 2


def test_a_row_that_somebody_else_changed_meanwhile_is_planned_anew(editor):
    store = open_store(editor)
    page = send(template_of(editor, "P063", status="berakhir"), "templat.xlsx")
    assert opened(page) == 6
    write(store, [edit_of(store, "placements", "P063", note="baru saja")], NOTE_OF_OTHERS, no_check)
    page = confirm(page)
    # Either the newest version was planned against, or nothing was written: never over what somebody wrote.
    newest = next(row for row in store.tables(store.head().id)["placements"] if row.cells[0] == "P063")
    assert "baru saja" in newest.cells


def template_of(settings, record, **changed):
    """Make the template of one record as its office gives it back."""
    base = base_of_store(open_store(settings), read_boundaries(settings.boundaries), settings)
    book = openpyxl.load_workbook(io.BytesIO(make_template(base, [record])))
    sheet = book.worksheets[0]
    titles = [cell.value for cell in sheet[1]]
    for name, text in changed.items():
        sheet.cell(3, titles.index(title_of(name)) + 1, text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_template_goes_to_its_end_without_a_question(editor):
    page = send(template_of(editor, "P063", status="berakhir"), "templat.xlsx")
    assert opened(page) == 6
    assert "0 baru, 1 berubah, 0 tetap." in said(page)
    assert "Status: direncanakan → menjadi berakhir" in said(page)


def test_one_record_is_written_by_the_form_with_its_photo(editor):
    picture = io.BytesIO()
    about = Image.Exif()
    about[0x010F] = "KameraSaya"
    Image.new("RGB", (400, 300), "green").save(picture, "JPEG", exif=about)
    page = open_page("unggah")
    checked(page.radio(key="u-cara").set_value("formulir").run())
    told = {"program": "Bank Sampah", "area": "Ngletih, Kec. Pesantren", "status": "tercatat berjalan"}
    for name, value in told.items():
        page.selectbox(key=f"u-isi-{name}").set_value(value)
    # AppTest chooses from a list only; a source that is written is for the browser's test.
    source = page.selectbox(key="u-isi-source")
    source.set_value(source.options[0])
    page.text_input(key="u-isi-site").set_value("RW 09")
    page.get("file_uploader")[0].set_value(("foto.jpg", picture.getvalue(), "image/jpeg"))
    checked(control(page, "button", "Periksa").click().run())
    assert opened(page) == 6
    confirm(page)
    photo = photo_of(open_store(editor), 2)
    assert photo
    assert b"KameraSaya" not in photo
    assert "Foto bukti" in html(open_page("unggah", perubahan="2"))


@pytest.mark.usefixtures("editor")
def test_a_photo_that_is_none_says_so_and_the_form_keeps_what_was_written():
    page = open_page("unggah")
    checked(page.radio(key="u-cara").set_value("formulir").run())
    page.text_input(key="u-isi-site").set_value("RW 09")
    page.get("file_uploader")[0].set_value(("foto.jpg", b"bukan foto", "image/jpeg"))
    checked(control(page, "button", "Periksa").click().run())
    assert "bukan foto JPEG" in said(page)
    assert page.text_input(key="u-isi-site").value == "RW 09"


@pytest.mark.usefixtures("editor")
def test_what_a_file_says_is_shown_letter_by_letter():
    bad = "<img src=x onerror=alert(1)> **tebal** :red[x]"
    rows = [GOOD[0], (bad, bad, bad, bad, bad, bad, bad)]
    page = go_on(go_on(send(workbook(rows), "<b>.xlsx")))
    assert "<img src=x" not in html(page)
    labels = [one.label for kind in ("radio", "selectbox", "text_input") for one in page.get(kind)]
    assert any("tebal" in one for one in labels)
    assert not any("**tebal**" in one or ":red[" in one for one in labels)


def test_the_history_leads_editors_to_undoing(editor):
    write(
        open_store(editor),
        [edit_of(open_store(editor), "placements", "P063", note="x")],
        NOTE_OF_OTHERS,
        no_check,
    )
    assert 'href="./unggah?perubahan=2"' in html(open_page("riwayat"))


@pytest.mark.parametrize("number", ["1", "7", "x", "99999999999"])
@pytest.mark.usefixtures("editor")
def test_a_change_that_cannot_be_undone_is_no_fault(number):
    page = open_page("unggah", perubahan=number)
    assert not [one for one in page.button if "Batalkan perubahan" in one.label]


def test_a_closed_laptop_costs_nothing(editor):
    page = go_on(go_on(send(workbook([GOOD[0], (*GOOD[1][:1], "Ngletihh", *GOOD[1][2:])]))))
    answer(page, "radio", "“Ngletihh”", "35.71.03.1010")
    (kept,) = link_of(page)["usulan"]
    page = open_page("unggah", usulan=kept)
    # What was read is seen once more, what was decided stays.
    page = go_on(go_on(page))
    assert "1 nama diputuskan" in said(page)
    confirm(go_on(page))
    assert head(editor) == 2
    # What is taken over is no draft any more.
    page = open_page("unggah", usulan=kept)
    assert opened(page) == 1
    assert "usulan" not in link_of(page)


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize("name", ["x", "../../etc/passwd", "A" * 22])
def test_a_draft_that_is_not_there_is_told(name):
    page = open_page("unggah", usulan=name)
    assert opened(page) == 1
    assert 'class="notice"' in html(page)


@pytest.mark.usefixtures("editor")
def test_every_hostile_text_of_a_file_is_a_text_in_every_step():
    page = send(as_xlsx(SHOWN), "<img src=x>.xlsx")
    said_so_far = ""
    for step in (2, 3, 4, 5):
        assert opened(page) == step
        assert [*html_problems(html(page), SHOWN), *label_problems(page, SHOWN)] == []
        said_so_far += html(page)
        if step == 5:
            answer(page, "radio", "baris bermasalah", "good")
        page = go_on(page)
    assert [*html_problems(html(page), SHOWN), *label_problems(page, SHOWN)] == []
    assert "<img src=x" not in said_so_far
