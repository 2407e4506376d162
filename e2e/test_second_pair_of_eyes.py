"""Two records of one person become one after a second look; why somebody may not see a guarded dossier is explained."""

import pytest

from e2e.city import MONDAY, City
from e2e.conftest import Visit
from motcua.demo.actions.add_affairs import add_affairs
from motcua.demo.affairs import Affairs
from motcua.demo.lives import City as Lives
from motcua.dossiers.public import Dossier
from motcua.persons.public import Merge
from motcua.platform.action import SYSTEM

pytestmark = pytest.mark.soak


def test_records_are_merged_after_a_second_look_and_guarded_dossiers_explained(city: City, visit: Visit) -> None:
    add_affairs(Affairs(Lives(MONDAY)), by=SYSTEM, at=MONDAY)
    registrar = visit("danso")
    registrar.goes_to("/ban-ghi-trung")
    registrar.reads("Chờ người thứ hai xác nhận")
    registrar.looks("duplicates")
    found, proposed = (Merge.objects.get(state=state) for state in ("found", "proposed"))
    registrar.goes_to(f"/ban-ghi-trung/{found.pk}")
    registrar.page.get_by_label("Lý do").fill("Đã gọi điện, người dân xác nhận.")
    registrar.looks("duplicate-found")
    registrar.presses("Đề nghị gộp")
    registrar.reads("cần người thứ hai xác nhận")
    registrar.goes_to(f"/ban-ghi-trung/{proposed.pk}")
    registrar.looks("duplicate-proposed")
    registrar.presses("Xác nhận gộp")
    registrar.reads("Tách lại hai bản ghi")
    registrar.looks("duplicate-merged")

    administrator = visit("quantri")
    administrator.goes_to("/can-bo/vi-sao")
    administrator.page.get_by_label("Tên đăng nhập của cán bộ").fill("hotich.lechan")
    administrator.page.get_by_label("Mã hồ sơ").fill(Dossier.objects.get(data_class=3).code)
    administrator.presses("Giải thích")
    administrator.reads("có quyền, nhưng hồ sơ ở mức bảo mật cao hơn mức được giao")
    administrator.looks("explained")
    assert city.works() >= 0
