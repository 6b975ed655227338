"""Pictures of announcements: what is taken in, what is kept of it, who is given it."""

import os
import time
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from werkzeug.test import TestResponse

from shared.bus import Bus
from shared.hub import pictures
from shared.hub.app import Hub
from tests.shared.hub.conftest import Browser
from tests.small_hall import Clock

HOLIDAY = {
    "kind": "announcement", "until": "2026-12-23T04:00:00Z", "title": {"zh": "放假"},
    "text": {"zh": "国庆节放假"},
}  # fmt: skip


def drawn(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **more: Any) -> bytes:
    file = BytesIO()
    mode = "RGBA" if kind == "PNG" else "RGB"
    Image.new(mode, size, (10, 120, 90, 100)[: len(mode)]).save(file, kind, **more)
    return file.getvalue()


def send(browser: Browser, content: bytes, name: str = "a.jpg", **more: Any) -> TestResponse:
    csrf = browser.get("/api/v1/session").json.get("csrf", "")
    return browser.client.post(
        "/api/v1/pictures",
        data={"picture": (BytesIO(content), name)},
        headers={"X-CSRF-Token": csrf, "Accept-Language": "en"} | more,
    )


def shown(browser: Browser, name: str) -> Image.Image:
    answer = browser.get(f"/pictures/{name}")
    assert answer.status_code == 200
    return Image.open(BytesIO(answer.data))


def test_a_photograph_keeps_its_pixels_alone(sun: Browser, hub: Hub) -> None:
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = "where it was taken", 6  # turned by a quarter
    answer = send(sun, drawn("JPEG", (4000, 3000), exif=exif, comment=b"secret"))
    assert answer.status_code == 201
    name = answer.json["name"]
    image = shown(sun, name)
    assert (image.format, image.size) == ("JPEG", (1440, 1920))
    assert not image.getexif()
    assert "comment" not in image.info
    assert (hub.settings.var / "pictures" / name).stat().st_mode & 0o077 == 0
    assert send(sun, drawn("JPEG", (4000, 3000), exif=exif)).json["name"] == name


@pytest.mark.parametrize(("kind", "becomes"), [("PNG", "PNG"), ("WEBP", "JPEG")])
def test_what_can_be_seen_through_stays_so(sun: Browser, kind: str, becomes: str) -> None:
    name = send(sun, drawn(kind)).json["name"]
    image = shown(sun, name)
    assert (image.format, image.mode) == (becomes, "RGBA" if kind == "PNG" else "RGB")


def test_anybody_may_see_it_and_keep_it(sun: Browser, nobody: Browser) -> None:
    name = send(sun, drawn()).json["name"]
    answer = nobody.get(f"/pictures/{name}")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.mimetype == "image/jpeg"
    assert (
        nobody.get(f"/pictures/{name}", headers={"If-None-Match": f'"{name}"'}).status_code == 304
    )


@pytest.mark.parametrize("name", [f"{1:064x}.jpg", "a.jpg", "secret.key", "..%2fsecret.key", "%00"])
def test_no_other_file(nobody: Browser, name: str) -> None:
    assert nobody.get(f"/pictures/{name}").status_code == 404


@pytest.mark.parametrize(
    "content",
    [
        b"", b"plain words", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        b"<?xml version='1.0'?><svg/>", drawn("GIF"), drawn("BMP"), drawn()[:300],
        b"\x89PNG\r\n\x1a\n" + b"\0" * 80,
    ],
)  # fmt: skip
def test_what_is_no_picture(sun: Browser, content: bytes) -> None:
    answer = send(sun, content)
    assert answer.status_code == 422
    sentence = "This is no picture that can be shown: JPEG, PNG or WebP."
    assert answer.json["error"]["message"] == sentence


@pytest.mark.parametrize("side", [7_100, 14_000])
def test_a_small_file_of_very_many_pixels(sun: Browser, side: int) -> None:
    file = BytesIO()
    Image.new("1", (side, side)).save(file, "PNG")
    answer = send(sun, file.getvalue())
    assert answer.status_code == 422
    sentence = "This picture has too many pixels: at most 50 million."
    assert answer.json["error"]["message"] == sentence


