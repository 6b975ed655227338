"""The wall's pages and recordings as a browser gets them, before any script runs."""

import re
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest

from display import sentences, voice
from shared.domain import commands as c
from shared.domain.notices import NoticeKind
from shared.domain.screens import Screen, Shows
from tests.shared.hub.conftest import Browser, token
from tests.small_hall import WANG, new_id, take

HASH = "0123456789abcdef" * 2


@pytest.fixture
def screen(hub):
    """A browser paired as a display."""
    browser = Browser(hub)
    browser.client.set_cookie("hall_display", token("D1"))
    return browser


def call_one(bus, **more):
    bus.execute(take(**more))
    bus.execute(c.OpenWindow(id=new_id(), by=WANG, window=1))
    bus.execute(c.CallNext(id=new_id(), by=WANG, window=1))


def page(browser, path, **query):
    answer = browser.get(path, query_string=query)
    assert answer.status_code == 200
    return answer.text


def words(html):
    """What a reader sees: without tags, scripts and templates."""
    shown = re.sub(r"<(script|template)\b.*?</\1>", "", html, flags=re.S)
    return re.sub(r"<[^>]+>", " ", shown)


def test_board_shows_the_calls_without_a_script(bus, screen):
    call_one(bus)
    shown = words(page(screen, "/display"))
    assert "A001" in shown
    assert "号窗口" in shown
    assert "东区" in shown


def test_those_who_have_not_come_stand_first(bus, screen):
    call_one(bus)
    bus.execute(c.StartService(id=new_id(), by=WANG, window=1))
    bus.execute(take("invoice"))
    bus.execute(c.OpenWindow(id=new_id(), by="staff:zhao", window=3))
    bus.execute(c.CallNext(id=new_id(), by="staff:zhao", window=3))
    bus.execute(take())
    bus.execute(c.OpenWindow(id=new_id(), by="staff:li", window=2))
    bus.execute(c.CallNext(id=new_id(), by="staff:li", window=2))
    bus.execute(c.StartService(id=new_id(), by="staff:li", window=2))
    numbers = re.findall(r'<li class="call[^>]*data-number="([A-Z]+\d+)"', page(screen, "/display"))
    assert numbers == ["B001", "A002", "A001"]


def test_panel_shows_its_window(bus, screen):
    assert "Queue A" in words(page(screen, "/display/window/1", language="en"))
    call_one(bus)
    shown = words(page(screen, "/display/window/1", language="en"))
    assert "A001" in shown
    assert "Please come to this window" in shown
    assert "id-card" in shown


@pytest.mark.parametrize(
    ("reason", "until", "said"),
    [
        ("meal", "10:30", "用餐 · 10:30 继续"),
        ("other", "", "10:00 起"),
        ("system", "", "系统维护 · 10:00 起"),
    ],
)
def test_a_paused_window_says_why_and_until_when(bus, screen, reason, until, said):
    bus.execute(c.OpenWindow(id=new_id(), by=WANG, window=1))
    bus.execute(c.PauseWindow(id=new_id(), by=WANG, window=1, reason=reason, until=until))
    html = page(screen, "/display/window/1")
    assert "暂停服务" in words(html)
    assert said in words(html)
    assert 'data-state="paused"' in html
    assert "Service paused" in words(page(screen, "/display/window/1", language="en"))


def test_a_pause_that_was_to_be_over_promises_no_time(bus, screen, clock):
    bus.execute(c.OpenWindow(id=new_id(), by=WANG, window=1))
    bus.execute(c.PauseWindow(id=new_id(), by=WANG, window=1, reason="rest", until="10:30"))
    clock.move(minutes=31)
    assert "休息 · 即将继续" in words(page(screen, "/display/window/1"))


@pytest.mark.parametrize("path", ["/display", "/display/window/2"])
def test_walls_are_chinese_unless_their_address_says_otherwise(screen, path):
    english = {"Accept-Language": "en-GB"}
    assert '<html lang="zh">' in screen.get(path, headers=english).text
    assert '<html lang="en">' in page(screen, path, language="en")
    assert '<html lang="zh">' in page(screen, path, language="xx")


@pytest.mark.parametrize(
    ("path", "query", "sound"),
    [
        ("/display", {}, "true"),
        ("/display", {"sound": "off"}, "false"),
        ("/display/window/1", {}, "false"),
        ("/display/window/1", {"sound": "on"}, "true"),
    ],
)
def test_the_board_sounds_and_the_panel_does_not(screen, path, query, sound):
    assert f'"sound":{sound}' in page(screen, path, **query)


