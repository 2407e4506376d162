"""A child is born: one dossier from the search field to the certificate, as all who meet it see it."""

import re
from io import BytesIO

from playwright.sync_api import expect
from pypdf import PdfReader

from e2e import errands
from e2e.city import HALF_PAST_NINE, MONDAY, WEDNESDAY, City
from e2e.conftest import Visit
from e2e.visitor import Visitor
from motcua.audit.public import seal, verify
from motcua.dossiers.public import Dossier
from motcua.platform import clock

PHONE, EMAIL = "0987654321", "nhung@example.vn"


def test_birth_of_a_child(city: City, visit: Visit) -> None:
    nhung = visit()
    finds_and_reads(nhung)
    fills_and_checks(nhung)
    code = files_once(nhung)
    city.works()
    follows_by_qr(city, visit, nhung, code)
    officer = visit("motcua.lechan")
    accepts(officer, code)
    counter_code = errands.take_at_counter(officer)
    assert counter_code != code
    assert "GIẤY TIẾP NHẬN" in errands.open_pdf(officer, "Giấy tiếp nhận hồ sơ").upper()
    city.works()
    follows(nhung, code, "theo-doi-da-tiep-nhan", "Thẩm tra hồ sơ khai sinh")
    specialist = visit("hotich.lechan")
    city.it_is(HALF_PAST_NINE)
    works_and_asks(specialist, code)
    city.works()
    city.it_is(WEDNESDAY)
    supplies_just_that(nhung, code)
    city.works()
    proposes(specialist, code)
    approves(visit("chutich.lechan"), code)
    city.works()
    hands_over(officer, code)
    city.works()
    downloads_the_result(nhung, code)
    reads_messages(visit(), city, code)
    audits(visit("kiemtra"), code)
    while seal(at=clock.now()):
        pass
    assert verify().is_sound


def finds_and_reads(nhung: Visitor) -> None:
    nhung.goes_to("/")
    nhung.looks("trang-chu")
    nhung.page.locator("#id_q").fill("lam giay khai sinh cho con")
    nhung.presses("Tìm thủ tục")
    nhung.looks("tim")
    nhung.page.get_by_role("link", name="Đăng ký khai sinh", exact=True).click()
    for said in ("Giấy chứng sinh", "Trong ngày", "Miễn phí", "Trực tuyến toàn trình"):
        nhung.reads(said)
    nhung.looks("thu-tuc")
    nhung.presses("Nộp hồ sơ")
    nhung.looks("dang-nhap")
    nhung.fills_sign_in("nhung")
    nhung.looks("bat-dau")
    nhung.presses("Bắt đầu")


def fills_and_checks(nhung: Visitor) -> None:
    expect(nhung.page.locator("[name='nycHoTen']")).to_have_value("Nguyễn Thị Hồng Nhung")
    nhung.presses("Lưu và tiếp tục")
    expect(nhung.page.locator(".error-summary")).to_be_focused()
    nhung.looks("buoc-1-con-thieu")
    for at, (title, answers) in enumerate(errands.BIRTH.items(), 1):
        expect(nhung.page.locator("h1")).to_have_text(title)
        errands.answer(nhung, answers)
        nhung.looks(f"buoc-{at}")
        nhung.presses("Lưu và tiếp tục")
    nhung.presses("Lưu và tiếp tục")
    nhung.reads("Xin đính kèm: Giấy chứng sinh.")
    nhung.looks("giay-to-con-thieu")
    errands.attach_scan(nhung)
    nhung.reads("Đỗ Nguyễn An Nhiên")
    nhung.looks("kiem-tra")
    nhung.goes_to("/ho-so-cua-toi")
    nhung.looks("ban-nhap-cua-toi")
    nhung.page.locator("main").get_by_role("link", name="Đăng ký khai sinh").click()


def files_once(nhung: Visitor) -> str:
    check = nhung.page.url
    # She came by password: filing asks for more, and leads back to the same page with nothing lost.
    nhung.presses("Nộp hồ sơ")
    nhung.looks("xac-thuc")
    nhung.presses("Xác thực bằng định danh quốc gia")
    nhung.reads("Ông/bà là ai?")
    nhung.agrees_as("Nguyễn Thị Hồng Nhung")
    assert nhung.page.url == check
    nhung.reads("Đã xác thực bằng định danh quốc gia.")
    nhung.page.get_by_role("button", name="Nộp hồ sơ").dblclick()
    expect(nhung.page.locator("h1")).to_have_text("Đã nộp hồ sơ")
    code = errands.code_shown(nhung)
    nhung.page.reload()
    nhung.goes_to(check)
    assert errands.code_shown(nhung) == code
    assert list(Dossier.objects.values_list("code", flat=True)) == [code]
    nhung.reads("trước 11:00 23/11/2026")
    nhung.reads("nếu được tiếp nhận hôm nay, hẹn trả 17:00 23/11/2026")
    nhung.reads("chưa phải giấy tiếp nhận hồ sơ")
    return code


