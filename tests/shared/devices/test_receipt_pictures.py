"""The receipt as a person sees it: read back from the bytes that a printer gets."""

import msgspec
import pytest
from PIL import Image, ImageChops, ImageOps
from pyzbar import pyzbar

from shared import words
from shared.devices import fonts
from shared.devices.escpos_picture import read
from shared.devices.paper import Paper, wrap
from shared.devices.receipt import NARROW, WIDE, draw, render
from shared.devices.receipt_words import (
    class_line,
    languages,
    letters,
    wait_line,
    windows_line,
    word,
)
from shared.domain.tickets import Class, Need

LONG = {
    "zh": "国有建设用地使用权及房屋所有权转移登记（继承、受遗赠、离婚析产、法院判决）" * 3,
    "en": "Transfer of the right to use state-owned land for construction and of ownership " * 4,
    "ko": "국유 건설용지 사용권 및 주택 소유권 이전 등기(상속, 유증, 이혼 재산 분할, 법원 판결) "
    * 4,
}


def sizes(printer):
    return WIDE if printer.dots == 576 else NARROW


def printed(receipt, printer):
    return read(render(receipt, printer), printer.dots).picture


def shows(
    picture: Image.Image, text: str, size: int, *, bold: bool = False, white: bool = False
) -> bool:
    """Whether this line of text, so large, stands somewhere in the picture, dot for dot."""
    paper = Paper(2000, -20)
    if white:
        paper.band(100)
    paper.line(text, fonts.face(size, bold=bold), ink=255 if white else 0)
    line, whole = paper.picture().convert("L"), picture.convert("L")
    if not white:
        line, whole = ImageOps.invert(line), ImageOps.invert(whole)
    line = line.crop(line.getbbox())
    rows = [line.crop((0, y, line.width, y + 1)).tobytes() for y in range(line.height)]
    fullest = max(range(line.height), key=lambda y: rows[y].count(255))
    for y in range(fullest, whole.height - (line.height - fullest)):
        row = whole.crop((0, y, whole.width, y + 1)).tobytes()
        x = row.find(rows[fullest])
        while x >= 0:
            box = (x, y - fullest, x + line.width, y - fullest + line.height)
            if ImageChops.difference(whole.crop(box), line).getbbox() is None:
                return True
            x = row.find(rows[fullest], x + 1)
    return False


def test_the_picture_read_back_is_the_picture_drawn(receipt, printer):
    paper = printed(receipt, printer)
    drawn = draw(receipt, printer.dots)
    assert paper.width == printer.dots
    assert (
        ImageChops.difference(
            paper.crop((0, 0, *drawn.size)).convert("L"), drawn.convert("L")
        ).getbbox()
        is None
    )


@pytest.mark.parametrize("language", words.languages())
def test_the_code_leads_to_the_address(receipt, printer, language):
    asked = msgspec.structs.replace(receipt, language=language)
    found = pyzbar.decode(printed(asked, printer).convert("L"))
    assert [one.data.decode() for one in found] == [receipt.address]


def test_without_an_address_there_is_no_code(receipt, printer):
    asked = msgspec.structs.replace(receipt, address="")
    paper = printed(asked, printer)
    assert not pyzbar.decode(paper.convert("L"))
    assert not shows(paper, word("zh", "scan"), sizes(printer).body, bold=True)


def test_a_chinese_receipt_says_all_in_chinese_only(receipt, printer):
    size = sizes(printer)
    paper = printed(receipt, printer)
    assert shows(paper, "百城市政务服务中心", size.title, bold=True)
    assert shows(paper, "居民身份证申领", size.body + 2, bold=True)
    for said in ("3、4 号窗口", "一楼A区", "进门右手边", "4 人", "约 12 分钟", "2026-11-23 10:32"):
        assert shows(paper, said, size.body, bold=True), said
    assert shows(paper, "户口簿", size.body - 2)
    assert shows(paper, "过号可在取号机或手机重排", size.body, bold=True)
    assert not shows(paper, "Area", size.small)
    assert not shows(paper, "普通", size.body, bold=True)


