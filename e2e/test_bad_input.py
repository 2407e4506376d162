"""What goes wrong is said in words, changes nothing and loses nothing that was typed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.db import connection, connections
from playwright.sync_api import expect

from e2e import errands
from e2e.city import City
from e2e.conftest import Visit
from motcua.dossiers.public import Dossier, DraftFile

MEGABYTE = 1024 * 1024


def test_files_that_are_not_what_they_say_or_too_large_are_refused_in_words(
    city: City, visit: Visit, tmp_path: Path
) -> None:
    nhung = visit("nhung")
    nhung.goes_to("/thu-tuc/1.001193/nop")
    nhung.presses("Bắt đầu")
    errands.fill_birth_form(nhung)
    field = nhung.page.locator("#id_file-giay-chung-sinh")
    said = nhung.page.locator("[data-upload-status]").first
    field.set_input_files(errands.upload("giay-chung-sinh.png", b"MZ\x90\x00" + os.urandom(2000)))
    expect(said).to_contain_text("là một chương trình, không phải giấy tờ")
    expect(said).to_have_class("m-0 field-error")
    nhung.looks("tep-khong-dung-loai")
    large = tmp_path / "lon.pdf"
    large.write_bytes(b"%PDF-1.7\n" + bytes(21 * MEGABYTE))
    field.set_input_files(large)
    expect(said).to_contain_text("20 MB")
    nhung.looks("tep-qua-lon")
    assert not DraftFile.objects.exists()
    errands.attach_scan(nhung)


def test_an_impossible_date_is_pointed_out_and_kept(city: City, visit: Visit) -> None:
    nhung = visit("nhung")
    nhung.goes_to("/thu-tuc/1.001193/nop")
    nhung.presses("Bắt đầu")
    errands.answer(nhung, errands.BIRTH["Người yêu cầu"])
    nhung.presses("Lưu và tiếp tục")
    errands.answer(nhung, {**errands.BIRTH["Trẻ được khai sinh"], "nksNgaySinh": "31/02/2026"})
    nhung.presses("Lưu và tiếp tục")
    expect(nhung.page.locator("#id_nksNgaySinh")).to_have_value("31/02/2026")
    expect(nhung.page.locator("#id_nksNgaySinh-error")).to_be_visible()
    nhung.page.locator(".error-summary a").click()
    expect(nhung.page.locator("#id_nksNgaySinh")).to_be_focused()
    nhung.looks("ngay-khong-co")


def test_a_session_that_ends_while_typing_loses_nothing(city: City, visit: Visit) -> None:
    nhung = visit("nhung")
    nhung.goes_to("/thu-tuc/1.001193/nop")
    nhung.presses("Bắt đầu")
    errands.answer(nhung, errands.BIRTH["Người yêu cầu"])
    nhung.forgets_session()
    errands.answer(nhung, {"nycEmail": "nhung.moi@example.vn"})
    nhung.presses("Lưu và tiếp tục")
    expect(nhung.page.locator("h1")).to_have_text("Đăng nhập")
    nhung.fills_sign_in("nhung")
    expect(nhung.page.locator("h1")).to_have_text("Người yêu cầu")
    expect(nhung.page.locator("#id_nycEmail")).to_have_value("nhung.moi@example.vn")
    nhung.presses("Lưu và tiếp tục")
    expect(nhung.page.locator("h1")).to_have_text("Trẻ được khai sinh")


def test_whoever_is_second_is_told_and_nothing_happens_twice(city: City, visit: Visit) -> None:
    code = errands.file_birth(visit("nhung"))
    first, second = visit("motcua.lechan"), visit("motcua.lechan")
    for officer in (first, second):
        errands.open_dossier(officer, code)
    first.receives()
    first.reads("Đã tiếp nhận.")
    second.receives()
    second.reads("Hồ sơ vừa được người khác xử lý")
    second.looks("ho-so-trang-cu")
    assert Dossier.objects.get().events.filter(kind="received").count() == 1


def test_a_database_that_is_away_is_said_plainly_and_comes_back(city: City, visit: Visit) -> None:
    nhung = visit("nhung")
    nhung.goes_to("/thu-tuc/1.001193/nop")
    nhung.presses("Bắt đầu")
    with database_away():
        answered = nhung.page.request.get("/ho-so-cua-toi")
        assert answered.status == 503
        assert answered.headers["retry-after"] == "10"
        assert "Traceback" not in answered.text()
        nhung.expects_trouble()
        nhung.page.locator("#id_nycEmail").fill("nhung.moi@example.vn")
        expect(nhung.page.locator("[data-autosave-state]")).to_contain_text("Những gì đã nhập vẫn còn trên máy này")
        nhung.presses("Lưu và tiếp tục")
        expect(nhung.page.locator("h1")).to_be_visible()
        nhung.looks("co-so-du-lieu-di-vang")
    nhung.page.go_back()
    expect(nhung.page.locator("#id_nycEmail")).to_have_value("nhung.moi@example.vn")


@contextmanager
def database_away() -> Iterator[None]:
    """Nobody gets into the city's database, and whoever was in is put out."""
    connections.close_all()
    name = connection.settings_dict["NAME"]
    there = {**connection.get_connection_params(), "dbname": "postgres", "cursor_factory": None, "context": None}
    wanted = {key: value for key, value in there.items() if value is not None and key != "prepare_threshold"}
    with psycopg.connect(**wanted, autocommit=True) as server:
        server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false'.encode())
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        try:
            yield
        finally:
            server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true'.encode())