def test_a_window_the_hall_does_not_have(screen):
    assert screen.get("/display/window/99").status_code == 404


@pytest.mark.parametrize("path", ["/display", "/display/window/1", f"/display/voice/{HASH}.wav"])
def test_only_screens_and_staff_see_the_wall(hub, path):
    assert Browser(hub).get(path).status_code == 403


def test_staff_may_look_at_a_board(hub):
    browser = Browser(hub)
    browser.sign_in("wang")
    assert browser.get("/display").status_code == 200


def test_a_recording_that_is_there(screen, tmp_path):
    (tmp_path / "voice").mkdir()
    (tmp_path / "voice" / f"{HASH}.wav").write_bytes(b"RIFF")
    answer = screen.get(f"/display/voice/{HASH}.wav")
    assert (answer.status_code, answer.data, answer.mimetype) == (200, b"RIFF", "audio/wav")
    assert "max-age" in answer.headers["Cache-Control"]
    answer.close()


def test_a_recording_that_comes_while_the_chime_sounds(screen, tmp_path):
    (tmp_path / "voice").mkdir()

    def record():
        time.sleep(0.2)
        (tmp_path / "voice" / f"{HASH}.wav").write_bytes(b"RIFF")

    station = threading.Thread(target=record)
    station.start()
    answer = screen.get(f"/display/voice/{HASH}.wav")
    station.join()
    assert (answer.status_code, answer.data) == (200, b"RIFF")
    answer.close()


def test_a_recording_that_never_comes(screen, monkeypatch):
    monkeypatch.setattr(voice, "WAIT_SECONDS", 0.1)
    assert screen.get(f"/display/voice/{HASH}.wav").status_code == 404


@pytest.mark.parametrize(
    "name", [HASH.upper(), HASH[:-1], HASH + "0", "..%2fhall", "g" * 32, HASH + "%0a", "hall.db"]
)
def test_a_recording_is_asked_for_by_its_hash_only(screen, tmp_path, monkeypatch, name):
    """Nobody waits for a wrong name."""
    (tmp_path / "voice").mkdir()
    waited: list[object] = []
    monkeypatch.setattr(voice, "_there", lambda file: waited.append(file))
    assert screen.get(f"/display/voice/{name}.wav").status_code == 404
    assert not waited


def test_wall_sentences_are_all_in_the_page(bus, screen):
    """The script asks for its sentences by their English ones: all must have been sent."""
    sent = set(sentences.BOARD) | set(sentences.PANEL)
    static = Path(sentences.__file__).parent / "static"
    said = set()
    for script in ("wall.js", "board.js", "calls.js", "queues.js", "panel.js"):
        text = (static / script).read_text(encoding="utf-8")
        said |= set(re.findall(r'"([A-Z][^"\n]* [^"\n]*)"', text))
    assert said <= sent


def test_the_board_shows_notices_of_every_department(bus, screen, clock):
    until = clock.at + timedelta(hours=1)
    for department in ("police", ""):
        bus.execute(
            c.PostNotice(
                id=new_id(),
                by="staff:sun",
                kind=NoticeKind.power,
                until=until,
                department=department,
            )
        )
    note = {"zh": "二楼的卫生间正在维修。"}
    bus.execute(
        c.PostNotice(id=new_id(), by="staff:sun", kind=NoticeKind.note, until=until, text=note)
    )
    chinese, english = page(screen, "/display"), page(screen, "/display", language="en")
    assert chinese.count("notices-pair") == 2
    assert "二楼的卫生间正在维修。" in words(chinese)
    assert "仅中文" not in words(chinese)
    assert '<span lang="zh">二楼的卫生间正在维修。</span>' in english
    assert "(Chinese only)" in words(english)
    clock.move(hours=1)
    assert "notices-pair" not in page(screen, "/display")


def set_up(bus, **shown):
    screen = Screen(**shown)
    bus.execute(c.SetUpScreen(id=new_id(), by="staff:admin", device="D1", screen=screen))


def test_a_screen_shows_what_it_was_set_up_to(bus, screen):
    call_one(bus)
    set_up(bus, shows=Shows.panel, window=1, languages=("en",))
    html = page(screen, "/display")
    assert "Please come to this window" in words(html)
    assert 'lang="en"' in html
    set_up(bus, shows=Shows.summary)
    assert 'class="wall far"' in page(screen, "/display")
    set_up(bus, shows=Shows.rating, window=1)
    assert 'class="rating"' in page(screen, "/display")