def follows_by_qr(city: City, visit: Visit, nhung: Visitor, code: str) -> None:
    nhung.page.reload()
    nhung.looks("da-nop")
    assert code in errands.open_pdf(nhung, "Tải giấy xác nhận")
    link = errands.decode_qr(nhung)
    assert link.startswith(f"{city.url}/theo-doi/")
    grandmother = visit()
    grandmother.goes_to(link)
    grandmother.reads("đang kiểm tra để tiếp nhận")
    expect(grandmother.page.locator("main")).not_to_contain_text("Nhiên")
    grandmother.looks("tien-do")
    grandmother.goes_to("/tra-cuu")
    grandmother.looks("tra-cuu")
    grandmother.page.locator("#id_code").fill(code)
    grandmother.page.locator("#id_phone").fill(PHONE)
    grandmother.presses("Tra cứu")
    grandmother.reads("đang kiểm tra để tiếp nhận")
    follows(nhung, code, "theo-doi-da-nop", "đang kiểm tra để tiếp nhận")


def accepts(officer: Visitor, code: str) -> None:
    officer.looks("viec-mot-cua")
    errands.open_dossier(officer, code)
    officer.looks("ho-so-cho-tiep-nhan")
    officer.receives()
    officer.reads("Đã tiếp nhận.")
    assert code in errands.open_pdf(officer, "Giấy tiếp nhận hồ sơ")
    officer.looks("ho-so-giay-hen")


def follows(nhung: Visitor, code: str, name: str, said: str) -> None:
    nhung.goes_to(f"/ho-so-cua-toi/{code}")
    nhung.reads(said)
    nhung.looks(name)


def works_and_asks(specialist: Visitor, code: str) -> None:
    specialist.looks("viec-chuyen-vien")
    errands.open_dossier(specialist, code)
    specialist.presses("Nhận xử lý")
    specialist.reads("Ông/bà đã nhận xử lý bước này.")
    specialist.looks("ho-so-dang-tham-tra")
    errands.ask_for_paper(specialist, "Bản chụp rõ cả bốn góc", "Ảnh chụp Giấy chứng sinh bị mờ, không đọc được số.")
    expect(specialist.page.locator(".clock-paused").first).to_be_visible()
    specialist.looks("ho-so-cho-bo-sung")


def supplies_just_that(nhung: Visitor, code: str) -> None:
    nhung.goes_to(f"/ho-so-cua-toi/{code}")
    nhung.reads("Cần ông/bà bổ sung")
    nhung.reads("Ảnh chụp Giấy chứng sinh bị mờ")
    papers = nhung.page.locator("form").filter(has_text="Gửi bổ sung").locator("input[type='file']")
    expect(papers).to_have_count(1)
    nhung.looks("theo-doi-can-bo-sung")
    papers.set_input_files(errands.upload("giay-chung-sinh-ro.png"))
    nhung.presses("Gửi bổ sung")
    nhung.reads("Thời hạn giải quyết tiếp tục được tính.")
    why = errands.explain_due(nhung)
    assert "17:00 23/11/2026" not in why.split("Vì sao")[0]
    assert "Tạm dừng tính giờ từ 09:30 thứ Hai 23/11/2026" in why
    assert "Ngày Văn hóa Việt Nam" in why
    nhung.looks("theo-doi-da-bo-sung")


def proposes(specialist: Visitor, code: str) -> None:
    specialist.goes_to(f"/ho-so/{code}")
    specialist.reads("Đã bổ sung: Giấy chứng sinh.")
    specialist.looks("ho-so-da-bo-sung")
    specialist.presses("Trình lãnh đạo ký")
    specialist.reads("Đã chuyển hồ sơ sang bước tiếp theo.")


