"""Process definitions that tests and the demo's like use, as JSON."""

from itertools import pairwise
from typing import Any

JSON = dict[str, Any]


def task(key: str, role: str = "specialist", **more: Any) -> JSON:
    """A user task whose time is not counted unless `more` has a limit; `more` overrides anything."""
    performer = {"role": role, "organisation": more.pop("organisation", "competent")}
    time = {} if "limit" in more else {"untimed": True}
    name = more.pop("name", f"Bước {key}")
    return {"id": key, "kind": "user_task", "name": name, "performer": performer, **time, **more}


def outcome(key: str, label: str, tone: str = "neutral", **more: Any) -> JSON:
    """One button of a step."""
    return {"key": key, "label": label, "tone": tone, **more}


def node(key: str, kind: str, **more: Any) -> JSON:
    """A node that is not a task."""
    return {"id": key, "kind": kind, **more}


def flows(*ways: str) -> list[JSON]:
    """Flows written "a > b", "a > b if condition" or "a > b else"; ids are f1, f2 …"""
    written: list[JSON] = []
    for number, way in enumerate(ways, 1):
        ends, _, condition = way.partition(" if ")
        default = ends.endswith(" else")
        source, target = ends.removesuffix(" else").split(" > ")
        flow: JSON = {"id": f"f{number}", "source": source, "target": target}
        if condition:
            flow["condition"] = condition
        if default:
            flow["default"] = True
        written.append(flow)
    return written


def hours(amount: float) -> JSON:
    """A limit in working hours."""
    return {"amount": str(amount), "unit": "working_hour"}


def birth_registration() -> JSON:
    """Birth registration after receipt: verify, approve (or send back, or refuse), issue, hand over."""
    verify = [
        outcome("propose_approval", "Đề xuất phê duyệt", "primary"),
        outcome("propose_refusal", "Đề xuất từ chối", "danger", note_required=True),
        outcome("request_supplement", "Yêu cầu bổ sung", completes=False),
    ]
    approve = [
        outcome("approve", "Phê duyệt", "primary"),
        outcome("return_to_specialist", "Trả lại chuyên viên", note_required=True),
        outcome("refuse", "Từ chối", "danger", note_required=True),
    ]
    return {
        "nodes": [
            node("start", "start_event", name="Đã tiếp nhận"),
            task("verify", "specialist", name="Thẩm tra hồ sơ", limit=hours(2), outcomes=verify),
            task("approve", "department_leader", name="Phê duyệt", limit=hours(1), outcomes=approve),
            node("decided", "exclusive_gateway", name="Lãnh đạo quyết định"),
            task("issue", "clerk", name="Vào sổ, in, đóng dấu", limit=hours(1), outputs=["birth_certificate"]),
            task("hand_over", "one_stop_officer", name="Trả kết quả", organisation="receiving"),
            node("end", "end_event", name="Đã trả kết quả"),
            node("refused", "end_event", name="Từ chối giải quyết"),
        ],
        "flows": flows(
            "start > verify",
            "verify > approve",
            "approve > decided",
            'decided > issue if outcome = "approve"',
            'decided > verify if outcome = "return_to_specialist"',
            'decided > refused if outcome = "refuse"',
            "issue > hand_over",
            "hand_over > end",
        ),
    }


def line(*keys: str) -> JSON:
    """Steps one after the other."""
    path = ["start", *keys, "end"]
    return {
        "nodes": [node("start", "start_event"), *(task(key) for key in keys), node("end", "end_event")],
        "flows": flows(*(f"{a} > {b}" for a, b in pairwise(path))),
    }


def parallel(*branches: str, after: str = "after") -> JSON:
    """Branches of one step each that run at the same time, then one step."""
    return {
        "nodes": [
            node("start", "start_event"),
            node("split", "parallel_gateway"),
            *(task(key) for key in branches),
            node("join", "parallel_gateway", name="Đủ ý kiến"),
            task(after),
            node("end", "end_event"),
        ],
        "flows": flows(
            "start > split",
            *(f"split > {key}" for key in branches),
            *(f"{key} > join" for key in branches),
            f"join > {after}",
            f"{after} > end",
        ),
    }


def timed(*, interrupting: bool, limit: JSON | None = None) -> JSON:
    """One step with a timer: a reminder beside it, or another step instead of it."""
    definition = line("work")
    definition["nodes"] += [
        node("late", "boundary_timer", attached_to="work", limit=limit or hours(8), interrupting=interrupting),
        task("remind", "division_head"),
    ]
    definition["flows"] += [
        {"id": "late_way", "source": "late", "target": "remind"},
        {"id": "remind_end", "source": "remind", "target": "end"},
    ]
    return definition


