"""Answers that lower modules need from accounts: may this actor do this, and what are these called."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.accounts.actions.anonymise_accounts import anonymise_accounts
from motcua.accounts.models import Account
from motcua.accounts.rules import AccountKind, is_allowed
from motcua.accounts.without_position import why_without_rights
from motcua.audit.ports import ACTS, NAMING
from motcua.organisations.public import Organisation, Position
from motcua.platform.action import MAY, Actor, Scoped
from motcua.platform.own_data import Kept, contribute_export, kept_of
from motcua.platform.pages import WHY_NOT
from motcua.platform.personal import TRANSACTIONS, WITH_ACCOUNT, PersonalClass, PersonalField, declare
from motcua.platform.retention import bind, forget_with


def may(actor: Actor, permission: str, subject: Scoped | None) -> bool:
    """Whether the actor's rights reach what the subject concerns. No statement of its own."""
    return is_allowed(actor, permission, subject.scope() if subject is not None else None)


MAY.register("accounts", may)
WHY_NOT.register("accounts", why_without_rights)


def account_names(ids: Iterable[int]) -> Mapping[int, str]:
    """Accounts by their display names; closed ones keep theirs."""
    return dict(Account.objects.filter(pk__in=ids).values_list("pk", "display_name"))


def position_names(ids: Iterable[int]) -> Mapping[int, str]:
    """Positions by their names."""
    return dict(Position.objects.filter(pk__in=ids).values_list("pk", "name"))


def organisation_names(ids: Iterable[int]) -> Mapping[int, str]:
    """Organisations by their present names."""
    return dict(Organisation.objects.filter(pk__in=ids).values_list("pk", "name"))


ACTS.update(
    {
        "accounts.explain": _("Hỏi vì sao được xem"),
        "accounts.read_identity": _("Xem định danh quốc gia"),
        "accounts.sign_in": _("Đăng nhập"),
        "accounts.begin_sitting": _("Bắt đầu phiên làm việc"),
        "accounts.sign_out": _("Đăng xuất"),
        "accounts.switch_position": _("Đổi chức vụ"),
        "accounts.change_password": _("Đổi mật khẩu"),
        "accounts.prepare_totp": _("Bắt đầu dùng ứng dụng tạo mã"),
        "accounts.confirm_totp": _("Dùng ứng dụng tạo mã"),
        "accounts.remove_totp": _("Bỏ ứng dụng tạo mã"),
        "accounts.register_passkey": _("Thêm khóa truy cập"),
        "accounts.rename_passkey": _("Đổi tên khóa truy cập"),
        "accounts.remove_passkey": _("Bỏ khóa truy cập"),
        "accounts.issue_recovery_codes": _("Lấy mã khôi phục"),
        "accounts.prove_by_code": _("Xác thực bằng mã"),
        "accounts.prove_by_passkey": _("Xác thực bằng khóa truy cập"),
        "accounts.end_sessions": _("Đăng xuất ở nơi khác"),
        "accounts.reset_factors": _("Đặt lại xác thực hai lớp"),
        "accounts.import_accounts": _("Mở tài khoản theo danh sách"),
        "accounts.queue_import": _("Nhận danh sách tài khoản"),
        "accounts.refuse_import": _("Không nhận danh sách tài khoản"),
        "accounts.finish_import": _("Nhập xong danh sách tài khoản"),
        "accounts.invite": _("Gửi thư mời"),
        "accounts.accept_invitation": _("Đặt mật khẩu theo thư mời"),
        "accounts.warn_dormant": _("Báo tài khoản lâu không dùng"),
        "accounts.lock_dormant": _("Khóa tài khoản lâu không dùng"),
        "accounts.end_leavers": _("Đăng xuất người thôi việc"),
        "accounts.register_citizen": _("Đăng ký tài khoản"),
        "accounts.open_account": _("Mở tài khoản"),
        "accounts.close_account": _("Đóng tài khoản"),
        "accounts.renew_rights": _("Xác định lại tài khoản thuộc về ai"),
        "accounts.anonymise": _("Ẩn danh tài khoản"),
        "accounts.register_official": _("Mở tài khoản cán bộ"),
        "accounts.appoint_administrator": _("Cử quản trị viên"),
        "accounts.hold_position": _("Bổ nhiệm vào chức vụ"),
        "accounts.appoint": _("Bổ nhiệm, điều chuyển"),
        "accounts.end_holding": _("Thôi giữ chức vụ"),
        "accounts.register_absence": _("Ủy quyền khi vắng mặt"),
        "accounts.end_absence": _("Kết thúc ủy quyền khi vắng mặt"),
        "accounts.grant_role": _("Giao vai trò"),
        "accounts.revoke_role": _("Thu hồi vai trò"),
        "accounts.set_clearance": _("Đặt mức bảo mật và thủ tục của chức vụ"),
        "accounts.define_role": _("Lập vai trò"),
        "accounts.add_grant": _("Thêm quyền cho vai trò"),
        "accounts.remove_grant": _("Bớt quyền của vai trò"),
        "accounts.view_as": _("Bắt đầu xem thay cán bộ"),
        "accounts.end_viewing": _("Kết thúc xem thay cán bộ"),
        "accounts.open_review": _("Mở đợt rà soát quyền"),
        "accounts.review_access": _("Rà soát quyền"),
        "accounts.remind_reviewers": _("Nhắc rà soát quyền"),
        "accounts.close_review": _("Kết thúc đợt rà soát quyền"),
        "accounts.load_roles": _("Nạp các vai trò chuẩn"),
        "accounts.count_failure": _("Ghi nhận đăng nhập sai"),
        "accounts.enter_nationally": _("Đăng nhập bằng định danh quốc gia"),
        "accounts.prove_identity": _("Xác thực bằng định danh quốc gia"),
        "accounts.refuse_identity": _("Không chấp nhận trả lời của định danh quốc gia"),
        "accounts.begin_outage": _("Chuyển sang chế độ định danh quốc gia gián đoạn"),
        "accounts.end_outage": _("Định danh quốc gia hoạt động trở lại"),
        "accounts.set_claim_table": _("Đặt bảng ánh xạ thông tin định danh"),
        "accounts.lower_level": _("Quyết định hạ mức xác thực khi gián đoạn"),
        "accounts.revoke_lower_level": _("Thu hồi quyết định hạ mức xác thực"),
        "accounts.count_guess": _("Ghi nhận tra cứu sai"),
        "accounts.forget_failures": _("Xóa số lần sai đã cũ"),
    }
)
NAMING.register("account", account_names)
NAMING.register("position", position_names)
NAMING.register("organisation", organisation_names)

