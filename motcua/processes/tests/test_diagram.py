"""The diagram and the table edit the same process."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given

from motcua.accounts.tests import make as accounts
from motcua.platform import clock
from motcua.processes.models import ProcessVersion
from motcua.processes.rules import read_definition
from motcua.processes.rules.bpmn import read_bpmn, write_bpmn
from motcua.processes.rules.definition import Definition
from motcua.processes.rules.ordering import in_order
from motcua.processes.rules.table import Table
from motcua.processes.rules.table_reading import table_of
from motcua.processes.rules.table_writing import definition_of
from motcua.processes.tests import make, shapes
from motcua.processes.tests.tables import tables


@given(tables())
def test_a_table_drawn_as_bpmn_and_read_again_is_the_same(table: Table) -> None:
    read = read_bpmn(write_bpmn(definition_of(table), "Thử"))
    assert table_of(read) == table


def test_nodes_come_in_the_order_of_the_ways() -> None:
    definition = read_definition(shapes.birth_registration())
    shuffled = Definition(tuple(reversed(definition.nodes)), definition.flows)
    ids = [node.id for node in in_order(shuffled).nodes]
    assert ids[:5] == ["start", "verify", "approve", "decided", "issue"]
    assert set(ids[-2:]) == {"end", "refused"}
    kept = [node.id for node in definition.nodes]
    assert [node.id for node in in_order(shuffled, kept).nodes] == kept


@pytest.mark.django_db
def test_a_drawing_posted_becomes_the_draft_and_what_is_not_known_is_named() -> None:
    version = make.draft()
    client = Client()
    with clock.frozen(make.AT):
        client.force_login(
            accounts.official(role="process_owner", organisation=version.process.organisation, valid_from=make.AT)
        )
        here = f"/quy-trinh/{version.process_id}/so-do"
        page = client.get(here).content.decode()
        assert "bpmn:userTask" in page
        file = client.get(f"/quy-trinh/{version.process_id}/ban/1.bpmn")
        xml = b"".join(file) if file.streaming else file.content
        assert read_definition(version.definition) == read_bpmn(xml)
        changed = xml.replace("Thẩm tra hồ sơ".encode(), "Thẩm tra kỹ".encode())
        digest = re.search(r'name="digest" value="(\w*)"', client.get(f"{here}/sua").content.decode())
        assert digest
        posted = {"digest": digest.group(1), "xml": changed.decode()}
        assert client.post(f"{here}/sua", posted).status_code == 302
        version = ProcessVersion.objects.get(pk=version.pk)
        assert "Thẩm tra kỹ" in str(version.definition)
        odd = changed.replace(b"bpmn:userTask", b"bpmn:scriptTask")
        posted = {"digest": version.checksum, "xml": odd.decode()}
        answer = client.post(f"{here}/sua", posted)
        assert answer.status_code == 422
        assert "scriptTask" in answer.content.decode()
        upload = SimpleUploadedFile("a.bpmn", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
        assert client.post(f"{here}/sua", {"digest": version.checksum, "file": upload}).status_code == 422
        assert ProcessVersion.objects.get(pk=version.pk).checksum == version.checksum
