"""Printers on the network that misbehave."""

import time
from pathlib import Path

import msgspec
import pytest

from shared.devices.escpos_status import PrinterStatus, status_of
from shared.devices.faults import Reason
from shared.devices.network import TIME_OUT_SECONDS, NetworkPrinter, parse
from shared.devices.printers import PrinterFault
from shared.devices.receipt import render
from shared.domain.catalogue import Printer

READY = {1: 0x12, 2: 0x12, 4: 0x12}
OUT = {**READY, 1: 0x1A, 4: 0x72}
LOW = {**READY, 4: 0x1E}


@pytest.fixture
def data(receipt) -> bytes:
    return render(receipt, printer_at(""))


def printer_at(address: str) -> Printer:
    return Printer(code="P1", driver="network", address=address, profile="NT-80-V-UL", dots=576)


def send(address: str, data: bytes) -> None:
    NetworkPrinter(printer_at(address), Path()).send("receipt-1", data)


def fault(address: str, data: bytes) -> PrinterFault:
    with pytest.raises(PrinterFault) as caught:
        send(address, data)
    return caught.value


def test_a_printer_is_asked_before_and_after(fake_printer, data):
    device = fake_printer()
    send(device.address, data)
    assert len(device.papers()) == 1
    assert device.questions == 6


def test_a_printer_that_never_answers_prints(fake_printer, data):
    device = fake_printer(answers={})
    send(device.address, data)
    assert len(device.papers()) == 1
    assert device.questions == 1


def test_a_late_answer_is_nobodys_and_costs_no_paper(fake_printer, data):
    device = fake_printer(wakes_late=0.8)
    send(device.address, data)
    assert device.received == [data]


def test_low_paper_prints(fake_printer, data):
    device = fake_printer(answers=LOW)
    send(device.address, data)
    assert len(device.papers()) == 1


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        (OUT, Reason.paper_out),
        ({**READY, 1: 0x1A, 2: 0x16}, Reason.cover_open),
        ({**READY, 1: 0x1A}, Reason.offline),
    ],
)
def test_a_printer_that_cannot_print_is_sent_nothing(fake_printer, data, answers, reason):
    device = fake_printer(answers=answers)
    caught = fault(device.address, data)
    assert (caught.reason, caught.sent) == (reason, False)
    assert device.papers() == []


def test_paper_that_ends_during_the_job_is_a_fault_after_sending(fake_printer, data):
    device = fake_printer()
    device.after = OUT
    caught = fault(device.address, data)
    assert (caught.reason, caught.sent) == (Reason.paper_out, True)


def test_a_printer_that_is_off_refuses(data, free_port):
    caught = fault(f"127.0.0.1:{free_port}", data)
    assert (caught.reason, caught.sent) == (Reason.refused, False)


@pytest.fixture
def free_port(fake_printer) -> str:
    device = fake_printer()
    device.off()
    return device.address.rpartition(":")[2]


@pytest.mark.parametrize("answers", [READY, {}], ids=["answering", "mute"])
def test_a_printer_that_stops_reading_is_left_after_the_time_out(fake_printer, data, answers):
    device = fake_printer(reads=False, answers=answers)
    began = time.monotonic()
    assert fault(device.address, data * 8).reason is Reason.timed_out
    assert time.monotonic() - began < 6 * TIME_OUT_SECONDS


@pytest.mark.parametrize("answers", [READY, {}], ids=["answering", "mute"])
def test_a_line_that_is_dropped_is_told(fake_printer, data, answers):
    device = fake_printer(drops_after=5000, answers=answers)
    caught = fault(device.address, data * 200)
    assert (caught.reason, caught.sent) == (Reason.broken, True)


@pytest.mark.parametrize("address", ["", ":9100", "host:0", "host:99999", "host:port", "host:１"])
def test_an_address_that_is_none_is_told(data, address):
    assert fault(address, data).reason is Reason.no_address


def test_addresses_have_a_usual_port():
    assert parse("192.168.1.9") == ("192.168.1.9", 9100)
    assert parse("printer.hall:9101") == ("printer.hall", 9101)
    assert parse("[fd00::9]:9101") == ("fd00::9", 9101)
    assert parse("fd00::9") == ("fd00::9", 9100)


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        (READY, PrinterStatus.ready),
        (LOW, PrinterStatus.paper_low),
        (OUT, PrinterStatus.paper_out),
        ({**READY, 1: 0x1A, 2: 0x32}, PrinterStatus.paper_out),
        ({**READY, 2: 0x16}, PrinterStatus.cover_open),
        ({**READY, 1: 0x1A}, PrinterStatus.offline),
        ({}, PrinterStatus.unknown),
        ({1: 0x12, 2: 0x12}, PrinterStatus.unknown),
        ({1: 0x1A}, PrinterStatus.offline),
        ({1: 0xFF, 2: 0x12, 4: 0x12}, PrinterStatus.unknown),
        ({1: 0x00, 2: 0x00, 4: 0x00}, PrinterStatus.unknown),
    ],
)
def test_answers_are_read_bit_by_bit(answers, status):
    assert status_of(answers) is status


def test_a_printer_needs_no_answer_to_keep_the_whole_job(fake_printer, receipt):
    """Large jobs, answered late and closed at once, arrive whole."""
    device = fake_printer(wakes_late=0.6)
    long = msgspec.structs.replace(receipt, materials={"zh": ("材料" * 60,) * 5})
    data = render(long, printer_at("")) * 4
    send(device.address, data)
    assert device.received == [data]
