"""An official moves to another unit; what it takes is seen before; an administrator looks as the official sees."""

from playwright.sync_api import expect

from e2e import errands
from e2e.city import MONDAY, City
from e2e.conftest import Visit
from e2e.visitor import Visitor
from motcua.accounts.public import Account, actor_of
from motcua.demo.answers import answers_for
from motcua.dossiers.public import Dossier, attach_file, receive, save_draft, start_draft, submit
from motcua.files.tests import make as files
from motcua.platform.action import SYSTEM
from motcua.procedures.public import ProcedureCase

HERE, THERE = "11383", "11311"


def test_an_official_moves_to_another_unit(city: City, visit: Visit) -> None:
    here, there = filed(0, HERE), filed(1, THERE)
    specialist, administrator = visit("hotich.lechan"), visit("quantri")
    specialist.goes_to("/viec?tab=new")
    specialist.reads(here.code)
    expect(specialist.page.get_by_text(there.code)).to_have_count(0)

    administrator.goes_to("/can-bo/tai-khoan?q=hotich.lechan")
    administrator.page.get_by_role("link", name="hotich.lechan").click()
    administrator.page.get_by_role("link", name="Quyền của chức vụ").first.click()
    administrator.looks("rights-holding")
    administrator.goes_to(f"/can-bo/tai-khoan/{Account.objects.get(username='hotich.lechan').pk}")
    administrator.presses("Bổ nhiệm, điều chuyển")
    appoints_to(administrator, there)
    administrator.reads("Chưa có gì được lưu.")
    administrator.looks("rights-preview")
    specialist.goes_to("/viec?tab=new")
    specialist.reads(here.code)
    administrator.presses("Lưu thay đổi")
    administrator.reads("Có hiệu lực ngay.")
    administrator.looks("rights-account")

    specialist.goes_to("/viec?tab=new")
    specialist.reads(there.code)
    expect(specialist.page.get_by_text(here.code)).to_have_count(0)
    assert specialist.page.goto(f"/ho-so/{here.code}").status == 404  # type: ignore[union-attr]

    administrator.goes_to("/can-bo/vai-tro")
    administrator.looks("roles")
    administrator.page.get_by_role("link", name="Chuyên viên").first.click()
    administrator.looks("role")
    looks_as_another(administrator, there)
    assert city.works() >= 0


def appoints_to(administrator: Visitor, dossier: Dossier) -> None:
    """Fill in the page of appointing: a new seat where that dossier is decided, the present one left for it."""
    place = dossier.competent_authority
    administrator.page.get_by_label("Tên hoặc mã đơn vị").fill(place.identifier)
    administrator.presses("Tìm", within=administrator.page.locator("main"))
    administrator.page.get_by_role("link", name=place.name, exact=True).click()
    administrator.page.get_by_label("Tên chức vụ mới").fill("Chuyên viên hộ tịch")
    administrator.page.get_by_role("checkbox", name="Chuyên viên", exact=True).check()
    administrator.page.locator("input[name='leaves']").nth(1).check()
    administrator.page.get_by_label("Quyết định số").fill("35/QĐ-UBND")
    administrator.looks("rights-appoint")
    administrator.presses("Xem trước thay đổi")


def looks_as_another(administrator: Visitor, dossier: Dossier) -> None:
    official = Account.objects.get(username="hotich.lechan")
    administrator.goes_to(f"/can-bo/tai-khoan/{official.pk}")
    administrator.page.get_by_label("Vì sao cần xem thay").fill("Cán bộ báo không thấy hồ sơ được giao")
    administrator.presses("Bắt đầu xem thay")
    administrator.reads("Đang xem thay")
    administrator.goes_to(f"/ho-so/{dossier.code}")
    administrator.looks("viewing-as")
    administrator.presses("Kết thúc xem thay")
    administrator.reads("Đã kết thúc xem thay")
    assert administrator.page.goto(f"/ho-so/{dossier.code}").status in (403, 404)  # type: ignore[union-attr]


def filed(number: int, area: str) -> Dossier:
    """A birth registration of that area, filed online and accepted."""
    case = ProcedureCase.objects.filter(version__procedure__code="1.001193").select_related("version__eform").first()
    assert case is not None
    assert case.version.eform is not None
    citizen = actor_of(Account.objects.get(username="nhung"), at=MONDAY, assurance=2)
    draft = start_draft(case.version, case, by=citizen, at=MONDAY)
    answers = answers_for(case.version.eform, number, on=MONDAY.date(), areas=[area])
    save_draft(draft, answers=answers, by=citizen, at=MONDAY)
    for component in case.components.filter(is_required=True, replaced_by=""):
        scan = files.taken(errands.scan("GIẤY CHỨNG SINH"), "chung-sinh.png")
        attach_file(draft, component, scan, by=citizen, at=MONDAY)
    return receive(submit(draft, by=citizen, at=MONDAY), by=SYSTEM, at=MONDAY)
