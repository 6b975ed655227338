"""The receipt as bytes: the same for the same receipt, small, cut where there is a cutter."""

import copy
import hashlib
import os
import pickle
import subprocess
import sys

import msgspec
import pytest

from shared.devices.raster import STRIP, strips
from shared.devices.receipt import render
from shared.domain.catalogue import Printer

PART_CUT = b"\x1dV\x01"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_same_receipt_gives_the_same_bytes(receipt, printer, language):
    asked = msgspec.structs.replace(receipt, language=language)
    assert render(asked, printer) == render(copy.deepcopy(asked), printer)


def test_another_process_makes_the_same_bytes(receipt, printer):
    """Whatever its hash seed, and whatever it has drawn before."""
    code = (
        "import hashlib, pickle, sys; from shared.devices.receipt import render; "
        "print(hashlib.sha256(render(*pickle.load(sys.stdin.buffer))).hexdigest())"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        input=pickle.dumps((receipt, printer)),
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        check=True,
    )
    assert ran.stdout.decode().strip() == hashlib.sha256(render(receipt, printer)).hexdigest()


def test_another_number_gives_other_bytes(receipt, printer):
    assert render(receipt, printer) != render(
        msgspec.structs.replace(receipt, number="A013"), printer
    )


def test_only_a_printer_with_a_cutter_is_told_to_cut(receipt, printer):
    assert render(receipt, printer).endswith(PART_CUT) == (printer.dots == 576)


def test_a_receipt_in_chinese_is_small(receipt, printer):
    assert len(render(receipt, printer)) < 48_000


def test_an_unknown_profile_is_named(receipt):
    odd = Printer(code="P9", driver="virtual", address="", profile="NO-SUCH", dots=576)
    with pytest.raises(ValueError, match=r"P9.*NO-SUCH"):
        render(receipt, odd)


def test_paper_narrower_than_the_picture_is_refused(receipt):
    odd = Printer(code="P9", driver="virtual", address="", profile="TM-T88V", dots=576)
    with pytest.raises(ValueError, match="576 dots do not fit"):
        render(receipt, odd)


def test_strips_are_short_and_leave_out_blank_rows():
    rows = [0] * 20 + [1] * 300 + [0] * 7 + [1] + [0] * 8 + [1]
    assert strips(rows) == [(20, 148), (148, 276), (276, 328), (336, 337)]
    assert max(bottom - top for top, bottom in strips([1] * 1000)) == STRIP
    assert strips([0] * 50) == []
