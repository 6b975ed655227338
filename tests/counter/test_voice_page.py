"""The page of the loudspeakers: what was said, what can be said, how loud and in which voice."""

from datetime import time

from counter import voice
from shared.domain import commands as c
from shared.domain.settings import HallSettings, Loudness
from shared.domain.texts import LONGEST
from shared.words import languages, sentence
from tests.counter.pages import page_in, sent_to_script
from tests.small_hall import SYSTEM, WANG, new_id, take

PAGE = "/counter/supervisor/voice"


def test_the_loudspeakers_are_the_supervisors(browser_of):
    assert browser_of("wang").get(PAGE).status_code == 403


def test_ready_sentences_fit_and_stand_in_every_language(sun):
    ready = sent_to_script(page_in(sun, PAGE))["ready"]
    assert set(ready) == set(voice.READY)
    for title, words in voice.READY.items():
        assert set(ready[title]) == set(languages())
        assert all(len(sentence(code, words)) <= LONGEST for code in languages())


def test_calls_and_announcements_of_today_the_newest_first(sun, bus):
    assert "Nothing has been said today." in page_in(sun, PAGE)
    bus.execute(c.OpenWindow(id=new_id(), by=WANG, window=1))
    bus.execute(take())
    bus.execute(c.CallNext(id=new_id(), by=WANG, window=1))
    words = {"zh": "请安静", "en": "Please be quiet <b>now</b>"}
    assert sun.post("/announcements", text=words, zone="east").status_code == 201
    assert sun.post("/announcements/repeat", zone="").status_code == 200
    html = sun.get(PAGE, headers={"Accept-Language": "en"}).text
    assert "<b>now</b>" not in html
    rows = html[html.index('id="lately"') : html.index("</ol>")].split("<li>")[1:]
    assert ["once more" in row for row in rows] == [True, False, False]
    assert ["be quiet" in row for row in rows] == [True, True, False]
    assert "A001" in rows[2]
    assert "Window 1" in rows[2]
    assert "请安静" in page_in(sun, PAGE, "zh-CN")


def test_the_loudness_of_the_hour_and_the_voices_as_they_are_set(sun, bus):
    assert "As loud as 100 % now" in page_in(sun, PAGE)
    settings = HallSettings(
        voice_hours=(Loudness(time(8), 80), Loudness(time(9, 30), 0)),
        voices={"zh": "our own", "en": "synthesis"},
    )
    bus.execute(c.ChangeSettings(id=new_id(), by=SYSTEM, settings=settings))
    html = page_in(sun, PAGE)
    assert "Silent now" in html  # at ten o'clock
    assert 'value="09:30"' in html
    assert 'value="our own"' in html
    assert html.count('<option value="synthesis" selected>') == 1


def test_a_voice_has_a_plain_name(sun):
    settings = sun.get("/api/v1/hall/settings").json
    for wrong in ({"zh": "a/b"}, {"zh": "x" * 65}, {"no language": "x"}):
        answer = sun.post("/hall/settings", settings=settings | {"voices": wrong})
        assert answer.status_code == 422, wrong
