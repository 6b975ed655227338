"""Bytes read back into paper, strictly."""

import pytest

from shared.devices.escpos_picture import LONGEST, NotUnderstood, read

INIT, RASTER = b"\x1b@", b"\x1dv0\x00\x01\x00\x02\x00"


def test_a_raster_is_black_where_its_bits_are_set():
    paper = read(INIT + RASTER + b"\x80\x01", 16)
    assert paper.picture.size == (16, 2)
    assert [paper.picture.getpixel(at) for at in ((0, 0), (1, 0), (7, 1), (8, 1))] == [
        *(0, 255, 0, 255)
    ]


def test_feeds_leave_white_paper_and_cuts_are_noted():
    paper = read(INIT + b"\x1dP\xb4\xb4" + b"\x1bJ\x0a" + b"\x1bd\x02" + b"\x1dV\x01", 8)
    assert paper.picture.height == 10 + 2 * 30
    assert paper.cuts == (70,)
    assert paper.picture.getextrema() == (255, 255)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"hello", id="text"),
        pytest.param(INIT + b"\x1dV\x42\x00", id="another cut"),
        pytest.param(INIT + b"\x1dV", id="half a cut"),
        pytest.param(INIT + RASTER + b"\x80", id="half a raster"),
        pytest.param(INIT + b"\x1dv0\x00\x03\x00\x01\x00abc", id="wider than the paper"),
        pytest.param(INIT + b"\x1dv0\x01\x01\x00\x01\x00a", id="another density"),
        pytest.param(INIT + b"\x1dv0\x00\x00\x00\x01\x00", id="no width"),
        pytest.param(INIT + b"\x1bJ", id="half a feed"),
        pytest.param(INIT + b"\x1dP\xb4\xcb", id="uneven units"),
        pytest.param(b"\x1bJ\xff" * (LONGEST // 255 + 1), id="endless paper"),
        pytest.param(b"\x10\x04\x01", id="a question"),
    ],
)
def test_what_is_no_command_of_ours_is_an_error(data):
    with pytest.raises(NotUnderstood, match="byte"):
        read(data, 16)
