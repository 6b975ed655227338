"""The small hall's hub, for the pages of the wall."""

import pytest

from tests.shared.hub import conftest as of_the_hub
from tests.shared.hub.conftest import as_if_new

one_hub = of_the_hub.one_hub


@pytest.fixture
def hub(one_hub, bus, tmp_path, monkeypatch):
    return as_if_new(one_hub, bus, tmp_path, monkeypatch)
