"""BPMN 2.0: written, read again the same, drawn, judged by tools that are not ours; hostile files refused."""

import json
import os
import re
import shutil
import subprocess
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from motcua.platform.action import SYSTEM
from motcua.processes.actions.publish_version import FlawedProcess
from motcua.processes.exporting import export_bpmn
from motcua.processes.importing import import_bpmn
from motcua.processes.rules import Definition, Flawed, read_definition
from motcua.processes.rules.bpmn import process_name, read_bpmn, write_bpmn
from motcua.processes.rules.bpmn.layout import draw
from motcua.processes.rules.internal import BadProcess, read_process
from motcua.processes.tests import make
from motcua.processes.tests.shapes import birth_registration, every_kind, flows, line, node, parallel, task, timed
from motcua.processes.tests.test_moves import Draw

ROOT = Path(__file__).parents[3]
REAL = Path(os.environ.get("MOTCUA_SHARED", ROOT.parent / "shared" / "data")) / "internal-processes.json"
NODE = shutil.which("node")
LINTER = Path(__file__).parent / "lint_bpmn.mjs"
# A step that several ways lead into is drawn so on purpose; inclusive gateways are allowed, if seldom wise.
BY_DESIGN = {"fake-join", "no-inclusive-gateway"}

SHAPES = [
    birth_registration(),
    line("a", "b"),
    parallel("a", "b", "c"),
    timed(interrupting=True),
    timed(interrupting=False),
    every_kind(),
]


def foreign(body: str, *, beside: str = "") -> bytes:
    """A file as another tool writes it."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
    <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="x">
      {beside}<process id="p" name="Quy trình">{body}</process></definitions>""".encode()


def refused(xml: bytes) -> str:
    """Why a file is not taken in."""
    with pytest.raises(Flawed) as flawed:
        read_bpmn(xml)
    return str(flawed.value)


@pytest.mark.parametrize("shape", SHAPES)
def test_written_and_read_again_it_is_the_same(shape: dict[str, Any]) -> None:
    definition = read_definition(shape)
    xml = write_bpmn(definition, 'Tên <có> & "dấu"', roles={"specialist": "Chuyên viên"})
    assert read_bpmn(xml) == definition
    assert process_name(xml) == 'Tên <có> & "dấu"'


@given(st.integers(0, 2**32))
def test_random_processes_come_back_the_same(seed: int) -> None:
    definition = read_definition(Draw(Random(seed)).whole())
    assert read_bpmn(write_bpmn(definition, "Thử")) == definition


@given(st.text(max_size=80), st.text(max_size=200))
def test_any_words_come_back(name: str, content: str) -> None:
    words = line("a")
    lawful = "".join(sign for sign in name + content if sign.isprintable() or sign == "\n")
    words["nodes"][1] |= {"name": lawful[:80], "content": lawful[80:], "form": "<a&b>\"'"}
    definition = read_definition(words)
    assert read_bpmn(write_bpmn(definition, name)) == definition


def test_everything_stands_in_the_drawing_and_nothing_on_another() -> None:
    definition = read_definition(every_kind())
    drawing = draw(definition)
    assert drawing.boxes.keys() == {each.id for each in definition.every_node()}
    assert drawing.ways.keys() == {each.id for each in definition.every_flow()}
    assert len(drawing.lanes) == 2
    top = [drawing.boxes[each.id] for each in definition.nodes if not each.kind.startswith("boundary_")]
    for number, box in enumerate(top):
        assert box.x > 0 and box.right < drawing.width and box.y > 0 and box.bottom < drawing.height
        for other in top[number + 1 :]:
            apart = box.right <= other.x or other.right <= box.x or box.bottom <= other.y or other.bottom <= box.y
            assert apart, (box, other)


def test_a_file_of_another_tool() -> None:
    xml = foreign(
        """<startEvent id="StartEvent-1"/><task id="Activity.1" name="Thẩm tra"/><endEvent id="e"/>
        <boundaryEvent id="b" attachedToRef="Activity.1"><timerEventDefinition><timeDuration>P2DT12H</timeDuration>
        </timerEventDefinition></boundaryEvent><intermediateCatchEvent id="c"><messageEventDefinition messageRef="m"/>
        </intermediateCatchEvent>
        <sequenceFlow id="f1" sourceRef="StartEvent-1" targetRef="Activity.1"/>
        <sequenceFlow id="f2" sourceRef="Activity.1" targetRef="c"/><sequenceFlow id="f3" sourceRef="c" targetRef="e"/>
        <sequenceFlow id="f4" sourceRef="b" targetRef="e"/>""",
        beside='<message id="m" name="tra_loi"/>',
    )
    read = {each.id: each for each in read_bpmn(xml).nodes}
    assert read["Activity_1"].kind == "user_task" and read["Activity_1"].name == "Thẩm tra"
    assert vars(read["b"])["interrupting"] and str(vars(read["b"])["limit"].amount) == "60"
    assert vars(read["b"])["attached_to"] == "Activity_1" and vars(read["c"])["event"] == "tra_loi"
    assert [(each.source, each.target) for each in read_bpmn(xml).flows][:2] == [
        ("StartEvent_1", "Activity_1"),
        ("Activity_1", "c"),
    ]


