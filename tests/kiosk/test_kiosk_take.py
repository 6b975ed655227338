"""Taking a number at the kiosk: once, with the right class, and never two for one wish."""

from collections.abc import Callable
from pathlib import Path

from flask.testing import FlaskClient

from shared.bus import Bus
from shared.domain.commands import CallNext, OpenWindow, ReportJob
from shared.domain.tickets import Class, Need, State, Ticket
from tests.small_hall import SYSTEM, WANG, Clock, new_id

Form = Callable[..., dict[str, str]]
TAKE = "/kiosk/zh/take"


def tickets(bus: Bus) -> list[Ticket]:
    with bus.looking() as hall:
        return list(hall.tickets.values())


def the_ticket(bus: Bus) -> Ticket:
    (ticket,) = tickets(bus)
    return ticket


def test_a_number_is_taken_and_shown(kiosk: FlaskClient, bus: Bus, form: Form) -> None:
    answer = kiosk.post(TAKE, data=form())
    assert answer.status_code == 303
    ticket = the_ticket(bus)
    assert ticket.language == "zh"
    assert ticket.kiosk == "K1"
    assert ticket.class_ is Class.ordinary
    page = kiosk.get(answer.location)
    assert page.headers["Cache-Control"] == "no-store"
    assert ticket.number in page.text
    assert "进门右转" in page.text


def test_double_tap_and_reload_are_one_number(kiosk: FlaskClient, bus: Bus, form: Form) -> None:
    fields = form()
    first, second = kiosk.post(TAKE, data=fields), kiosk.post(TAKE, data=fields)
    assert first.location == second.location
    assert second.status_code == 303
    assert kiosk.get(first.location).text.count(the_ticket(bus).number) >= 1


def test_green_channel_is_taken_with_its_reason(kiosk: FlaskClient, bus: Bus, form: Form) -> None:
    fields = form("/kiosk/en/service/id-card/green")
    answer = kiosk.post("/kiosk/en/take", data=fields | {"need": "pregnant"})
    ticket = the_ticket(bus)
    assert (ticket.class_, ticket.need) == (Class.green, Need.pregnant)
    assert "Pregnant woman" in kiosk.get(answer.location).text


def test_two_reasons_at_once_are_one_number(kiosk: FlaskClient, bus: Bus, form: Form) -> None:
    fields = form("/kiosk/zh/service/id-card/green")
    first = kiosk.post(TAKE, data=fields | {"need": "elderly"})
    second = kiosk.post(TAKE, data=fields | {"need": "disabled"})
    assert second.location == first.location
    assert the_ticket(bus).need is Need.elderly


def test_a_refused_take_says_why_on_the_kiosks_page(
    kiosk: FlaskClient, bus: Bus, clock: Clock, form: Form
) -> None:
    fields = form()
    clock.move(hours=2)  # noon
    answer = kiosk.post("/kiosk/en/take", data=fields)
    assert answer.status_code == 409
    assert "The hall is closed now." in answer.text
    assert "Begin again" in answer.text
    assert not tickets(bus)


def test_forms_that_no_page_made_are_refused(kiosk: FlaskClient, bus: Bus, form: Form) -> None:
    odd = (
        {"command_id": ""},
        {"command_id": "x" * 65},
        {"command_id": "spaces are not allowed"},
        {"service": ""},
        {"service": "x" * 33},
        {"need": "rich"},
    )
    for change in odd:
        answer = kiosk.post(TAKE, data=form() | change)
        assert answer.status_code == 422, change
        assert "请重新开始" in answer.text
    assert kiosk.post(TAKE, data=form() | {"service": "nothing"}).status_code == 404
    assert kiosk.post(TAKE, data=form() | {"_csrf": "other"}).status_code == 403
    assert not tickets(bus)


def test_strangers_take_no_numbers(stranger: FlaskClient, bus: Bus, form: Form) -> None:
    assert stranger.post(TAKE, data=form()).status_code == 403
    assert not tickets(bus)


def test_receipt_is_a_picture_once_it_is_there(
    kiosk: FlaskClient, bus: Bus, form: Form, tmp_path: Path
) -> None:
    key = kiosk.post(TAKE, data=form()).location.rpartition("/")[2]
    missing = kiosk.get(f"/kiosk/receipt/{key}.png")
    assert missing.status_code == 404
    assert missing.headers["Cache-Control"] == "no-store"
    assert kiosk.get(f"/kiosk/paper/{key}").json == {"state": "waiting", "picture": None}
    picture = tmp_path / "receipts" / f"receipt-{the_ticket(bus).id}.png"
    picture.parent.mkdir()
    picture.write_bytes(b"a picture")
    report(bus, "done")
    address = f"/kiosk/receipt/{key}.png"
    assert kiosk.get(f"/kiosk/paper/{key}").json == {"state": "done", "picture": address}
    with kiosk.get(address) as shown:
        assert shown.data == b"a picture"
        assert shown.headers["Cache-Control"] == "no-store"
    assert address in kiosk.get(f"/kiosk/zh/ticket/{key}").text


def test_paper_that_failed_is_said(kiosk: FlaskClient, bus: Bus, form: Form) -> None:
    key = kiosk.post(TAKE, data=form()).location.rpartition("/")[2]
    report(bus, "expired")
    assert kiosk.get(f"/kiosk/paper/{key}").json["state"] == "expired"
    page = kiosk.get(f"/kiosk/zh/ticket/{key}").text
    assert 'data-when="failed expired" >小票未能打印' in page
    assert "暂时不能打印" in kiosk.get("/kiosk").text
    assert "暂时不能打印" in kiosk.get("/kiosk/zh/service/id-card").text


def report(bus: Bus, outcome: str) -> None:
    job = f"receipt-{the_ticket(bus).id}"
    bus.execute(ReportJob(id=new_id(), by=SYSTEM, job=job, outcome=outcome))


def test_called_number_is_sent_to_its_window(kiosk: FlaskClient, bus: Bus, form: Form) -> None:
    answer = kiosk.post("/kiosk/en/take", data=form())
    bus.execute(OpenWindow(id=new_id(), by=WANG, window=2))
    bus.execute(CallNext(id=new_id(), by=WANG, window=2))
    assert the_ticket(bus).state is State.called
    assert "Please go to window 2 now." in kiosk.get(answer.location).text
