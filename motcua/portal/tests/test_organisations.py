"""The account of an organisation: who represents it invites, members file or only look, and are members until ended."""

import pytest
from django.test import Client

from motcua.accounts.public import Account
from motcua.dossiers.public import Dossier, start_draft, submit, withdraw
from motcua.dossiers.tests import make
from motcua.persons.public import Mandate, Unrepresented, authorities_of
from motcua.persons.tests import make as persons
from motcua.platform import clock
from motcua.platform.action import NotAllowed
from motcua.platform.testing import run_jobs

pytestmark = pytest.mark.django_db
AT = make.AT


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def invite(boss: Account, entity_id: int, member: Account, role: str) -> Mandate:
    """Invited on the page of who represents it, accepted on the member's own."""
    asked = {"grantor": entity_id, "full_name": member.person.full_name, "personal_id": member.person.personal_id}
    assert signed_in(boss).post("/lam-thay/uy-quyen/moi", {**asked, "role": role}).status_code == 302
    mandate = Mandate.objects.latest("id")
    signed_in(member).post(f"/lam-thay/uy-quyen/{mandate.pk}/nhan")
    run_jobs()
    return mandate


def test_a_filer_files_a_viewer_looks_and_whoever_is_ended_sees_nothing_more() -> None:
    boss, filer, viewer = (make.citizen(full_name=name) for name in ("Lê Minh", "Vũ Thị Lan", "Trần Nam"))
    entity = persons.legal_entity(representative=boss.person)
    ward = make.ward()
    with clock.frozen(AT):
        assert "Mời thành viên" in signed_in(boss).get("/lam-thay/to-chuc").content.decode()
        invite(boss, entity.pk, filer, "filer")
        seat = invite(boss, entity.pk, viewer, "viewer")
        for who in (boss, filer, viewer):
            shown = signed_in(who).get("/lam-thay/to-chuc").content.decode()
            assert all(name in shown for name in (entity.name, "Vũ Thị Lan", "Trần Nam", "Chỉ xem hồ sơ"))
        draft = make.draft(ward, by=filer)
        for each in (filer, viewer):
            each.refresh_from_db()
        code = ward.procedure.procedure.code
        (authority,) = authorities_of(make.actor(filer), code, AT)
        assert authority.entity == entity
        type(draft).objects.filter(pk=draft.pk).update(**authority.as_kept())
        dossier = submit(draft, by=make.actor(filer), at=AT)
        assert (dossier.entity, dossier.owner, dossier.submitter_id) == (entity, boss.person, filer.person_id)
        address = f"/ho-so-cua-toi/{dossier.code}"
        for who in (boss, filer, viewer):
            assert dossier.code in signed_in(who).get("/ho-so-cua-toi").content.decode()
            assert signed_in(who).get(address).status_code == 200
        assert signed_in(make.citizen()).get(address).status_code == 404
        page = signed_in(viewer).get(address).content.decode()
        assert f"{address}/rut" not in page
        assert authorities_of(make.actor(viewer), code, AT) == ()
        with pytest.raises(NotAllowed):
            withdraw(dossier, reason="x", by=make.actor(viewer), at=AT)
        signed_in(boss).post(f"/lam-thay/uy-quyen/{seat.pk}/cham-dut")
        run_jobs()
        assert signed_in(viewer).get(address).status_code == 404
        assert signed_in(filer).get(address).status_code == 200
    assert Dossier.objects.count() == 1


def test_a_viewer_cannot_begin_by_a_made_up_form_nor_a_person_have_viewers() -> None:
    boss, viewer = make.citizen(full_name="Lê Minh"), make.citizen(full_name="Trần Nam")
    entity = persons.legal_entity(representative=boss.person)
    ward = make.ward()
    with clock.frozen(AT):
        seat = invite(boss, entity.pk, viewer, "viewer")
        viewer.refresh_from_db()
        Mandate.objects.filter(pk=seat.pk).update(role="filer")
        (authority,) = authorities_of(make.actor(viewer), ward.procedure.procedure.code, AT)
        Mandate.objects.filter(pk=seat.pk).update(role="viewer")
        with pytest.raises(Unrepresented, match="chỉ được xem"):
            start_draft(ward.procedure, ward.case, authority=authority, by=make.actor(viewer), at=AT)
        asked = {"grantor": "toi", "full_name": "Trần Nam", "personal_id": viewer.person.personal_id, "role": "viewer"}
        assert signed_in(boss).post("/lam-thay/uy-quyen/moi", asked).status_code == 422
