"""When there is no number: the kiosk says why, and when again, before anybody is refused."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest
from flask.testing import FlaskClient
from msgspec.structs import replace

from shared.bus import Bus
from shared.domain import commands as c
from shared.domain.catalogue import DayKind, Holidays, ServiceHours, SpecialDay
from tests.small_hall import CATALOGUE, SYSTEM, WANG, Clock, new_id, take

Form = Callable[..., dict[str, str]]
PAGE = "/kiosk/{}/service/id-card"
LIST = "/kiosk/{}/department/police"


def offer(bus: Bus, **changes: object) -> None:
    bus.execute(c.ImportHall(id=new_id(), by=SYSTEM, catalogue=replace(CATALOGUE, **changes)))


def says(kiosk: FlaskClient, page: str, zh: str, en: str) -> None:
    for language, sentence in (("zh", zh), ("en", en)):
        assert sentence in kiosk.get(page.format(language)).text


def no_button(kiosk: FlaskClient) -> bool:
    pages = (PAGE.format("zh"), PAGE.format("en"), f"{PAGE.format('zh')}/green")
    return not any("<form" in kiosk.get(page).text for page in pages)


def test_a_service_offered_later_today(kiosk: FlaskClient, bus: Bus) -> None:
    offer(bus, service_hours=(ServiceHours("id-card", 1, time(13), time(14)),))
    says(kiosk, LIST, "13:00 起", "From 13:00")
    says(
        kiosk, PAGE, "本事项现在不办理，今天 13:00 恢复办理。",
        "This service is not offered now. It is offered again today at 13:00.",
    )  # fmt: skip
    assert no_button(kiosk)
    assert "<form" in kiosk.get("/kiosk/zh/service/passport").text


def test_a_service_offered_another_day(kiosk: FlaskClient, bus: Bus) -> None:
    offer(bus, service_hours=(ServiceHours("id-card", 3, time(9), time(10)),))
    says(kiosk, LIST, "11月25日周三 09:00 起", "From Wed, Nov 25, 09:00")
    says(kiosk, PAGE, "2026年11月25日星期三 09:00 恢复办理", "on Wednesday, November 25, 2026 at")


def test_a_service_offered_no_more(kiosk: FlaskClient, bus: Bus) -> None:
    offer(bus, service_hours=(ServiceHours("id-card", 7, time(9), time(10)),))
    says(kiosk, LIST, "现在不办理", "Not offered now")
    says(kiosk, PAGE, "请到咨询台咨询", "Please ask the information desk.")


def with_quota(bus: Bus, morning: int, afternoon: int) -> None:
    first, *others = CATALOGUE.services
    full = replace(first, quota_morning=morning, quota_afternoon=afternoon)
    offer(bus, services=(full, *others))


def test_a_quota_that_is_given(kiosk: FlaskClient, bus: Bus, form: Form) -> None:
    with_quota(bus, 1, 1)
    fields = form()
    bus.execute(take())
    says(kiosk, LIST, "号已发完，13:00 起再发", "Full until 13:00")
    says(
        kiosk, PAGE, "本事项本时段号源已发完，今天 13:00 起发放新号。",
        "All numbers for this service have been given. There are new ones today at 13:00.",
    )  # fmt: skip
    assert no_button(kiosk)
    answer = kiosk.post("/kiosk/en/take", data=fields)
    assert answer.status_code == 409
    assert "All numbers for this service have been given." in answer.text


def test_a_quota_that_is_given_until_tomorrow(kiosk: FlaskClient, bus: Bus, clock: Clock) -> None:
    with_quota(bus, 1, 0)
    clock.move(hours=4)
    says(kiosk, LIST, "号已发完，11月24日周二 09:00 起再发", "Full until Tue, Nov 24, 09:00")
    says(
        kiosk, PAGE, "2026年11月24日星期二 09:00 起发放新号", "on Tuesday, November 24, 2026 at 09"
    )


def test_more_wait_than_can_be_served(kiosk: FlaskClient, bus: Bus, clock: Clock) -> None:
    bus.execute(c.OpenWindow(id=new_id(), by=WANG, window=1))
    for _ in range(20):
        bus.execute(take())
    clock.move(hours=6, minutes=20)  # 16:20
    says(kiosk, LIST, "今天不再发号", "No more numbers today")
    says(kiosk, PAGE, "下班前已无法为您办理", "you would not be served before closing time")
    assert no_button(kiosk)


def test_a_saturday_for_bookings(kiosk: FlaskClient, bus: Bus, clock: Clock) -> None:
    note = {"zh": "周六预约专场", "en": "Saturday for appointments"}
    offer(bus, days=(SpecialDay(date(2026, 11, 28), DayKind.bookings, time(9), time(12), note),))
    clock.at = datetime(2026, 11, 28, 2, tzinfo=UTC)
    for page in (LIST, PAGE):
        says(
            kiosk, page, "周六预约专场：现在只为预约群众发号，2026年11月30日星期一 09:00",
            "Saturday for appointments: only those with an appointment get numbers now.",
        )  # fmt: skip
    assert no_button(kiosk)
    assert "周六预约专场" in kiosk.get("/kiosk").text


def test_a_holiday(kiosk: FlaskClient, bus: Bus, clock: Clock) -> None:
    offer(bus, holidays=Holidays.china)
    bus.clock = Clock(datetime(2026, 11, 24, 2, tzinfo=UTC))
    day = SpecialDay(
        date(2026, 11, 24), DayKind.closed, note={"zh": "国庆节", "en": "National Day"}
    )
    offer(bus, days=(day,))
    says(
        kiosk,
        PAGE,
        "因国庆节，大厅暂停发号，2026年11月25日星期三 09:00",
        "National Day. It opens ag",
    )
    assert "tile-later" not in kiosk.get(LIST.format("zh")).text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_services_with_numbers_say_how_many_wait(
    kiosk: FlaskClient, bus: Bus, language: str
) -> None:
    offer(bus, service_hours=(ServiceHours("id-card", 3, time(9), time(10)),))
    page = kiosk.get(LIST.format(language)).text
    assert page.count("tile-later") == 1
    assert page.count("tile-waiting") == 1
