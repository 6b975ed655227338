"""The font that receipts use is found, and has Chinese."""

from pathlib import Path

import pytest

from shared.devices import fonts


@pytest.fixture(autouse=True)
def _fresh():
    fonts.find.cache_clear()
    yield
    fonts.find.cache_clear()


def test_the_systems_font_comes_first():
    assert fonts.find().name in ("Noto Sans CJK SC", "WenQuanYi Micro Hei")


def test_without_a_system_font_the_packaged_one_is_used(monkeypatch):
    monkeypatch.setattr(fonts, "NOTO_FOLDERS", (Path("/nowhere"),))
    assert fonts.find() == fonts.packaged()
    assert fonts.find().name == "WenQuanYi Micro Hei"


def test_without_any_font_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(fonts, "NOTO_FOLDERS", ())
    monkeypatch.setattr(fonts, "PACKAGE", "no_such_package")
    with pytest.raises(fonts.NoFont, match="fonts-noto-cjk"):
        fonts.find()


@pytest.mark.parametrize("source", [fonts.find(), fonts.packaged()], ids=["in use", "packaged"])
def test_the_font_has_chinese(source):
    face = fonts.face(30, source=source)
    missing = bytes(face.font.getmask("\U0010fffd"))
    assert all(bytes(face.font.getmask(sign)) != missing for sign in "请百城号绿色通道")
