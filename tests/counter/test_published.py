"""Announcements and disclosures in the supervisor's room."""

import pytest

from tests.counter.pages import page_in, sent_to_script

ROOM = "/counter/supervisor/notices/published"
UNTIL = "2026-12-20T10:00:00Z"


def publish(sun, **more):
    words = {
        "kind": "announcement",
        "title": {"zh": "放假"},
        "text": {"zh": "国庆"},
        "until": UNTIL,
    }
    answer = sun.post("/notices/published", **words | more)
    assert answer.status_code == 201
    return answer.json


def test_planned_shown_and_over(sun):
    assert "There is nothing here" in page_in(sun, ROOM)
    assert publish(sun)["state"] == "shown"
    planned = publish(sun, since="2026-12-01T00:00:00Z", title={"zh": "元旦"})
    assert planned["state"] == "planned"
    html = page_in(sun, ROOM)
    assert html.index("元旦") < html.index("放假")
    assert "Planned" in html
    assert "From 2026-12-01 08:00 until 2026-12-20 18:00" in html
    assert "Over, and earlier" not in html
    sun.post(f"/notices/{planned['id']}/withdraw")
    html = page_in(sun, ROOM)
    assert "Over, and earlier" in html
    assert "Use again" in html


def test_the_form_holds_what_it_says_now(sun):
    id_ = publish(sun, text={"zh": "一\n二 <b>"})["id"]
    html = page_in(sun, f"{ROOM}/{id_}")
    assert 'value="放假"' in html
    assert "一\n二 <b></textarea>" in html
    assert sent_to_script(html)["replaces"] == int(id_)
    sun.post(f"/notices/{id_}/withdraw")
    again = page_in(sun, f"{ROOM}/{id_}")
    assert sent_to_script(again)["replaces"] == 0
    assert 'value="放假"' in again


@pytest.mark.parametrize("path", ["", "/new", "/1"])
def test_supervisors_alone(browser_of, path):
    assert browser_of("wang").get(ROOM + path).status_code == 403


def test_no_such_announcement(sun):
    assert sun.get(f"{ROOM}/999").status_code == 404
