"""Files of tests go into a folder of their own."""

from dataclasses import replace
from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Settings) -> Path:
    """A home of this test alone."""
    settings.MOTCUA = replace(settings.MOTCUA, home=tmp_path)
    return tmp_path