def test_a_lane_says_who_where_the_step_does_not() -> None:
    xml = write_bpmn(read_definition(line("a")), "Thử")
    step, lanes = xml.split(b"<bpmn:userTask", 1)[1], xml.split(b"<bpmn:userTask", 1)[0]
    without = re.sub(rb"<motcua:performer[^>]*/>", b"", step)
    assert read_bpmn(lanes + b"<bpmn:userTask" + without) == read_definition(line("a"))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('<scriptTask id="x"/>', "tác vụ kịch bản"),
        ('<eventBasedGateway id="x"/>', "cổng theo sự kiện"),
        ('<complexGateway id="x"/>', "cổng phức hợp"),
        ('<transaction id="x"/>', "giao dịch"),
        ('<sendTask id="x"/>', "tác vụ gửi"),
        ('<textAnnotation id="x"/>', "ghi chú"),
        ('<subProcess id="x" triggeredByEvent="true"/>', "sự kiện kích hoạt"),
        ('<userTask id="x"><multiInstanceLoopCharacteristics/></userTask>', "lặp nhiều bản"),
        ('<startEvent id="x"><timerEventDefinition/></startEvent>', "“bắt đầu theo đồng hồ”"),
        ('<startEvent id="x"><messageEventDefinition/></startEvent>', "“bắt đầu khi có thông điệp”"),
        ('<startEvent id="x"><signalEventDefinition/></startEvent>', "“bắt đầu khi có tín hiệu”"),
        ('<endEvent id="x"><messageEventDefinition/></endEvent>', "“kết thúc có báo thông điệp”"),
        ('<userTask id="x" isForCompensation="true"/>', "“tác vụ bù hoàn”"),
        ('<receiveTask id="x" instantiate="true"/>', "“bước mở đầu hồ sơ mới”"),
        ('<boundaryEvent id="x"><errorEventDefinition/></boundaryEvent>', "sự kiện lỗi"),
        ('<intermediateThrowEvent id="x"/>', "chưa nói chờ hay báo điều gì"),
        ('<intermediateCatchEvent id="x"><timerEventDefinition/></intermediateCatchEvent>', "không hiểu thời gian"),
        ('<userTask id="x"/><userTask id="x"/>', "dùng cho nhiều phần tử"),
        ("<userTask/>", "không có mã"),
        ('<somethingNew id="x"/>', "somethingNew"),
    ],
)
def test_what_is_not_supported_is_refused_by_name(body: str, words: str) -> None:
    assert words in refused(foreign(body))


BOMB = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;">
<!ENTITY lol3 "&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;">]><definitions>&lol3;</definitions>"""
OUTSIDE = (
    b"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><definitions>&x;</definitions>"""
)


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        (BOMB, "DOCTYPE"),
        (OUTSIDE, "DOCTYPE"),
        (b'<!DOCTYPE d SYSTEM "http://localhost/x.dtd"><definitions/>', "DOCTYPE"),
        (BOMB.decode().encode("utf-16"), "DOCTYPE"),
        (b"<a>" * 5000, "lồng nhau quá sâu"),
        (b"<a>" + b"<b/>" * 200_001 + b"</a>", "quá nhiều phần tử"),
        (b"<a" + b" " * (10 * 1024 * 1024) + b"/>", "lớn quá 10 MB"),
        (b"<a>&nothing;</a>", "không phải XML"),
        (b"", "không phải XML"),
        (b"PK\x03\x04", "không phải XML"),
        (b'<?xml version="1.0" encoding="martian"?><a/>', "UTF-8"),
        (b"<a/>", "không phải BPMN"),
        (foreign("").replace(b"process", b"collaboration"), "có 0"),
        (foreign('</process><process id="q">'), "có 2"),
    ],
)
def test_hostile_and_broken_files_are_refused(xml: bytes, words: str) -> None:
    assert words in refused(xml)


@given(st.data())
def test_mangled_files_are_read_or_refused(data: st.DataObject) -> None:
    xml = bytearray(write_bpmn(read_definition(every_kind()), "Thử"))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(xml) - 1))
        xml[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=5))
    try:
        assert isinstance(read_bpmn(bytes(xml)), Definition)
    except Flawed as flawed:
        assert flawed.flaws


