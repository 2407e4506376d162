"""Opening a dossier over HTTP: every look is written down with whose data it was, also the forbidden one."""

import pytest
from django.urls import reverse

from motcua.accounts.tests.make import signed_in
from motcua.audit.public import AuditEntry
from motcua.dossiers.tests import make
from motcua.platform.action import reference

pytestmark = pytest.mark.django_db


def test_a_forbidden_look_is_found_by_the_dossier_and_by_the_person() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen)
    stranger = make.ward().officer_account
    assert signed_in(stranger).get(reverse("dossiers:dossier", args=[dossier.code])).status_code == 404
    looked = AuditEntry.objects.about(reference(dossier)).get(kind="read", outcome="refused")
    assert looked.account_id == stranger.pk
    assert citizen.person_id is not None
    assert looked in AuditEntry.objects.concerning(citizen.person_id)


def test_the_page_after_a_refused_act_is_a_look() -> None:
    ward = make.ward()
    dossier = make.dossier(ward)
    looks = AuditEntry.objects.about(reference(dossier)).filter(kind="read", outcome="done")
    answer = signed_in(ward.officer_account).post(
        reverse("dossiers:refuse", args=[dossier.code]), {"reason": "", "revision": dossier.revision}
    )
    assert answer.status_code == 422
    assert looks.count() == 1


def test_a_citizen_who_is_behind_is_told_so() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen, resolved=True)
    client = signed_in(citizen)
    late = client.post(reverse("portal:withdraw", args=[dossier.code]), {"reason": "Đổi ý"})
    assert late.status_code == 409
    wrong = client.post(reverse("portal:withdraw", args=[make.dossier(ward, by=citizen).code]), {"reason": ""})
    assert wrong.status_code == 422
