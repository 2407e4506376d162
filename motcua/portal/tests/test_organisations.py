"""The account of an organisation: who represents it invites, members file or only look, and are members until ended."""

import pytest

from motcua.accounts.public import Account
from motcua.accounts.tests.make import signed_in
from motcua.dossiers.public import Dossier, Draft, start_draft, submit, withdraw
from motcua.dossiers.tests import make
from motcua.persons.public import LegalEntity, Mandate, Unrepresented, authorities_of
from motcua.persons.tests import make as persons
from motcua.platform import clock
from motcua.platform.action import NotAllowed
from motcua.platform.testing import run_jobs

pytestmark = pytest.mark.django_db
AT = make.AT


def invite(boss: Account, entity_id: int, member: Account, role: str, procedures: str = "") -> Mandate:
    """Invited on the page of who represents it, accepted on the member's own."""
    asked = {"grantor": entity_id, "full_name": member.person.full_name, "personal_id": member.person.personal_id}
    assert (
        signed_in(boss).post("/lam-thay/uy-quyen/moi", {**asked, "role": role, "procedures": procedures}).status_code
        == 302
    )
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


def filed_for(entity: LegalEntity, ward: make.Ward, boss: Account) -> Dossier:
    """By who represents it."""
    draft = make.draft(ward, by=boss)
    authorities = authorities_of(make.actor(boss), ward.procedure.procedure.code, AT)
    authority = next(each for each in authorities if each.entity == entity)
    Draft.objects.filter(pk=draft.pk).update(**authority.as_kept())
    return submit(draft, by=make.actor(boss), at=AT)


@pytest.mark.parametrize("role", ["filer", "viewer"])
def test_a_member_for_certain_procedures_sees_its_dossiers_of_those_and_of_no_others(role: str) -> None:
    boss, member = make.citizen(full_name="Lê Minh"), make.citizen(full_name="Vũ Thị Lan")
    entity = persons.legal_entity(representative=boss.person)
    theirs, other = make.ward(), make.ward()
    with clock.frozen(AT):
        invite(boss, entity.pk, member, role, theirs.procedure.procedure.code)
        seen, hidden = filed_for(entity, theirs, boss), filed_for(entity, other, boss)
        elsewhere = filed_for(persons.legal_entity(name="Công ty Khác", representative=boss.person), theirs, boss)
        client = signed_in(member)
        listed = client.get("/ho-so-cua-toi").text
        assert seen.code in listed
        assert hidden.code not in listed and elsewhere.code not in listed
        statuses = [client.get(f"/ho-so-cua-toi/{each.code}").status_code for each in (seen, hidden, elsewhere)]
        assert statuses == [200, 404, 404]
        signed_in(boss).post(f"/lam-thay/uy-quyen/{Mandate.objects.get().pk}/cham-dut")
        run_jobs()
        assert signed_in(member).get(f"/ho-so-cua-toi/{seen.code}").status_code == 404


def test_officials_read_the_organisation_in_whose_name_it_is_filed() -> None:
    boss, ward = make.citizen(full_name="Lê Minh"), make.ward()
    entity = persons.legal_entity(name="Công ty TNHH Cảng Xanh", representative=boss.person)
    with clock.frozen(AT):
        dossier, own = filed_for(entity, ward, boss), make.dossier(ward, by=boss)
        officer = signed_in(ward.officer_account)
        for page in ("/viec?tab=receive", f"/viec/tim?q={ward.procedure.procedure.code}"):
            listed = officer.get(page).text
            assert dossier.code in listed, page
            assert entity.name in listed, page
        both = officer.get("/viec?tab=receive").text
        assert own.code in both
        assert both.count("Lê Minh") == 1, "the person's own alone bears their name"


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
