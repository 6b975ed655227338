"""The small hall's hub, for the pages of the wall."""

import pytest

from tests.shared.hub.conftest import as_if_new, one_hub  # noqa: F401  (a fixture)


@pytest.fixture
def hub(one_hub, bus, tmp_path, monkeypatch):  # noqa: F811
    return as_if_new(one_hub, bus, tmp_path, monkeypatch)
