"""Every refusal in a plain Vietnamese sentence: to whoever fills a form in, and to whoever draws one."""

from collections.abc import Callable, Mapping
from typing import Any

import jsonschema_rs
from django.utils.translation import gettext as _

from motcua.forms.rules.definition import CHOICES, Definition, Field, Rule, Widget
from motcua.forms.rules.sanity import LONGEST, MOST_FILES, MOST_MEGABYTES, MOST_ROWS, Fault, SchemaProblem
from motcua.platform.formats import number


def missing(field: Field) -> str:
    """An answer that must be given was not."""
    if field.widget is Widget.GROUP:
        return _("Xin khai ít nhất một mục trong “%(label)s”.") % {"label": field.label}
    chosen = field.widget in CHOICES or field.widget in (Widget.YES_NO, Widget.AREA)
    text = _("Xin chọn câu trả lời cho “%(label)s”.") if chosen else _("Xin điền “%(label)s”.")
    return text % {"label": field.label}


def newly_asked(field: Field) -> str:
    """A question that stands only because of an answer just given."""
    return _("Theo câu trả lời ở trên, xin trả lời thêm “%(label)s”.") % {"label": field.label}


def unknown_area(field: Field) -> str:
    """The code of an area that is not offered."""
    return _("Xin chọn “%(label)s” trong danh sách.") % {"label": field.label}


def unreadable(field: Field) -> str:
    """A value that is no text, number or yes/no at all, or holds signs that cannot be kept."""
    return _("“%(label)s” có ký tự hoặc kiểu dữ liệu không hợp lệ. Xin nhập lại.") % {"label": field.label}


_BY_WIDGET: Mapping[Widget, Callable[[], str]] = {
    Widget.DATE: lambda: _("“%(label)s” chưa phải là một ngày có thật. Xin ghi ngày/tháng/năm, ví dụ 25/03/2026."),
    Widget.PHONE: lambda: _("“%(label)s” chưa đúng số điện thoại. Xin ghi đủ 10 chữ số, ví dụ 0912345678."),
    Widget.PERSONAL_ID: lambda: _(
        "“%(label)s” chưa đúng. Số định danh cá nhân gồm 12 chữ số in trên thẻ căn cước, ví dụ 031098004112."
    ),
    Widget.EMAIL: lambda: _("“%(label)s” chưa đúng địa chỉ thư điện tử, ví dụ ten@example.vn."),
    Widget.NUMBER: lambda: _("“%(label)s” phải là một số, ví dụ 2."),
    Widget.MONEY: lambda: _("“%(label)s” phải là số tiền bằng đồng, ví dụ 135.000."),
    Widget.YES_NO: lambda: _("Xin chọn Có hoặc Không cho “%(label)s”."),
}


def sentence(field: Field, error: jsonschema_rs.ValidationError) -> str:
    """What is wrong with one answer and what to do, from the kind of the schema's refusal."""
    kind: Any = error.kind
    said = {"label": field.label}
    match kind.name:
        case "maxLength":
            return _("“%(label)s” dài %(length)s ký tự, quá giới hạn %(limit)s ký tự. Xin viết ngắn lại.") % {
                **said,
                "length": number(len(str(error.instance))),
                "limit": number(kind.limit),
            }
        case "minLength":
            return _("“%(label)s” quá ngắn: cần ít nhất %(limit)s ký tự.") % {**said, "limit": number(kind.limit)}
        case "minimum":
            return _("“%(label)s” phải từ %(limit)s.") % {**said, "limit": number(kind.limit)}
        case "exclusiveMinimum":
            return _("“%(label)s” phải trên %(limit)s.") % {**said, "limit": number(kind.limit)}
        case "maximum":
            return _("“%(label)s” tối đa là %(limit)s.") % {**said, "limit": number(kind.limit)}
        case "exclusiveMaximum":
            return _("“%(label)s” phải dưới %(limit)s.") % {**said, "limit": number(kind.limit)}
        case "minItems":
            return _("“%(label)s” cần ít nhất %(limit)s mục.") % {**said, "limit": number(kind.limit)}
        case "maxItems":
            return _("“%(label)s” nhận tối đa %(limit)s mục.") % {**said, "limit": number(kind.limit)}
        case "enum" | "const" if field.widget in CHOICES:
            return _("Xin chọn “%(label)s” trong danh sách.") % said
        case "pattern" if field.pattern_message:
            return field.pattern_message
    by_widget = _BY_WIDGET.get(field.widget)
    if by_widget is not None:
        return by_widget() % said
    return _("“%(label)s” chưa đúng. Xin xem lại.") % said


_RULES: Mapping[str, Callable[[], str]] = {
    "not_in_future": lambda: _("“%(first)s” không thể là ngày trong tương lai."),
    "within_years": lambda: _("“%(first)s” đã quá %(years)s năm. Xin xem lại."),
    "at_least_years": lambda: _("“%(first)s” phải cách đây ít nhất %(years)s năm. Xin xem lại."),
    "within_days": lambda: _("“%(first)s” đã quá %(days)s ngày. Xin xem lại."),
    "not_before": lambda: _("“%(first)s” không thể trước “%(second)s”."),
    "older_by": lambda: _("“%(first)s” phải trước “%(second)s” ít nhất %(years)s năm. Xin xem lại cả hai ngày."),
    "different": lambda: _("“%(first)s” và “%(second)s” không thể giống nhau."),
    "personal_id_given": lambda: _("“%(first)s” ghi một năm sinh chưa tới. Xin đối chiếu với thẻ căn cước."),
    "personal_id_agrees": lambda: _("“%(first)s” không khớp với “%(second)s”. Xin đối chiếu với thẻ căn cước."),
}