def every_kind() -> JSON:
    """A process in which each kind of element stands once at least, all in their places."""
    inner = {
        "nodes": [
            node("inside", "start_event"),
            task("measure", name="Đo đạc thực địa", limit=hours(16)),
            node("urgent", "throw_escalation", name="Báo lãnh đạo", escalation="tranh_chap"),
            node("out", "end_event"),
        ],
        "flows": [
            {"id": "i1", "source": "inside", "target": "measure"},
            {"id": "i2", "source": "measure", "target": "urgent"},
            {"id": "i3", "source": "urgent", "target": "out"},
        ],
    }
    table = {
        "hit": "first",
        "inputs": [{"name": "Diện tích", "expression": "area"}],
        "outputs": ["level"],
        "rules": [{"when": ["< 500"], "then": ["commune"]}, {"when": ["-"], "then": ["province"]}],
        "examples": [{"given": {"area": 20}, "expect": {"level": "commune"}}],
    }
    return {
        "nodes": [
            node("start", "start_event", name="Đã tiếp nhận"),
            node("route", "business_rule_task", name="Xác định cấp", table=table),
            node("which", "inclusive_gateway", name="Lấy ý kiến"),
            task("tax", name="Cơ quan thuế", limit=hours(8)),
            node("field", "sub_process", name="Kiểm tra thực địa", content="Tại thửa đất", **inner),
            node("meet", "inclusive_gateway"),
            task("review", name="Thẩm định", outcomes=[outcome("ok", "Đạt", "primary"), outcome("back", "Làm lại")]),
            node("good", "exclusive_gateway", name="Đạt?"),
            node("fetch", "service_task", name="Tính tiền", service="land.fee"),
            node("split", "parallel_gateway"),
            node("paid", "receive_task", name="Chờ nộp tiền", message="payment.done"),
            node("open_day", "catch_timer", name="Chờ phiên họp", cron="0 8 * * 1"),
            node("join", "parallel_gateway"),
            node("told", "catch_message", name="Chờ công dân", message="citizen.answer"),
            node("all_clear", "catch_signal", name="Chờ mở sổ", signal="book.open"),
            node("tell", "throw_message", name="Báo công dân", message="result.ready"),
            node("publish", "throw_signal", name="Công bố", signal="result.published"),
            node("other", "call_activity", name="Đăng ký biến động", process="QT-CON", organisation="record"),
            node("end", "end_event", name="Kết thúc"),
            node("late", "boundary_timer", attached_to="review", limit=hours(24), interrupting=False),
            node("withdrawn", "boundary_message", attached_to="review", message="withdrawn", interrupting=True),
            node("alarm", "boundary_signal", attached_to="tax", signal="system.down", interrupting=False),
            node("dispute", "boundary_escalation", attached_to="field", escalation="tranh_chap", interrupting=False),
            task("remind", "division_head", name="Đôn đốc"),
            node("stopped", "end_event", name="Rút hồ sơ", terminate=True),
            node("raised", "end_event", name="Đã báo", escalation="qua_han"),
        ],
        "flows": [
            *flows(
                "start > route",
                "route > which",
                "which > tax if area > 100",
                "which > field else",
                "tax > meet",
                "field > meet",
                "meet > review",
                "review > good",
                'good > fetch if outcome = "ok"',
                "good > route else",
                "fetch > split",
                "split > paid",
                "split > open_day",
                "paid > join",
                "open_day > join",
                "join > told",
                "told > all_clear",
                "all_clear > tell",
                "tell > publish",
                "publish > other",
                "other > end",
                "late > remind",
                "remind > raised",
                "withdrawn > stopped",
                "alarm > raised",
                "dispute > raised",
            ),
        ],
    }


def process(nodes: list[JSON], *ways: str) -> JSON:
    """A process between one start and one end."""
    return {"nodes": [node("start", "start_event"), *nodes, node("end", "end_event")], "flows": flows(*ways)}


def sub(key: str, nodes: list[JSON], *ways: str) -> JSON:
    """An embedded sub-process: ids of what is in it begin with its own."""
    inner = [node(f"{key}_in", "start_event"), *nodes, node(f"{key}_out", "end_event")]
    ids = [{**flow, "id": f"{key}_{flow['id']}"} for flow in flows(*ways)]
    return node(key, "sub_process", nodes=inner, flows=ids)


EMBEDDED = process(
    [
        sub(
            "sub",
            [node("sub_fork", "parallel_gateway"), task("x"), task("y")],
            "sub_in > sub_fork",
            "sub_fork > x",
            "sub_fork > y",
            "x > sub_out",
            "y > sub_out",
        ),
        task("after"),
        node("late", "boundary_timer", attached_to="sub", limit=hours(8), interrupting=True),
        node("told", "boundary_message", attached_to="sub", message="news", interrupting=False),
        task("rescue"),
        task("read"),
    ],
    "start > sub",
    "sub > after",
    "after > end",
    "late > rescue",
    "rescue > end",
    "told > read",
    "read > end",
)
