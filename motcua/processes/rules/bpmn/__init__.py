"""Processes as BPMN 2.0 XML, the form in which other tools draw and read them."""

from motcua.processes.rules.bpmn.reading import process_name, read_bpmn
from motcua.processes.rules.bpmn.writing import write_bpmn

__all__ = ["process_name", "read_bpmn", "write_bpmn"]
