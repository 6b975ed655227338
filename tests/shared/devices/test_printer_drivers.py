"""The contract that every driver keeps. A new one adds a line to RIGS."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from PIL import Image, ImageChops

from shared.devices import faults
from shared.devices.printers import DRIVERS, PrinterFault, PrinterPlace, places
from shared.devices.receipt import draw, render


class Rig(msgspec.Struct):
    """A driver, what its paper looks like, and a way to take its device from it."""

    place: PrinterPlace
    papers: Callable[[], list[Image.Image]]
    unplug: Callable[[], object]


def network_rig(printer, folder, fake_printer) -> Rig:
    device = fake_printer(dots=printer.dots)
    return rig_of(
        msgspec.structs.replace(printer, driver="network", address=device.address),
        folder,
        lambda: [paper.picture for paper in device.papers()],
        device.off,
    )


def virtual_rig(printer, folder, fake_printer) -> Rig:
    def papers() -> list[Image.Image]:
        return [Image.open(path) for path in sorted(folder.glob("*.png"))]

    def unplug() -> None:
        for path in folder.glob("*.png"):
            path.unlink()
        folder.rmdir()
        folder.write_text("a file in the folder's place")

    return rig_of(printer, folder, papers, unplug)


def rig_of(printer, folder, papers, unplug) -> Rig:
    return Rig(places([printer], folder)[printer.code], papers, unplug)


RIGS = {"network": network_rig, "virtual": virtual_rig}


@pytest.fixture(params=sorted(DRIVERS))
def rig(request, printer, tmp_path: Path, fake_printer) -> Iterator[Rig]:
    return RIGS[request.param](printer, tmp_path / "paper", fake_printer)


def test_one_job_is_one_paper_as_it_was_drawn(rig, receipt):
    rig.place.driver.send("receipt-20261123-A012", render(receipt, rig.place.printer))
    (paper,) = rig.papers()
    drawn = draw(receipt, rig.place.printer.dots)
    assert paper.width == drawn.width
    top = paper.convert("L").crop((0, 0, *drawn.size))
    assert ImageChops.difference(top, drawn.convert("L")).getbbox() is None


def test_jobs_come_out_one_by_one_and_in_order(rig, receipt):
    numbers = ("A001", "A002", "A003")
    receipts = [msgspec.structs.replace(receipt, number=number) for number in numbers]
    for each in receipts:
        data = render(each, rig.place.printer)
        rig.place.driver.send(f"receipt-20261123-{each.number}", data)
    tops = [draw(each, rig.place.printer.dots) for each in receipts]
    for paper, top in zip(rig.papers(), tops, strict=True):
        cut = paper.convert("L").crop((0, 0, *top.size))
        assert ImageChops.difference(cut, top.convert("L")).getbbox() is None


@pytest.mark.parametrize(
    "name", ["../x", "/etc/x", "a/b", "a\\b", "", ".", "..", "-x", "a\n", "号", "a" * 65, "a\0b"]
)
def test_a_name_that_could_be_a_path_is_refused(rig, receipt, name, tmp_path):
    with pytest.raises(PrinterFault, match="bad job name"):
        rig.place.driver.send(name, render(receipt, rig.place.printer))
    assert rig.papers() == []
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_device_that_is_gone_is_a_fault_with_a_short_reason(rig, receipt):
    data = render(receipt, rig.place.printer)
    rig.place.driver.send("receipt-20261123-A012", data)
    rig.unplug()
    with pytest.raises(PrinterFault) as caught:
        rig.place.driver.send("receipt-20261123-A013", data)
    assert 0 < len(str(caught.value)) <= 40
    assert str(caught.value) == caught.value.reason


def test_a_driver_that_nobody_wrote_names_the_printer(printer, tmp_path):
    odd = msgspec.structs.replace(printer, driver="pigeon")
    with pytest.raises(ValueError, match=rf"{printer.code}.*pigeon"):
        places([odd], tmp_path)


def test_every_driver_is_under_this_contract():
    assert RIGS.keys() == DRIVERS.keys()


def test_the_manual_names_every_driver_and_every_file():
    folder = Path(faults.__file__).parent
    manual = (folder / "README.md").read_text()
    assert re.findall(r"^\| `(\w+)` \| ", manual, re.MULTILINE) == list(DRIVERS)
    files = {path.name for path in folder.glob("*.py")} - {"__init__.py"}
    assert set(re.findall(r"`(\w+\.py)`", manual.split("## ")[0])) >= files