def test_an_english_receipt_says_it_in_chinese_first(receipt, printer):
    size = sizes(printer)
    asked = msgspec.structs.replace(receipt, language="en")
    paper = printed(asked, printer)
    assert shows(paper, "百城市政务服务中心", size.title, bold=True)
    assert shows(paper, "过号可在取号机或手机重排", size.body, bold=True)
    assert shows(paper, "户口簿", size.body - 2)
    for said in ("First floor, area A", "About 12 min", "Likely wait", "Household register"):
        assert shows(paper, said, size.small), said


def test_a_korean_receipt_says_it_in_chinese_first(receipt, printer):
    size = sizes(printer)
    place = {**receipt.zone, "ko": "1층 A구역"}
    materials = {**receipt.materials, "ko": ("호구부", "사진 접수증")}
    asked = msgspec.structs.replace(receipt, language="ko", zone=place, materials=materials)
    paper = printed(asked, printer)
    assert shows(paper, "过号可在取号机或手机重排", size.body, bold=True)
    for said in ("1층 A구역", "약 12분", "예상 대기", "3, 4번 창구", "호구부", "4명"):
        assert shows(paper, said, size.small), said
    assert not shows(paper, "Area", size.small)


def test_a_language_without_words_gets_chinese_and_english(receipt, printer):
    french = msgspec.structs.replace(receipt, language="fr")
    english = msgspec.structs.replace(receipt, language="en")
    assert render(french, printer) == render(english, printer)


def test_the_green_channel_and_its_need_stand_white_on_black(receipt, printer):
    green = msgspec.structs.replace(receipt, class_=Class.green, need=Need.elderly)
    said = "绿色通道 · 老年人"
    assert shows(printed(green, printer), said, sizes(printer).body, bold=True, white=True)


def test_an_appointment_stands_with_its_time(receipt, printer):
    booked = receipt.issued_at.replace(hour=10, minute=45)
    asked = msgspec.structs.replace(receipt, class_=Class.appointment, booked_for=booked)
    assert shows(
        printed(asked, printer), "预约 · 10:45", sizes(printer).body, bold=True, white=True
    )


def test_a_visit_lists_its_services_in_order(receipt, printer):
    second = {"zh": "社会保障卡申领", "en": "Social security card"}
    asked = msgspec.structs.replace(receipt, language="en", visit=(receipt.service, second))
    paper, size = printed(asked, printer), sizes(printer)
    assert shows(paper, "依次办理", size.body)
    assert shows(paper, "1. 居民身份证申领", size.body + 2, bold=True)
    assert shows(paper, "2. 社会保障卡申领", size.body + 2, bold=True)
    assert shows(paper, "Social security card", size.small)


def test_the_number_is_the_largest_thing(receipt, printer):
    """Half the paper wide and a quarter as high, at the least."""
    with_it = draw(receipt, printer.dots).convert("L")
    other = draw(msgspec.structs.replace(receipt, number="B987"), printer.dots).convert("L")
    left, top, right, bottom = ImageChops.difference(with_it, other).getbbox()
    assert right - left > printer.dots * 0.45
    assert bottom - top > (right - left) * 0.25


def stays_within(picture: Image.Image, margin: int) -> bool:
    left, _, right, _ = ImageOps.invert(picture.convert("L")).getbbox()
    return left >= margin - 1 and right <= picture.width - margin + 1


@pytest.mark.parametrize("language", words.languages())
@pytest.mark.parametrize("source", [None, fonts.packaged()], ids=["system", "packaged"])
def test_long_texts_wrap_and_stay_on_the_paper(receipt, printer, language, source):
    longest = msgspec.structs.replace(
        receipt,
        language=language,
        number="AB123456",
        hall=LONG,
        service=LONG,
        zone=LONG,
        way={"zh": "转" * 200, "en": "Pneumono" * 60, "ko": "가나다라" * 60},
        windows=tuple(range(1, 200, 2)),
        class_=Class.green,
        need=Need.serviceman,
        materials={each: (LONG[each],) * 30 for each in LONG},
    )
    paper = draw(longest, printer.dots, source)
    assert stays_within(paper, sizes(printer).margin)
    assert paper.height < 4500