def lint(tmp_path: Path, exports: dict[str, bytes]) -> dict[str, list[list[str]]]:
    """What bpmn-moddle and bpmnlint say of each file."""
    if NODE is None or not (ROOT / "node_modules" / "bpmnlint").is_dir():
        pytest.skip("needs node and the packages of package.json")
    for name, content in exports.items():
        (tmp_path / name).write_bytes(content)
    files = [str(tmp_path / name) for name in exports]
    done = subprocess.run([NODE, str(LINTER), *files], capture_output=True, check=True, cwd=ROOT, timeout=300)
    return {Path(file).name: found for file, found in json.loads(done.stdout).items()}


def test_other_tools_have_no_complaint(tmp_path: Path) -> None:
    exports = {f"{number}.bpmn": write_bpmn(read_definition(shape), "Thử") for number, shape in enumerate(SHAPES)}
    found = lint(tmp_path, exports)
    assert found.keys() == exports.keys()
    assert {rule for reports in found.values() for rule, _id, _words in reports} <= BY_DESIGN
    assert found["1.bpmn"] == [] and found["2.bpmn"] == []


def test_other_tools_do_complain_of_what_is_wrong(tmp_path: Path) -> None:
    broken = line("a")
    broken["flows"] = flows("start > a")
    rules = {
        rule for rule, _id, _words in lint(tmp_path, {"x.bpmn": write_bpmn(read_definition(broken), "Thử")})["x.bpmn"]
    }
    assert "no-implicit-end" in rules


@pytest.mark.skipif(not REAL.is_file(), reason="needs the real internal processes beside the checkout")
def test_all_real_processes_go_out_and_come_back(tmp_path: Path) -> None:
    found = json.loads(REAL.read_text(encoding="utf-8"))
    exports: dict[str, bytes] = {}
    for number, raw in enumerate(found["rows"] if isinstance(found, dict) else found):
        try:
            process = read_process(raw)
        except BadProcess:
            continue
        definition = read_definition(process.definition)
        exports[f"{number}.bpmn"] = write_bpmn(definition, process.name)
        assert read_bpmn(exports[f"{number}.bpmn"]) == definition
    assert len(exports) >= 50
    assert {name: reports for name, reports in lint(tmp_path, exports).items() if reports} == {}


@pytest.mark.django_db
def test_in_and_out_by_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    owner = make.organisation()
    file = tmp_path / "QT-VE.bpmn"
    file.write_bytes(write_bpmn(read_definition(birth_registration()), "Khai sinh"))
    call_command("import_processes", str(file), organisation=owner.identifier, stdout=StringIO())
    call_command("export_process", "QT-VE", output=tmp_path / "x.bpmn")
    out = (tmp_path / "x.bpmn").read_bytes()
    assert read_bpmn(out) == read_definition(birth_registration())
    assert process_name(out) == "Khai sinh"
    call_command("export_process", "QT-VE", xlsx=True, output=tmp_path / "QT-BANG.xlsx")
    call_command("import_processes", str(tmp_path / "QT-BANG.xlsx"), organisation=owner.identifier, stdout=StringIO())
    call_command("export_process", "QT-BANG", output=tmp_path / "y.bpmn")
    steps = [each for each in read_definition(birth_registration()).nodes if each.kind == "user_task"]
    assert [each for each in read_bpmn((tmp_path / "y.bpmn").read_bytes()).nodes if each.kind == "user_task"] == steps
    call_command("export_process", "QT-VE", json=True, output=tmp_path / "x.json")
    call_command("lint_process", str(tmp_path / "x.json"), stdout=(said := StringIO()))
    assert "không có lỗi" in said.getvalue()
    with pytest.raises(SystemExit):
        call_command("export_process", "QT-KHAC")
    file.write_bytes(foreign('<scriptTask id="x"/>'))
    with pytest.raises(SystemExit):
        call_command("lint_process", str(file), stdout=(said := StringIO()))
    assert "x: Chưa hỗ trợ phần tử “tác vụ kịch bản” (scriptTask)." in said.getvalue()
    capsys.readouterr()


@pytest.mark.django_db
def test_a_drawing_becomes_a_draft() -> None:
    owner = make.organisation()
    xml = write_bpmn(read_definition(every_kind()), "Nhiều thứ")
    version = import_bpmn(xml, owner, code="QT-N", by=SYSTEM, at=make.AT)
    assert (version.state, version.process.name) == ("draft", "Nhiều thứ")
    assert read_bpmn(export_bpmn(version)) == read_definition(every_kind())
    with pytest.raises(FlawedProcess, match="kịch bản"):
        import_bpmn(foreign('<scriptTask id="x"/>'), owner, code="QT-X", by=SYSTEM, at=make.AT)


def test_helper_ids_leave_ours_alone() -> None:
    shape = {
        "nodes": [node("Process", "start_event"), task("Pool"), node("Lane", "end_event")],
        "flows": [
            {"id": "Collaboration", "source": "Process", "target": "Pool"},
            {"id": "Pool_di", "source": "Pool", "target": "Lane"},
        ],
    }
    assert read_bpmn(write_bpmn(read_definition(shape), "")) == read_definition(shape)
