from dataclasses import replace

import pytest
from pytest_django import Settings

from motcua.platform.registry import Port, PortUnanswered


def test_the_only_answer_is_the_answer() -> None:
    port: Port[str] = Port("probe.question", "What?")
    with pytest.raises(PortUnanswered, match=r"probe\.question"):
        port.answer()
    port.register("one", "first")
    assert port.answer() == "first"
    port.register("one", "second")
    assert (port.answer(), port.names()) == ("second", ["one"])


def test_of_several_the_settings_choose(settings: Settings) -> None:
    port: Port[str] = Port("probe.question", "What?")
    port.register("one", "first")
    port.register("two", "second")
    with pytest.raises(PortUnanswered, match="choose one of"):
        port.answer()
    settings.MOTCUA = replace(settings.MOTCUA, connectors={"probe.question": "two"})
    assert port.answer() == "second"
    settings.MOTCUA = replace(settings.MOTCUA, connectors={"probe.question": "three"})
    with pytest.raises(PortUnanswered, match="'three'"):
        port.answer()
    assert port.named("one") == "first"
    with pytest.raises(PortUnanswered):
        port.named("three")