def test_the_whole_hall_without_a_set_up(bus, screen):
    call_one(bus)
    html = page(screen, "/display")
    assert 'class="wall board"' in html
    assert "type.css" not in html
    assert '"room":"main"' in html


def test_a_board_of_a_part_of_the_hall(bus, screen):
    call_one(bus)
    set_up(bus, windows=(2, 3))
    html = page(screen, "/display")
    assert 'data-number="A001"' not in html
    assert '"room":"wall/' in html
    set_up(bus, windows=(1,))
    assert "A001" in words(page(screen, "/display"))


def test_old_addresses_go_on_showing_their_window(bus, screen):
    set_up(bus, shows=Shows.summary, languages=("en",))
    html = page(screen, "/display/window/1")
    assert 'class="wall panel"' in html
    assert '<html lang="en">' in html
    assert '<html lang="zh">' in page(screen, "/display/window/1", language="zh")


def test_staff_see_the_whole_hall_whatever_screens_show(bus, hub):
    set_up(bus, shows=Shows.summary)
    browser = Browser(hub)
    browser.sign_in("wang")
    assert 'class="wall board"' in page(browser, "/display")


@pytest.mark.parametrize(("speaker", "sound"), [("", "false"), ("hall", "true")])
def test_a_screen_sounds_where_it_was_set_up_to(bus, screen, speaker, sound):
    set_up(bus, name="East", speaker=speaker)
    html = page(screen, "/display")
    assert f'"sound":{sound}' in html
    assert f'"voice":"{"voice/hall" if speaker else ""}"' in html


def test_the_badge_of_whoever_sits_there(bus, screen):
    badge = {"account": "qian", "name": "Qian", "role": "clerk", "badge": "A1024"}
    bus.execute(c.AddStaff(id=new_id(), by="staff:admin", **badge))
    assert "A1024" not in words(page(screen, "/display/window/1"))
    bus.execute(c.OpenWindow(id=new_id(), by="staff:qian", window=1))
    assert "工号 A1024" in words(page(screen, "/display/window/1"))
    bus.execute(c.CloseWindow(id=new_id(), by="staff:qian", window=1))
    assert "A1024" not in words(page(screen, "/display/window/1"))


@pytest.mark.parametrize("badge", ["A-1", "工号", "1" * 13, "<b>"])
def test_a_badge_is_letters_and_digits(hub, badge):
    admin = Browser(hub)
    admin.sign_in("admin")
    words = {"account": "qian", "name": "Qian", "role": "clerk", "password": "a-good-password"}
    assert admin.post("/staff", **words, badge=badge).status_code == 422


def sheet(browser, **measures):
    asked = {"inches": 55, "across": 1920, "down": 1080, "metres": 5} | measures
    return browser.get("/display/type.css", query_string=asked)


def test_type_by_measure(screen):
    """61 mm of a screen 1218 mm wide, of which a letter's size has 0.72."""
    assert "--least: 6.9681vw" in sheet(screen).text
    assert sheet(screen).mimetype == "text/css"
    set_half = sheet(screen, metres=2.5).text
    assert "--least: 3.4841vw" in set_half


@pytest.mark.parametrize(
    "wrong", [{"inches": "x"}, {"inches": 1e9}, {"metres": 0}, {"across": -1}, {"inches": "nan"}]
)
def test_measures_that_are_none(screen, wrong):
    assert sheet(screen, **wrong).status_code == 422


def test_a_measured_screen_has_its_type(bus, screen):
    set_up(bus, inches=55.0)
    html = page(screen, "/display")
    assert 'class="wall far"' in html
    assert "/display/type.css?inches=55.0&amp;across=1920&amp;down=1080&amp;metres=5.0" in html


def test_no_set_up_makes_type_of_size_zero(bus, screen):
    """Nobody has measured it: type as ever."""
    set_up(bus, name="x", inches=0.0)
    assert "type.css" not in page(screen, "/display")


def test_the_version_of_a_page_is_the_hubs(hub, screen):
    assert f'"version":"{hub.version}"' in page(screen, "/display")


def test_a_preview_is_silent(hub):
    staff = Browser(hub)
    staff.sign_in("sun")
    assert '"sound":false' in page(staff, "/display/preview/D1")