def approves(leader: Visitor, code: str) -> None:
    errands.open_dossier(leader, code)
    leader.looks("ho-so-cho-ky")
    leader.presses("Phê duyệt và ký")
    leader.reads("Đã có kết quả")
    words = errands.open_pdf(leader, "Giấy khai sinh")
    assert "ĐỖ NGUYỄN AN NHIÊN" in words.upper()


def hands_over(officer: Visitor, code: str) -> None:
    errands.open_dossier(officer, code, tab="Chờ trả kết quả")
    officer.presses("Trả kết quả", within=officer.page.locator("main"))
    officer.looks("ho-so-hop-thoai-tra")
    officer.page.locator("[name='identity_seen']").fill("Thẻ căn cước")
    officer.presses("Xác nhận đã trả")
    officer.reads("Đã trả kết quả. Hồ sơ kết thúc.")
    officer.looks("ho-so-da-tra")
    officer.goes_to("/viec/tim?q=Nhung")
    officer.looks("tra-cuu-can-bo")


def downloads_the_result(nhung: Visitor, code: str) -> None:
    follows(nhung, code, "theo-doi-co-ket-qua", "Đã có kết quả")
    with nhung.page.expect_download() as download:
        nhung.presses("Tải kết quả (PDF)")
    result = PdfReader(BytesIO(download.value.path().read_bytes()))
    assert "ĐỖ NGUYỄN AN NHIÊN" in result.pages[0].extract_text().upper()
    nhung.goes_to("/ho-so-cua-toi")
    nhung.reads("Đã trả kết quả")
    nhung.looks("ho-so-cua-toi")


def reads_messages(family: Visitor, city: City, code: str) -> None:
    turns = ["duoc gui", "tiep nhan", "bo sung giay to", "nhan phan bo sung", "co ket qua", "da duoc tra"]
    texts = city.texts_to(PHONE)
    assert len(texts) == len(turns)
    for turn, text in zip(turns, texts, strict=True):
        assert re.search(rf"{turn}.*", text, re.S), (turn, text)
        assert code in text
    assert len(city.letters_to(EMAIL)) == len(turns)
    family.goes_to(f"{city.nation.url}/?phone={PHONE}&email={EMAIL}")
    expect(family.page.locator(".bubble")).to_have_count(len(turns))
    expect(family.page.locator(".letter")).to_have_count(len(turns))
    family.looks("tin-va-thu")


def audits(auditor: Visitor, code: str) -> None:
    auditor.goes_to("/nhat-ky")
    auditor.looks("nhat-ky")
    dossier = Dossier.objects.get(code=code)
    auditor.goes_to(f"/nhat-ky?subject={dossier.subject}")
    for act in ("Tiếp nhận hồ sơ", "Nhận xử lý", "Yêu cầu bổ sung", "Gửi bổ sung", "Ra kết quả"):
        auditor.reads(act)
    auditor.goes_to(f"/nhat-ky?account={dossier.submitter_account_id}&kind=action")
    auditor.reads("Nộp hồ sơ")
    auditor.goes_to(f"/nhat-ky?subject={dossier.subject}&kind=read")
    for who in ("Trần Thu Hà", "Phạm Quốc Việt", "Nguyễn Văn Thành"):
        auditor.reads(who)
    auditor.reads("Giải quyết hồ sơ")
    auditor.looks("nhat-ky-xem-du-lieu")


def test_find_fill_submit_and_track_without_scripts(city: City, visit: Visit) -> None:
    nhung = visit("nhung", scripts=False)
    errands.find_birth_registration(nhung)
    nhung.presses("Nộp hồ sơ")
    nhung.presses("Bắt đầu")
    errands.fill_form_without_scripts(nhung)
    nhung.page.locator("#id_file-giay-chung-sinh").set_input_files(errands.upload("giay-chung-sinh.png"))
    nhung.page.get_by_role("button", name="Tải lên Giấy chứng sinh").click()
    expect(nhung.page.get_by_role("link", name="giay-chung-sinh.png")).to_be_visible()
    nhung.presses("Lưu và tiếp tục")
    nhung.presses("Nộp hồ sơ")
    expect(nhung.page.locator("h1")).to_have_text("Đã nộp hồ sơ")
    code = errands.code_shown(nhung)
    stranger = visit(scripts=False)
    stranger.goes_to("/tra-cuu")
    stranger.page.locator("#id_code").fill(code)
    stranger.page.locator("#id_phone").fill(PHONE)
    stranger.presses("Tra cứu")
    stranger.reads("đang kiểm tra để tiếp nhận")
    assert Dossier.objects.get().submitted_at == MONDAY