def broken_rule(definition: Definition, rule: Rule) -> str:
    """Which answers do not agree, in the form's own words where it has any."""
    if rule.message:
        return rule.message
    labels = [definition.fields[name].label for name in rule.fields]
    return _RULES[rule.name]() % {"first": labels[0], "second": labels[-1], **rule.params}


_FAULTS: Mapping[Fault, Callable[[], str]] = {
    Fault.NOT_A_SCHEMA: lambda: _("Lược đồ không đúng chuẩn JSON Schema 2020-12 (%(why)s)."),
    Fault.UNSUPPORTED: lambda: _("Từ khóa “%(keyword)s” chưa được hỗ trợ ở đây %(where)s."),
    Fault.OPEN_ENDED: lambda: _("Lược đồ phải có “additionalProperties”: false."),
    Fault.NO_STEPS: lambda: _("Biểu mẫu chưa có bước nào (“x-steps”)."),
    Fault.BAD_STEP: lambda: _("Bước thứ %(number)s thiếu mã (chữ thường không dấu, nối bằng “-”), tên hoặc câu hỏi."),
    Fault.TWO_STEPS_OF_ONE_CODE: lambda: _("Có hai bước cùng mã “%(code)s”."),
    Fault.UNKNOWN_FIELD: lambda: _("“%(where)s” nhắc đến câu hỏi “%(name)s” không có trong biểu mẫu."),
    Fault.FIELD_IN_NO_STEP: lambda: _("Câu hỏi “%(name)s” không nằm trong bước nào."),
    Fault.FIELD_IN_TWO_STEPS: lambda: _("Câu hỏi “%(name)s” được hỏi hai lần."),
    Fault.BAD_NAME: lambda: _("Tên trường “%(name)s” phải gồm chữ không dấu, chữ số, gạch dưới."),
    Fault.NO_LABEL: lambda: _("Câu hỏi “%(name)s” chưa có nhãn (“x-label”)."),
    Fault.UNKNOWN_WIDGET: lambda: _("Câu hỏi “%(name)s” dùng kiểu nhập “%(widget)s” không có."),
    Fault.WRONG_TYPE: lambda: _("Kiểu dữ liệu của câu hỏi “%(name)s” không hợp với kiểu nhập “%(widget)s”."),
    Fault.NO_LIMIT: lambda: _("Câu hỏi “%(name)s” chưa đặt độ dài tối đa (“maxLength”, không quá %(longest)s)."),
    Fault.NO_OPTIONS: lambda: _("Câu hỏi “%(name)s” chưa có mục để chọn (“enum”)."),
    Fault.OPTION_WITHOUT_LABEL: lambda: _("Mục “%(option)s” của câu hỏi “%(name)s” chưa có nhãn (“x-options”)."),
    Fault.NO_DATA_CLASS: lambda: _("Câu hỏi “%(name)s” chưa ghi loại dữ liệu cá nhân (“x-personal”)."),
    Fault.NO_AREA: lambda: _("Câu hỏi “%(name)s” chưa ghi cấp đơn vị hành chính (“x-area”)."),
    Fault.UNKNOWN_SOURCE: lambda: _("Câu hỏi “%(name)s”: không có nguồn dữ liệu “%(source)s”."),
    Fault.ASKS_THE_KNOWN: lambda: _(
        "“%(label)s”: cơ quan nhà nước đã có thông tin này (%(source)s). "
        "Xin chọn nguồn để điền sẵn, hoặc ghi lý do vẫn hỏi."
    ),
    Fault.UNKNOWN_RULE: lambda: _("Không có phép kiểm tra tên “%(rule)s”."),
    Fault.RULE_INCOMPLETE: lambda: _("Phép kiểm tra “%(rule)s” thiếu câu hỏi hoặc tham số."),
    Fault.BAD_GROUP: lambda: _("Nhóm lặp lại “%(name)s” cần số mục ít nhất và nhiều nhất (không quá %(most_rows)s)."),
    Fault.NESTED: lambda: _("Trong nhóm lặp lại không đặt được nhóm khác hoặc tệp (“%(name)s”)."),
    Fault.BAD_FILES: lambda: _(
        "Câu hỏi tệp “%(name)s” cần mã giấy tờ, loại tệp, dung lượng (không quá %(most_megabytes)s MB) "
        "và số tệp (không quá %(most_files)s)."
    ),
    Fault.ONE_PAPER_TWICE: lambda: _("Giấy tờ “%(component)s” được hỏi hai lần (“%(name)s”)."),
    Fault.CYCLE: lambda: _("Các câu hỏi phụ thuộc vòng tròn: %(path)s."),
    Fault.DEPENDS_ON_LATER: lambda: _("“%(label)s” phụ thuộc “%(later)s” được hỏi sau nó. Xin đổi thứ tự."),
}


def sentence_of_problem(problem: SchemaProblem) -> str:
    """One reason why a schema may not be published."""
    limits = {
        "longest": number(LONGEST),
        "most_rows": number(MOST_ROWS),
        "most_files": number(MOST_FILES),
        "most_megabytes": number(MOST_MEGABYTES),
    }
    return _FAULTS[problem.fault]() % {**limits, **problem.params}
