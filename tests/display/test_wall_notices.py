"""Notices to read: the wall's page before its script runs, and the page for everybody."""

import json
import re
from datetime import timedelta

import pytest

from shared.domain import commands as c
from shared.domain.notices import NoticeKind, Picture
from shared.domain.screens import Screen, Shows
from tests.shared.hub.conftest import Browser, token
from tests.small_hall import new_id


@pytest.fixture
def screen(hub):
    browser = Browser(hub)
    browser.client.set_cookie("hall_display", token("D1"))
    return browser


@pytest.fixture
def publish(bus, clock):
    def publish(kind, title, **more):
        words = {"text": {"zh": "第一行\n第二行"}, "until": clock.at + timedelta(days=30)} | more
        command = c.PublishNotice(id=new_id(), by="staff:sun", kind=kind, title=title, **words)
        return bus.execute(command)[-1].seq

    return publish


def told(html):
    return json.loads(re.search(r'id="wall">(.*?)</script>', html, re.S)[1])


def test_the_groups_are_those_of_the_address_or_of_the_set_up(bus, screen, publish):
    publish(NoticeKind.announcement, {"zh": "放假公告"})
    publish(NoticeKind.disclosure, {"zh": "收费清单"})
    assert "放假公告" in screen.get("/display/notices").text
    page = screen.get("/display/notices?groups=disclosure").text
    assert "收费清单" in page
    assert "放假公告" not in page
    assert told(page)["room"] == "notices/disclosure"
    assert screen.get("/display/notices?groups=everything").status_code == 422
    shown = Screen(shows=Shows.notices, notices=("announcement",), languages=("zh", "en"))
    bus.execute(c.SetUpScreen(id=new_id(), by="staff:admin", device="D1", screen=shown))
    wall = told(screen.get("/display").text)
    assert wall["room"] == "notices/announcement"
    assert wall["reads"] == ["zh", "en"]


def test_nothing_to_read_is_said(screen):
    assert "暂无通知公告。" in screen.get("/display/notices").text


def test_only_screens_and_staff(hub):
    assert Browser(hub).get("/display/notices").status_code == 403


class TestForEverybody:
    def test_all_groups_and_one_with_its_pictures(self, hub, publish, bus, clock):
        picture = Picture(f"{1:064x}.jpg", {"zh": "平面图", "en": "Map"})
        id_ = publish(NoticeKind.announcement, {"zh": "搬迁", "en": "Move"}, pictures=(picture,))
        until = clock.at + timedelta(hours=1)
        bus.execute(c.PostNotice(id=new_id(), by="staff:sun", kind=NoticeKind.power, until=until))
        nobody = Browser(hub)
        english = {"Accept-Language": "en"}
        page = nobody.get("/notices", headers=english).text
        assert "Move" in page
        assert "There is no electricity" in page
        one = nobody.get(f"/notices/{id_}", headers=english).text
        assert f'src="/pictures/{picture.name}" alt="Map"' in one
        assert "(Chinese only)" in one
        assert "第一行\n第二行" in one

    def test_not_before_its_time_and_not_after(self, hub, publish, clock):
        id_ = publish(NoticeKind.disclosure, {"zh": "清单"}, since=clock.at + timedelta(hours=1))
        nobody = Browser(hub)
        assert nobody.get(f"/notices/{id_}").status_code == 404
        assert "清单" not in nobody.get("/notices").text
        clock.move(hours=2)
        assert nobody.get(f"/notices/{id_}").status_code == 200
        clock.move(days=31)
        assert nobody.get(f"/notices/{id_}").status_code == 404

    def test_the_start_page_leads_there(self, hub):
        assert 'href="/notices"' in Browser(hub).get("/").text
