"""Why an official may see a record, or may not: for administrators and auditors."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from motcua.accounts.explanations import explain
from motcua.accounts.models import Account, RoleGrant
from motcua.accounts.ports import SCOPES
from motcua.accounts.rules import Why, normalise_username
from motcua.audit.ports import ACTS
from motcua.platform import clock, pages

REASONS = {
    Why.EVERYWHERE: gettext_lazy("quyền có trên toàn tỉnh"),
    Why.ORGANISATION: gettext_lazy("trong phạm vi của chức vụ"),
    Why.OWN: gettext_lazy("chính người này nộp hoặc đứng tên"),
    Why.NO_PERMISSION: gettext_lazy("không vai trò nào của chức vụ có quyền này"),
    Why.DATA_CLASS: gettext_lazy("có quyền, nhưng hồ sơ ở mức bảo mật cao hơn mức được giao"),
    Why.PROCEDURE: gettext_lazy("có quyền, nhưng không với thủ tục này"),
    Why.ELSEWHERE: gettext_lazy("có quyền, nhưng hồ sơ ở ngoài phạm vi của chức vụ"),
}
READ = "dossiers.read"


@require_GET
@pages.enter("official", "accounts.explain")
def explain_page(request: HttpRequest) -> HttpResponse:
    """Of one official and a dossier's code, or a permission: what each of their positions says."""
    username, code = (request.GET.get(name, "").strip()[:100] for name in ("username", "code"))
    permission = request.GET.get("permission", "").strip()[:100] or READ
    problem, told, account = "", [], None
    if username:
        account = Account.objects.officials().filter(username=normalise_username(username)).first()
        finding = SCOPES.named(permission) if permission in SCOPES.names() else None
        scope = finding(code) if code and finding is not None else None
        if account is None:
            problem = _("Không có tài khoản cán bộ mang tên đăng nhập này.")
        elif not account.is_active:
            problem = _("Tài khoản đã bị khóa: không làm được gì.")
        elif code and scope is None:
            problem = _("Không có hồ sơ mang mã này.")
        else:
            told = explain(account, permission, scope, at=clock.now())
            problem = "" if told else _("Người này không giữ chức vụ nào.")
    permissions = RoleGrant.objects.values_list("permission", flat=True).distinct().order_by("permission")
    context = {
        "username": username, "code": code, "permission": permission, "account": account, "told": told,
        "problem": problem, "reasons": REASONS, "reaches": dict(RoleGrant.REACHES),
        "permissions": [(each, f"{ACTS[each]} ({each})" if each in ACTS else each) for each in permissions],
    }  # fmt: skip
    return pages.render(request, "accounts/explain.html", context, status=422 if problem and account is None else 200)
