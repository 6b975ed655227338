"""The counter's page as a browser gets it: a choice of windows, or the console of the open one."""

import re
from pathlib import Path

import pytest

from counter import sentences
from counter.desks import desks
from shared.domain import commands as c
from shared.domain.refusals import NotAllowed
from shared.hub.routes import ROUTES
from shared.words import sentence
from tests.counter.pages import sent_to_script
from tests.shared.hub.conftest import Browser
from tests.small_hall import LI, WANG, new_id, take


def windows_offered(browser, path="/counter"):
    """The windows of the choice: number -> whether it can be opened."""
    answer = browser.get(path, headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    found = re.findall(r'data-window="(\d+)" (disabled)?', answer.text)
    return {int(number): not closed for number, closed in found}


def test_a_clerk_chooses_among_the_windows_of_the_department(browser_of):
    assert windows_offered(browser_of("li")) == {1: True, 2: True, 4: True}
    assert set(windows_offered(browser_of("li"), "/counter?all=1")) == {1, 2, 3, 4}


@pytest.mark.parametrize("account", ["wang", "sun", "admin"])
def test_who_belongs_to_no_department_chooses_among_all(browser_of, account):
    assert set(windows_offered(browser_of(account))) == {1, 2, 3, 4}


def test_an_open_window_names_its_clerk_and_cannot_be_chosen(bus, browser_of):
    bus.execute(c.OpenWindow(id=new_id(), by=LI, window=2))
    browser = browser_of("wang")
    assert windows_offered(browser) == {1: True, 2: False, 3: True, 4: True}
    assert "Open: li" in browser.get("/counter", headers={"Accept-Language": "en"}).text


def test_who_has_a_window_open_gets_its_console(bus, browser_of):
    bus.execute(c.OpenWindow(id=new_id(), by=WANG, window=1))
    bus.execute(take(language="en"))
    bus.execute(c.CallNext(id=new_id(), by=WANG, window=1))
    html = browser_of("wang").get("/counter", headers={"Accept-Language": "en"}).text
    assert 'data-state="called"' in html
    assert re.search(r'id="number">A001<', html)
    page = sent_to_script(html)
    assert page["board"]["room"] == "console/1"
    assert page["board"]["ticket"]["materials"]["en"] == ["Identity card"]
    assert page["zone"] == "Asia/Shanghai"
    assert page["languages"] == {"zh": "Chinese", "en": "English", "ko": "Korean"}


def test_a_closed_window_leads_back_to_the_choice(bus, browser_of):
    browser = browser_of("wang")
    browser.post("/windows/1/open")
    assert 'id="seat"' in browser.get("/counter").text
    browser.post("/windows/1/close")
    assert set(windows_offered(browser)) == {1, 2, 3, 4}


def test_who_is_not_signed_in_is_asked_to(hub):
    answer = Browser(hub).get("/counter")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/sign-in?next=/counter"


def test_a_steward_has_the_windows_of_no_department(browser_of):
    gu = browser_of("gu")
    assert windows_offered(gu) == {4: True}
    assert windows_offered(gu, "/counter?all=1") == {4: True}
    assert gu.post("/windows/1/open").status_code == 403
    assert gu.post("/windows/4/open").status_code == 200
    assert 'id="seat"' in gu.get("/counter").text


def test_the_page_is_in_one_language(bus, browser_of):
    bus.execute(c.OpenWindow(id=new_id(), by=WANG, window=1))
    bus.execute(take())
    bus.execute(c.CallNext(id=new_id(), by=WANG, window=1))
    html = browser_of("wang").get("/counter", headers={"Accept-Language": "zh-CN"}).text
    shown = re.sub(r"<(script|head)\b.*?</\1>", "", html, flags=re.S)
    found = set(re.findall(r"[A-Za-z]{2,}", re.sub(r"<[^>]+>", " ", shown)))
    assert found <= {"id", "card", "wang", "Esc"}, "names of the small hall are English by design"


def test_desks_by_zone(bus):
    with bus.looking() as hall:
        (zone,) = desks(hall, hall.staff["zhao"], everywhere=False)
    assert zone.name["en"] == "East zone"
    assert [(desk.window, desk.department is None) for desk in zone.desks] == [
        (3, False),
        (4, True),
    ]


def offered(browser, language="en"):
    answer = browser.get("/counter/choices", headers={"Accept-Language": language})
    assert answer.status_code == 200
    return answer.json


def test_what_the_dialogs_offer(bus, browser_of):
    bus.execute(c.OpenWindow(id=new_id(), by=LI, window=2))
    bus.execute(c.OpenWindow(id=new_id(), by=WANG, window=3))
    found = offered(browser_of("li"))
    assert [service["code"] for service in found["services"] if service["here"]] == [
        "id-card",
        "passport",
        "invoice",
    ]
    assert found["services"][-1] == {
        "code": "estate",
        "name": "estate",
        "department": "Tax",
        "queue": "C",
        "here": False,
    }
    assert {queue["letter"]: queue["mine"] for queue in found["queues"]} == {
        "A": True,
        "B": True,
        "C": False,
    }
    assert found["windows"] == [
        {"window": 3, "zone": "East zone", "queues": ["B", "C"], "clerk": "wang"}
    ]
    assert [clerk["account"] for clerk in found["clerks"]] == ["sun", "admin"], (
        "zhao is of another department, and wang has a window open"
    )
    assert found["least_pause"] == 5
    assert offered(browser_of("li"), "zh-CN")["windows"][0]["zone"] == "东区"


def test_the_queues_offered_are_those_the_rules_accept(bus, browser_of):
    bus.execute(c.OpenWindow(id=new_id(), by=LI, window=1))
    for queue in offered(browser_of("li"))["queues"]:
        wanted = c.ServeQueues(id=new_id(), by=LI, window=1, queues=(queue["letter"],))
        if queue["mine"]:
            assert bus.execute(wanted)
        else:
            with pytest.raises(NotAllowed):
                bus.execute(wanted)


def test_nobody_without_a_window_is_offered_anything(hub, browser_of):
    assert browser_of("li").get("/counter/choices").status_code == 409
    assert browser_of("gu").get("/counter/choices").status_code == 409
    assert Browser(hub).get("/counter/choices").status_code == 303


def test_every_move_has_its_button_and_its_own_key(bus, browser_of):
    bus.execute(c.OpenWindow(id=new_id(), by=WANG, window=1))
    html = browser_of("wang").get("/counter", headers={"Accept-Language": "en"}).text
    buttons = re.findall(r'data-move="([a-z-]+)" data-keys="([A-Za-z ]+)"', html)
    at_windows = {
        route.path.rpartition("/")[2]
        for route in ROUTES
        if route.path.startswith(("/windows/{window}/", "/tickets/{ticket}/"))
    }
    of_others = {"open", "requeue", "more-time"}
    assert {move for move, _ in buttons} - {"finish-as", "ordinary", "help"} == (
        at_windows - of_others
    )
    keys = [key for _, keys in buttons for key in keys.split() if key != "Space"]
    keys += re.findall(r'id="(?:read|withdraw)" data-keys="(\w+)"', html)
    assert len(keys) == len(set(keys))


def test_counter_sentences_are_all_in_the_page():
    """The scripts ask for their sentences by the English ones: all must have been sent."""
    static = Path(sentences.__file__).parent / "static"
    said = set()
    of_the_others = {
        "asking.js",
        "bar.js",
    }  # the steward's tablet and the supervisor's room ask by it
    for script in static.glob("*.js"):
        if script.name in of_the_others:
            continue
        text = script.read_text(encoding="utf-8")
        said |= set(re.findall(r'"((?:[A-Z]|\{)[^"\n]*(?: [^"\n]*|…))"', text))
        said |= set(re.findall(r'\bsay\("([^"]+)"', text))
    assert said <= set(sentences.CONSOLE)
    assert {s for s in sentences.CONSOLE if sentence("zh", s) == s} == set()
    assert set(sentences.CHOICE) <= set(sentences.CONSOLE)
