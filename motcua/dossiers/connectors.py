"""Answers that lower modules need from dossiers."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db import connection
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from motcua.accounts.ports import RECORDS, SCOPES, Reached
from motcua.audit.ports import ACTS, NAMING
from motcua.dossiers.actions.anonymise import anonymise_dossiers, delete_drafts_of
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import seen_by
from motcua.dossiers.reads import keeping
from motcua.dossiers.reads.behind import address_of, page_of
from motcua.dossiers.reads.numbers import hidden_number
from motcua.dossiers.reads.own_data import MODELS, own_data
from motcua.dossiers.reads.series import broken_series
from motcua.platform.action import Actor, ActorKind, Right, Scope
from motcua.platform.backup import SOUND
from motcua.platform.own_data import contribute_export
from motcua.platform.personal import (
    INTERNAL,
    PROCEDURES,
    WITH_DOSSIER,
    WITH_DRAFT,
    PersonalClass,
    PersonalField,
    Purpose,
    declare,
    declare_purposes,
)
from motcua.platform.retention import Keeper, bind, forget_with, keep
from motcua.platform.rows import Condition, all_of, any_of
from motcua.post.ports import MATTERS as PARCEL_MATTERS
from motcua.privacy.ports import REVEALING
from motcua.procedures.ports import OPEN_DOSSIERS
from motcua.processes.ports import MATTERS

# Who changes a role wants to know whether it is three dossiers or the whole province's.
MOST_COUNTED = 100_000


def codes(ids: Iterable[int]) -> Mapping[int, str]:
    """Dossiers are called by their codes."""
    return dict(Dossier.objects.filter(pk__in=ids).values_list("pk", "code"))


def open_dossiers(codes: Collection[str]) -> Mapping[str, int]:
    """How many dossiers of each of these procedures are under way."""
    under_way = Dossier.objects.filter(version__procedure__code__in=codes, ended_at=None)
    return dict(under_way.values_list("version__procedure__code").annotate(Count("pk")).order_by())


def scope_of(code: str) -> Scope | None:
    """Whom the dossier of this code concerns."""
    found = Dossier.objects.filter(code=code).first()
    return found.scope() if found is not None else None


def reached(pairs: Collection[tuple[tuple[Right, ...], tuple[Right, ...]]]) -> Reached:
    """The dossiers that a change of rights brings within reach, up to `MOST_COUNTED`. One statement."""
    fresh = tuple(right for before, after in pairs if not before for right in after)
    ways = [_seen(fresh)] if fresh else []
    for before, after in pairs:
        if before:
            seen = _seen(before)
            ways.append(all_of(_seen(after), seen._replace(sql=f"NOT ({seen.sql})")))
    gained = any_of(*ways)
    condition = gained.sql.format(dossier="dossiers_dossier")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(DISTINCT owner_id) FROM "  # noqa: S608 (words of ours)
            f"(SELECT owner_id FROM dossiers_dossier WHERE {condition} LIMIT %s) found",
            [*gained.values, MOST_COUNTED],
        )
        records, persons = cursor.fetchone()
    return Reached(records, persons, is_more=records == MOST_COUNTED)


def _seen(rights: tuple[Right, ...]) -> Condition:
    return seen_by(Actor(ActorKind.OFFICIAL, rights=rights))


RECORDS.register("dossiers.read", reached)


def forgetting(person_id: int, by: Actor, at: datetime) -> None:
    """What they filled in and never filed."""
    delete_drafts_of(person_id, by=by, at=at)


SCOPES.register("dossiers.read", scope_of)
REVEALING.register("dossiers.dossier", hidden_number)
NAMING.register("dossiers.dossier", codes)
SOUND.register("dossiers", broken_series)
OPEN_DOSSIERS.register("dossiers", open_dossiers)
MATTERS.register("dossiers", address_of)
PARCEL_MATTERS.register("dossiers", page_of)
contribute_export("dossiers", MODELS, own_data)
keep(
    Keeper(
        keeping.CODE, _("Nội dung hồ sơ đã kết thúc"), keeping.over, anonymise_dossiers, persons_of=keeping.persons_of
    )
)
bind("dossiers", keeping.binding)
forget_with("dossiers", forgetting)

ACTS.update(
    {
        "dossiers.start_draft": _("Bắt đầu bản nháp"),
        "dossiers.save_draft": _("Lưu bản nháp"),
        "dossiers.keep_bulk": _("Gửi bảng tính nhiều hồ sơ"),
        "dossiers.confirm_bulk": _("Xác nhận nộp nhiều hồ sơ"),
        "dossiers.file_line": _("Lập hồ sơ từ một dòng bảng tính"),
        "dossiers.finish_bulk": _("Làm xong bảng tính nhiều hồ sơ"),
        "dossiers.fill_draft": _("Điền sẵn bản nháp"),
        "dossiers.invite_helper": _("Mời người điền giúp"),
        "dossiers.join_draft": _("Vào điền giúp"),
        "dossiers.help_fill": _("Điền giúp bản nháp"),
        "dossiers.end_help": _("Kết thúc điền giúp"),
        "dossiers.report_wrong": _("Báo sai thông tin"),
        "dossiers.settle_dispute": _("Xử lý thông tin bị báo sai"),
        "dossiers.delete_draft": _("Xóa bản nháp"),
        "dossiers.restore_draft": _("Khôi phục bản nháp"),
        "dossiers.anonymise": _("Ẩn danh hồ sơ hết hạn lưu"),
        "dossiers.delete_drafts_of": _("Xóa bản nháp của một người"),
        "dossiers.clear_drafts": _("Dọn bản nháp cũ"),
        "dossiers.see_ask_once": _("Xem bảng hỏi một lần"),
        "dossiers.count_ask_once": _("Cộng số mục điền sẵn theo tháng"),
        "dossiers.count_filings": _("Đếm hồ sơ đã nộp theo ngày"),
        "dossiers.hand_over": _("Tạo mã QR sang thiết bị khác"),
        "dossiers.end_handover": _("Kết thúc chụp bằng điện thoại"),
        "dossiers.take_over": _("Làm tiếp trên thiết bị khác"),
        "dossiers.attach_from_phone": _("Đính kèm tệp từ điện thoại"),
        "dossiers.attach_file": _("Đính kèm tệp"),
        "dossiers.remove_file": _("Bỏ tệp đính kèm"),
        "dossiers.submit": _("Nộp hồ sơ"),
        "dossiers.read": _("Xem hồ sơ"),
        "dossiers.take_at_counter": _("Nhận hồ sơ tại quầy"),
        "dossiers.acknowledge": _("Lập giấy xác nhận đã nộp"),
        "dossiers.receive": _("Tiếp nhận hồ sơ"),
        "dossiers.refuse": _("Từ chối tiếp nhận"),
        "dossiers.request_supplement": _("Yêu cầu bổ sung"),
        "dossiers.supply": _("Gửi bổ sung"),
        "dossiers.save_supplement": _("Lưu phần bổ sung chưa gửi"),
        "dossiers.claim_step": _("Nhận xử lý"),
        "dossiers.claim_steps": _("Nhận xử lý nhiều hồ sơ"),
        "dossiers.assign_step": _("Phân công"),
        "dossiers.reassign": _("Giao lại nhiều hồ sơ một lần"),
        "dossiers.distribute": _("Tự giao bước mới đến"),
        "dossiers.set_practice": _("Đặt cách làm việc của đơn vị"),
        "dossiers.set_duty": _("Giao phụ trách lĩnh vực, địa bàn"),
        "dossiers.assign_steps": _("Phân công nhiều hồ sơ"),
        "dossiers.complete_step": _("Hoàn thành bước"),
        "dossiers.resolve": _("Ra kết quả"),
        "dossiers.issue_output": _("Phát hành kết quả từng phần"),
        "dossiers.coordinate": _("Điều phối hồ sơ"),
        "dossiers.know_elsewhere": _("Biết có hồ sơ trùng ở đơn vị khác"),
        "dossiers.place_orphans": _("Chuyển hồ sơ của cơ quan đã kết thúc hoạt động"),
        "dossiers.alarm_coordination": _("Báo hồ sơ chờ điều phối quá lâu"),
        "dossiers.deliver": _("Trả kết quả"),
        "dossiers.note_opinion": _("Ghi việc lấy ý kiến vào hồ sơ"),
        "dossiers.choose_post": _("Chọn nhận, trả qua bưu chính"),
        "dossiers.leave_post": _("Thôi nhận, trả qua bưu chính"),
        "dossiers.follow_parcel": _("Ghi chặng đường bưu gửi vào hồ sơ"),
        "dossiers.post_result": _("Gửi kết quả qua bưu chính"),
        "dossiers.end_parcels": _("Hủy bưu gửi của hồ sơ đã kết thúc"),
        "dossiers.remind_collection": _("Nhắc nhận kết quả"),
        "dossiers.remind_uncollected": _("Nhắc người chưa nhận kết quả"),
        "dossiers.send_digests": _("Gửi bản tin buổi sáng"),
        "dossiers.alarm_acceptance": _("Báo hồ sơ quá hạn tiếp nhận"),
        "dossiers.watch_clocks": _("Xem các đồng hồ thời hạn"),
        "dossiers.propose_extension": _("Đề nghị xin lỗi, gia hạn"),
        "dossiers.approve_extension": _("Ký văn bản xin lỗi, gia hạn"),
        "dossiers.record_outside_wait": _("Ghi thời gian chờ bên ngoài"),
        "dossiers.read_complaints": _("Xem sổ khiếu nại"),
        "dossiers.pause_for_opinion": _("Tạm dừng thời hạn trong lúc chờ ý kiến"),
        "dossiers.set_clock_policy": _("Đặt quy tắc theo dõi thời hạn"),
        "dossiers.read_register": _("Xem, in sổ theo dõi hồ sơ"),
        "dossiers.issue_control_slip": _("Lập phiếu kiểm soát (mẫu 06)"),
        "dossiers.set_grounds": _("Đặt danh mục căn cứ của các mẫu"),
        "dossiers.set_paper_set": _("Đặt bộ mẫu giấy tờ của lĩnh vực"),
        "dossiers.watch_deadlines": _("Xem bảng theo dõi thời hạn"),
        "dossiers.recount": _("Tính lại hạn theo lịch làm việc"),
        "dossiers.check_value": _("Đối chiếu với giấy tờ"),
        "dossiers.correct_answers": _("Sửa tờ khai"),
        "dossiers.withdraw": _("Rút hồ sơ"),
        "dossiers.comment": _("Ghi chú và viết cho người nộp"),
        "dossiers.write_to_officials": _("Viết cho cơ quan trong hồ sơ"),
        "dossiers.withdraw_comment": _("Thu hồi lời ghi của mình"),
        "dossiers.read_withdrawn": _("Đọc lời ghi đã thu hồi"),
        "dossiers.undo": _("Hoàn tác việc vừa làm"),
        "dossiers.visit": _("Hẹn và ghi kiểm tra thực địa"),
        "dossiers.reopen": _("Mở lại hồ sơ đã kết thúc"),
        "dossiers.complain": _("Khiếu nại về hồ sơ"),
        "dossiers.settle_complaint": _("Thụ lý, giải quyết khiếu nại về hồ sơ"),
        "dossiers.ask_transfer": _("Đề nghị chuyển người làm hồ sơ"),
        "dossiers.answer_transfer": _("Trả lời việc chuyển người làm hồ sơ"),
        "dossiers.open_parts": _("Chuyển các cơ quan giải quyết hồ sơ liên thông"),
        "dossiers.follow_parts": _("Theo các phần của hồ sơ liên thông"),
        "dossiers.end_parts": _("Kết thúc các phần của hồ sơ liên thông"),
        "dossiers.stop": _("Dừng giải quyết"),
        "dossiers.stop_on_ground": _("Dừng giải quyết theo căn cứ"),
    }
)

_SOLVING = _("Giải quyết hồ sơ theo yêu cầu của người nộp")
_TALKING = _("Trao đổi với người nộp về hồ sơ")

declare(
    *(
        PersonalField(f"dossiers.{path}", data_class, purpose, PROCEDURES, WITH_DOSSIER)
        for data_class, purpose, paths in (
            (PersonalClass.BASIC, _TALKING, ("contact_phone", "contact_email", "contact_address")),
            (PersonalClass.SENSITIVE, _SOLVING, ("answers",)),
        )
        for path in (f"Dossier.{name}" for name in paths)
    ),
    *(
        PersonalField(f"dossiers.{path}", PersonalClass.SENSITIVE, purpose, PROCEDURES, WITH_DOSSIER)
        for path, purpose in {
            "AnswersVersion.answers": _("Cho biết tờ khai đã sửa những gì"),
            "AnswersVersion.reason": _("Cho biết vì sao sửa tờ khai"),
            "DossierEvent.public_text": _TALKING,
            "SupplementRequest.reason": _TALKING,
            "SupplementRequest.saved": _("Giữ phần bổ sung đã điền khi chưa gửi"),
            "SupplementItem.wanted": _TALKING,
            "DossierComment.text": _TALKING,
            "SiteVisit.place": _("Kiểm tra thực địa"),
            "SiteVisit.team": _("Kiểm tra thực địa"),
            "SiteVisit.minutes": _("Kiểm tra thực địa"),
            "SiteVisit.called_off": _("Kiểm tra thực địa"),
            "DossierComplaint.text": _("Giải quyết khiếu nại về hồ sơ"),
            "DossierComplaint.answer": _("Giải quyết khiếu nại về hồ sơ"),
            "ResultDelivery.receiver": _("Chứng minh đã trả kết quả cho ai"),
            "ResultDelivery.identity_seen": _("Chứng minh đã trả kết quả cho ai"),
            "ResultDelivery.mandate": _("Chứng minh đã trả kết quả cho ai"),
        }.items()
    ),
    PersonalField(
        "dossiers.DossierComment.withdrawn_reason",
        PersonalClass.SENSITIVE,
        _TALKING,
        PROCEDURES,
        WITH_DOSSIER,
        withheld=INTERNAL,
    ),
    PersonalField(
        "dossiers.DossierEvent.note", PersonalClass.SENSITIVE, _SOLVING, PROCEDURES, WITH_DOSSIER, withheld=INTERNAL
    ),
    *(
        PersonalField(f"dossiers.{path}", PersonalClass.SENSITIVE, _SOLVING, PROCEDURES, WITH_DOSSIER, withheld=why)
        for path, why in (
            ("Extension.reason", _("Ghi nguyên văn trong văn bản xin lỗi đã gửi, có trong bản sao")),
            ("Extension.note", INTERNAL),
        )
    ),
    *(
        PersonalField(f"dossiers.{path}", PersonalClass.SENSITIVE, purpose, PROCEDURES, kept)
        for path, purpose, kept in (
            ("Draft.answers", _("Giữ những gì đã điền khi chưa nộp"), WITH_DRAFT),
            ("ValueDispute.told", _("Cho biết nguồn nào bị báo sai, sai ở đâu"), WITH_DOSSIER),
            ("ValueDispute.said", _("Cho biết nguồn nào bị báo sai, sai ở đâu"), WITH_DOSSIER),
            ("ValueDispute.reason", _("Cho biết nguồn nào bị báo sai, sai ở đâu"), WITH_DOSSIER),
            ("ValueDispute.note", _("Cho biết đã làm gì với thông tin bị báo sai"), WITH_DOSSIER),
        )
    ),
)
declare(
    *(
        PersonalField(
            f"dossiers.{path}",
            PersonalClass.SENSITIVE,
            _("Lập nhiều hồ sơ của một tổ chức từ một bảng tính"),
            PROCEDURES,
            WITH_DRAFT,
            withheld=_("Bảng tính do tổ chức gửi; từng dòng thành bản nháp rồi bị bỏ"),
        )
        for path in ("BulkLine.answers", "BulkLine.reason", "BulkFiling.faults")
    ),
    PersonalField(
        "dossiers.Draft.gathered",
        PersonalClass.SENSITIVE,
        _("Điền sẵn những gì cơ quan nhà nước đã có, khỏi hỏi lại"),
        PROCEDURES,
        WITH_DRAFT,
        withheld=_("Phần đã dùng hiện ở tờ khai; phần còn lại bị xóa khi nộp"),
    ),
)
declare_purposes(
    *(
        Purpose(code, explained, PROCEDURES)
        for code, explained in {
            "Giải quyết hồ sơ": _("Cán bộ mở hồ sơ của ông/bà để giải quyết"),
            "Xem danh sách hồ sơ": _("Tên ông/bà hiện trong danh sách việc của đơn vị"),
            "Phân công hồ sơ": _("Lãnh đạo giao hồ sơ của ông/bà cho người xử lý"),
            "Sửa tờ khai": _("Cán bộ sửa tờ khai theo đề nghị của ông/bà"),
            "Xem thay đổi của tờ khai": _("Cán bộ xem tờ khai của ông/bà đã sửa những gì"),
            "Trả lời người nộp": _("Cán bộ xem lời ông/bà viết trong hồ sơ để trả lời"),
            "Tải trao đổi và ghi chú": _("Cán bộ tải những gì đã viết trong hồ sơ của ông/bà"),
            "Xem tệp trong hồ sơ": _("Cán bộ mở giấy tờ ông/bà đã nộp"),
            "Xem sổ trả kết quả": _("Tên ông/bà hiện trong sổ trả kết quả của đơn vị"),
            "Xem sổ theo dõi hồ sơ": _("Tên ông/bà hiện trong sổ theo dõi hồ sơ của đơn vị tiếp nhận"),
            "Xem giấy tờ của hồ sơ": _("Cán bộ mở giấy tờ đã lập cho hồ sơ của ông/bà"),
            "Tiếp nhận hồ sơ tại quầy": _("Cán bộ tìm thông tin của ông/bà khi ông/bà nộp hồ sơ tại quầy"),
            "Xem hồ sơ qua một bước của quy trình": _("Cán bộ xem những hồ sơ đã qua một bước để tìm chỗ chậm"),
            "Tra cứu hồ sơ theo mã hồ sơ": _("Cán bộ tìm theo mã hồ sơ và thấy hồ sơ của ông/bà"),
            "Tra cứu hồ sơ theo mã thủ tục": _("Cán bộ tìm theo thủ tục và thấy hồ sơ của ông/bà"),
            "Tra cứu hồ sơ theo số giấy tờ": _("Cán bộ tìm theo số giấy tờ và thấy hồ sơ của ông/bà"),
            "Tra cứu hồ sơ theo số định danh cá nhân": _("Cán bộ tìm theo số định danh và thấy hồ sơ của ông/bà"),
            "Tra cứu hồ sơ theo 4 số cuối định danh cá nhân": _("Cán bộ tìm theo 4 số cuối và thấy hồ sơ của ông/bà"),
            "Tra cứu hồ sơ theo số điện thoại": _("Cán bộ tìm theo số điện thoại và thấy hồ sơ của ông/bà"),
            "Tra cứu hồ sơ theo họ tên": _("Cán bộ tìm theo họ tên và thấy hồ sơ của ông/bà"),
            "Điền sẵn tờ khai": _("Lấy thông tin của ông/bà từ cơ sở dữ liệu quốc gia về dân cư, khỏi phải hỏi lại"),
            "Điền sẵn tờ khai của người thân": _("Vợ hoặc chồng ông/bà làm thủ tục có khai về ông/bà"),
            "Điền sẵn tờ khai của người cùng khai": _(
                "Người khai chung tờ khai với ông/bà, như khi đăng ký kết hôn, lấy thông tin của ông/bà để điền sẵn"
            ),
            "Điền giúp tờ khai": _("Người ông/bà đưa mã vào điền giúp tờ khai"),
            "Xem sổ khiếu nại": _("Cán bộ xem sổ khiếu nại có khiếu nại của ông/bà"),
            "Xem báo sai thông tin": _("Cán bộ xem thông tin mà ông/bà báo là sai"),
            "Theo dõi tiến độ": _("Người có mã hồ sơ hoặc giấy hẹn xem tiến độ; không thấy nội dung tờ khai"),
        }.items()
    )
)