def test_a_file_of_very_many_scans(sun: Browser) -> None:
    """Each would go over the whole picture again."""

    def scanned(times: int) -> bytes:
        return drawn() + pictures.START_OF_SCAN * times

    assert send(sun, scanned(5)).status_code == 201
    assert send(sun, scanned(1_001)).status_code == 422


def test_twenty_megabytes_are_refused_unread(sun: Browser) -> None:
    class Unread(BytesIO):
        def read(self, *_: Any) -> bytes:
            raise AssertionError("it was read")

        readline = readinto = read  # type: ignore[assignment]

    csrf = sun.get("/api/v1/session").json["csrf"]
    answer = sun.client.post(
        "/api/v1/pictures",
        input_stream=Unread(),
        environ_overrides={"CONTENT_LENGTH": str(20 * 1024 * 1024)},
        content_type="multipart/form-data; boundary=x",
        headers={"X-CSRF-Token": csrf, "Accept-Language": "en"},
    )
    assert answer.status_code == 413
    assert answer.json["error"]["message"] == "A picture has at most 12 MB."


def test_its_limit_is_of_this_address_alone(sun: Browser) -> None:
    csrf = sun.get("/api/v1/session").json["csrf"]
    for path in ("/api/v1/notices/published", "/sign-in", "/language"):
        answer = sun.client.post(
            path, data=b"x" * 70_000, content_type="application/json",
            headers={"X-CSRF-Token": csrf},
        )  # fmt: skip
        assert answer.status_code == 413 or path == "/language"
    large = os.urandom(70_000)
    assert send(sun, large).status_code == 422, "read, and found to be no picture"


def test_who_may_send_one(hub: Hub, sun: Browser, nobody: Browser) -> None:
    wang = Browser(hub)
    wang.sign_in("wang")
    assert send(wang, drawn()).status_code == 403
    assert send(nobody, drawn()).status_code == 401
    assert send(sun, drawn(), **{"X-CSRF-Token": "guessed"}).status_code == 403
    assert not (hub.settings.var / "pictures").exists()


class TestPublishing:
    def publish(self, sun: Browser, *names: str) -> TestResponse:
        shows = [{"name": name, "text": {"zh": "地图"}} for name in names]
        return sun.post("/notices/published", pictures=shows, **HOLIDAY)

    def test_only_with_pictures_that_are_here(self, sun: Browser) -> None:
        answer = self.publish(sun, f"{1:064x}.jpg")
        assert answer.status_code == 404
        assert answer.json["error"]["code"] == "unknown"
        assert self.publish(sun, send(sun, drawn()).json["name"]).status_code == 201

    def test_unused_ones_go_after_a_day(self, sun: Browser, hub: Hub) -> None:
        used, unused, young = (
            send(sun, drawn(size=(60 + n, 40))).json["name"] for n in range(3)
        )  # fmt: skip
        notice = self.publish(sun, used).json["id"]
        folder = hub.settings.var / "pictures"
        (folder / "left-over").touch()
        for name in (used, unused, "left-over"):
            os.utime(folder / name, (time.time() - 90_000,) * 2)
        hub._forget_pictures()
        assert {file.name for file in folder.iterdir()} == {used, young}
        sun.post(f"/notices/{notice}/withdraw")
        hub._forget_pictures()
        assert {file.name for file in folder.iterdir()} == {young}

    def test_nothing_of_a_notice_is_taken_as_markup(self, sun: Browser, bus: Bus) -> None:
        script = "<script>alert(1)</script>"
        texts = {"title": {"zh": script}, "text": {"zh": f"{script}\n<img src=x onerror=y>"}}
        answer = sun.post("/notices/published", **HOLIDAY | texts)
        assert answer.status_code == 201
        page = sun.get("/notices").text
        assert "&lt;script&gt;alert(1)" in page
        assert script not in page


def test_the_folder_is_made_when_it_is_needed(hub: Hub, clock: Clock) -> None:
    hub._forget_pictures()
    assert not (hub.settings.var / "pictures").exists()
    assert pictures.LARGEST_UPLOAD > pictures.LARGEST_FILE
