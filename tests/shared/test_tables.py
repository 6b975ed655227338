"""The READMEs' tables say what the code says."""

import pytest

from tests.tables import FILES, MARKED, ROOT, TABLES, filled


@pytest.mark.parametrize("name", FILES)
def test_tables_are_as_the_code_makes_them(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert filled(text) == text, "run `make tables`"


def test_every_table_stands_somewhere():
    texts = "".join((ROOT / name).read_text(encoding="utf-8") for name in FILES)
    assert {found[2] for found in MARKED.finditer(texts)} == set(TABLES)