declare(
    *(
        PersonalField(f"accounts.Account.{name}", PersonalClass.BASIC, purpose, TRANSACTIONS, WITH_ACCOUNT)
        for name, purpose in {
            "username": _("Đăng nhập"),
            "display_name": _("Gọi tên người đăng nhập; ghi ai đã làm việc gì"),
            "email": _("Báo về tài khoản"),
        }.items()
    ),
    PersonalField(
        "accounts.TotpDevice.secret",
        PersonalClass.SENSITIVE,
        _("Xác thực hai lớp"),
        TRANSACTIONS,
        WITH_ACCOUNT,
        withheld=_("Khóa bí mật: đưa ra là mất an toàn của tài khoản"),
    ),
    *(
        PersonalField(
            f"accounts.AccountImport.{name}",
            PersonalClass.BASIC,
            _("Mở tài khoản theo danh sách"),
            TRANSACTIONS,
            _("Các dòng bị bỏ ngay khi nhập xong; báo cáo nêu dòng không nhận"),
            withheld=_("Danh sách cán bộ do đơn vị gửi, không phải dữ liệu của một người dân"),
        )
        for name in ("rows", "report")
    ),
)


def own_accounts(person_id: int) -> Iterator[Kept]:
    """The accounts with which somebody signs in."""
    for account in Account.objects.filter(person=person_id).order_by("pk"):
        more = ("kind", "is_active", "created_at", "last_signed_in_at")
        yield kept_of(account, _("Tài khoản"), more=more, own=(account.email, account.username))


contribute_export("accounts", ("accounts.Account",), own_accounts)


def binding(ids: Collection[int]) -> Mapping[int, str]:
    """Officials stay named, for the log must say who acted; so does who acts for a business."""
    others = Account.objects.filter(person__in=ids).exclude(kind=AccountKind.CITIZEN)
    return {
        person: gettext("Là cán bộ, công chức hoặc đại diện doanh nghiệp: nhật ký phải nêu được tên")
        for person in others.values_list("person_id", flat=True)
    }


def forgetting(person_id: int, by: Actor, at: datetime) -> None:
    """The accounts with which they signed in as a citizen."""
    anonymise_accounts(person_id=person_id, by=by, at=at)


bind("accounts", binding)
forget_with("accounts", forgetting)
