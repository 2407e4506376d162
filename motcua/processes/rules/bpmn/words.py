"""The words of BPMN 2.0 (ISO/IEC 19510) and our own beside them: which tag each kind has, what is not supported."""

from collections.abc import Mapping

from motcua.processes.rules.definition import Kind
from motcua.processes.rules.flaws import N_

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
OURS = "urn:motcua:bpmn:1"
FEEL = "https://www.omg.org/spec/DMN/20191111/FEEL/"

TAGS: Mapping[Kind, str] = {
    Kind.START: "startEvent",
    Kind.USER_TASK: "userTask",
    Kind.RECEIVE_TASK: "receiveTask",
    Kind.SERVICE_TASK: "serviceTask",
    Kind.RULE_TASK: "businessRuleTask",
    Kind.SUB_PROCESS: "subProcess",
    Kind.CALL: "callActivity",
    Kind.EXCLUSIVE: "exclusiveGateway",
    Kind.PARALLEL: "parallelGateway",
    Kind.INCLUSIVE: "inclusiveGateway",
    Kind.TIMER: "boundaryEvent",
    Kind.BOUNDARY_MESSAGE: "boundaryEvent",
    Kind.BOUNDARY_SIGNAL: "boundaryEvent",
    Kind.BOUNDARY_ESCALATION: "boundaryEvent",
    Kind.CATCH_TIMER: "intermediateCatchEvent",
    Kind.CATCH_MESSAGE: "intermediateCatchEvent",
    Kind.CATCH_SIGNAL: "intermediateCatchEvent",
    Kind.THROW_MESSAGE: "intermediateThrowEvent",
    Kind.THROW_SIGNAL: "intermediateThrowEvent",
    Kind.THROW_ESCALATION: "intermediateThrowEvent",
    Kind.END: "endEvent",
}
EVENTS: Mapping[str, Mapping[str, Kind]] = {
    "boundaryEvent": {
        "timerEventDefinition": Kind.TIMER,
        "messageEventDefinition": Kind.BOUNDARY_MESSAGE,
        "signalEventDefinition": Kind.BOUNDARY_SIGNAL,
        "escalationEventDefinition": Kind.BOUNDARY_ESCALATION,
    },
    "intermediateCatchEvent": {
        "timerEventDefinition": Kind.CATCH_TIMER,
        "messageEventDefinition": Kind.CATCH_MESSAGE,
        "signalEventDefinition": Kind.CATCH_SIGNAL,
    },
    "intermediateThrowEvent": {
        "messageEventDefinition": Kind.THROW_MESSAGE,
        "signalEventDefinition": Kind.THROW_SIGNAL,
        "escalationEventDefinition": Kind.THROW_ESCALATION,
    },
}
"""Kinds of event by their tag and by what defines them."""
PLAIN: Mapping[str, Kind] = {tag: kind for kind, tag in TAGS.items() if tag not in EVENTS} | {"task": Kind.USER_TASK}
"""Kinds by their tag, where the tag says all. A task of no kind is one for officials."""

NAMES: Mapping[str, str] = {
    "adHocSubProcess": N_("quy trình con tùy biến"),
    "association": N_("đường nối ghi chú"),
    "cancelEventDefinition": N_("sự kiện hủy giao dịch"),
    "choreography": N_("sơ đồ phối hợp"),
    "compensateEventDefinition": N_("sự kiện bù hoàn"),
    "complexGateway": N_("cổng phức hợp"),
    "conditionalEventDefinition": N_("sự kiện điều kiện"),
    "conversation": N_("sơ đồ trao đổi"),
    "dataInput": N_("dữ liệu vào"),
    "dataObject": N_("đối tượng dữ liệu"),
    "dataObjectReference": N_("đối tượng dữ liệu"),
    "dataOutput": N_("dữ liệu ra"),
    "dataStoreReference": N_("kho dữ liệu"),
    "errorEventDefinition": N_("sự kiện lỗi"),
    "eventBasedGateway": N_("cổng theo sự kiện"),
    "group": N_("nhóm"),
    "linkEventDefinition": N_("sự kiện liên kết"),
    "manualTask": N_("tác vụ thủ công"),
    "messageFlow": N_("luồng thông điệp"),
    "multiInstanceLoopCharacteristics": N_("lặp nhiều bản"),
    "scriptTask": N_("tác vụ kịch bản"),
    "sendTask": N_("tác vụ gửi"),
    "standardLoopCharacteristics": N_("lặp theo điều kiện"),
    "textAnnotation": N_("ghi chú"),
    "transaction": N_("giao dịch"),
    "startEvent/timerEventDefinition": N_("bắt đầu theo đồng hồ"),
    "startEvent/messageEventDefinition": N_("bắt đầu khi có thông điệp"),
    "startEvent/signalEventDefinition": N_("bắt đầu khi có tín hiệu"),
    "endEvent/messageEventDefinition": N_("kết thúc có báo thông điệp"),
    "endEvent/signalEventDefinition": N_("kết thúc có phát tín hiệu"),
    "isForCompensation": N_("tác vụ bù hoàn"),
    "instantiate": N_("bước mở đầu hồ sơ mới"),
}
"""What BPMN has and we have not, in the words by which an owner knows it; some only where they stand in another."""
ATTRIBUTES = ("isForCompensation", "instantiate")
"""What an element does not do here if this is "true" of it."""
