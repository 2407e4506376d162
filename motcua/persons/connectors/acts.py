"""What the acts of this module are called in the log."""

from django.utils.translation import gettext_lazy as _

from motcua.audit.ports import ACTS
from motcua.platform.personal import (
    DERIVED,
    INTERNAL,
    PROCEDURES,
    WITH_DOSSIER,
    PersonalClass,
    PersonalField,
    Purpose,
    declare,
    declare_purposes,
)

ACTS.update(
    {
        "persons.register_person": _("Ghi nhận người"),
        "persons.register_legal_entity": _("Ghi nhận tổ chức, doanh nghiệp"),
        "persons.check_identity": _("Xác nhận danh tính"),
        "persons.update_contact": _("Cập nhật liên lạc"),
        "persons.anonymise": _("Ẩn danh một người"),
        "persons.register_guardianship": _("Ghi nhận giám hộ"),
        "persons.end_guardianship": _("Chấm dứt giám hộ"),
        "persons.declare_child": _("Khai con"),
        "persons.give_mandate": _("Ủy quyền"),
        "persons.accept_mandate": _("Nhận ủy quyền"),
        "persons.withdraw_mandate": _("Chấm dứt ủy quyền"),
        "persons.find_duplicates": _("Tìm bản ghi trùng"),
        "persons.propose_merge": _("Đề nghị gộp hai bản ghi"),
        "persons.confirm_merge": _("Xác nhận gộp hai bản ghi"),
        "persons.reject_merge": _("Xác định là hai người"),
        "persons.undo_merge": _("Tách lại hai bản ghi"),
    }
)

_IDENTITY = _("Nhận biết đúng người nộp hồ sơ, chủ hồ sơ")
_CONTACT = _("Liên hệ, gửi kết quả")
_ENTITY = _("Nhận biết đúng tổ chức, hộ kinh doanh nộp hồ sơ")

declare(
    *(
        PersonalField(f"persons.Person.{name}", PersonalClass.BASIC, purpose, PROCEDURES, WITH_DOSSIER)
        for purpose, names in {
            _IDENTITY: ("full_name", "birth_date", "sex", "personal_id"),
            _CONTACT: ("phone", "email", "address_line"),
        }.items()
        for name in names
    ),
    *(
        PersonalField(f"persons.LegalEntity.{name}", PersonalClass.BASIC, _ENTITY, PROCEDURES, WITH_DOSSIER)
        for name in ("name", "tax_code", "address_line")
    ),
    *(
        PersonalField(f"persons.{path}", PersonalClass.BASIC, purpose, PROCEDURES, WITH_DOSSIER, withheld=DERIVED)
        for path, purpose in {
            "Person.name_key": _IDENTITY,
            "Person.search_name": _IDENTITY,
            "LegalEntity.search_name": _ENTITY,
        }.items()
    ),
)
_MANDATE = _("Biết ai được làm thủ tục thay ai, theo giấy tờ nào")
_REPRESENTATION = _("Bộ luật Dân sự 2015, điều 46–63 và 134–143")
declare(
    *(
        PersonalField(f"persons.{name}", PersonalClass.BASIC, _MANDATE, _REPRESENTATION, WITH_DOSSIER)
        for name in (
            "Guardianship.guardian",
            "Guardianship.ward",
            "Guardianship.decision",
            "Guardianship.end_decision",
            "Mandate.grantor",
            "Mandate.holder",
            "Mandate.document",
        )
    )
)
_ONE_RECORD = _("Mỗi người chỉ một bản ghi, hồ sơ không lạc giữa hai bản ghi")
declare(
    *(
        PersonalField(
            f"persons.Merge.{name}", PersonalClass.BASIC, _ONE_RECORD, PROCEDURES, WITH_DOSSIER, withheld=INTERNAL
        )
        for name in ("reason", "undo_reason")
    )
)
declare_purposes(
    Purpose("Đối chiếu bản ghi trùng", _("Cán bộ so hai bản ghi có thể cùng là ông/bà"), PROCEDURES),
    Purpose("Tìm người được ủy quyền", _("Người khác muốn ủy quyền cho ông/bà"), _REPRESENTATION),
    Purpose("Ghi nhận giám hộ", _("Cán bộ ghi nhận hoặc chấm dứt việc giám hộ theo giấy tờ"), _REPRESENTATION),
    Purpose("Khai con", _("Cha, mẹ kia khai cùng một người con"), _REPRESENTATION),
    Purpose("Làm thủ tục thay", _("Người giám hộ hoặc người được ủy quyền làm hồ sơ thay ông/bà"), _REPRESENTATION),
)