def test_many_materials_are_counted_and_not_listed(receipt, printer):
    many = msgspec.structs.replace(receipt, materials={"zh": tuple("甲乙丙丁戊己庚")})
    paper = printed(many, printer)
    assert shows(paper, "另有 3 项，请向咨询台了解", sizes(printer).body - 2)


def test_a_receipt_without_place_or_materials_leaves_their_lines_out(receipt, printer):
    bare = msgspec.structs.replace(
        receipt, windows=(), zone={"zh": ""}, way={"zh": ""}, materials={}, ahead=0, wait_minutes=0
    )
    paper = printed(bare, printer)
    assert paper.height < printed(receipt, printer).height
    assert shows(paper, "不到 1 分钟", sizes(printer).body, bold=True)
    assert not shows(paper, word("zh", "windows"), sizes(printer).body)


@pytest.mark.parametrize("source", [None, fonts.packaged()], ids=["system", "packaged"])
@pytest.mark.parametrize("language", words.languages())
def test_the_font_has_the_letters_of_every_language(language, source):
    assert fonts.writes(letters(language), source)
    for class_ in Class:
        for need in Need:
            assert class_line(language, class_, need)


@pytest.mark.parametrize("source", [None, fonts.packaged()], ids=["system", "packaged"])
def test_the_font_has_every_letter_of_the_korean_alphabet(source):
    assert fonts.writes("".join(map(chr, range(0xAC00, 0xD7A4))), source)
    assert not fonts.writes("가བོད", source)


def test_a_language_that_the_font_cannot_write_is_printed_in_english(receipt, monkeypatch):
    """Better another language than boxes."""
    english = draw(msgspec.structs.replace(receipt, language="en"), 576)
    monkeypatch.setattr(words, "languages", lambda: ("zh", "en", "bo"))
    assert languages("bo") == ("zh", "bo")
    monkeypatch.setattr(
        "shared.devices.receipt.letters", lambda each: "བོད" if each == "bo" else letters(each)
    )
    tibetan = draw(msgspec.structs.replace(receipt, language="bo"), 576)
    assert ImageChops.difference(tibetan.convert("L"), english.convert("L")).getbbox() is None


def test_windows_in_a_row_are_a_span():
    assert windows_line("zh", (3, 4, 5, 9)) == "3–5、9 号窗口"
    assert windows_line("en", (3, 4, 9, 10, 11, 12)) == "Windows 3, 4, 9–12"
    assert windows_line("ko", (3, 4, 5, 9)) == "3–5, 9번 창구"
    assert windows_line("zh", ()) == ""


def test_a_wait_is_told_in_minutes():
    assert wait_line("zh", 12) == "约 12 分钟"
    assert wait_line("en", 0) == "Under 1 min"
    assert wait_line("ko", 12) == "약 12분"


def test_lines_do_not_begin_with_a_comma_nor_tear_words():
    face = fonts.face(20)
    lines = wrap("请带身份证，户口簿，以及 application form A-12。" * 3, face, 170)
    assert all(face.width(line) <= 170 for line in lines)
    assert not [line for line in lines if line[0] in "，。"]
    assert "application" in " ".join(lines).split()


def test_korean_words_stay_whole():
    face = fonts.face(20)
    text = "번호가 호출될 때까지 민원실에서 기다려 주십시오"
    lines = wrap(text, face, 170)
    assert len(lines) > 1
    assert " ".join(lines) == text


def test_control_characters_do_not_reach_the_paper():
    assert wrap("一\x00二\n三\u202e四", fonts.face(20), 500) == ("一 二 三 四",)


def test_a_wait_that_nobody_knows_is_not_printed(receipt):
    known = draw(receipt, 576)
    unknown = draw(msgspec.structs.replace(receipt, wait_minutes=None), 576)
    assert unknown.height < known.height
