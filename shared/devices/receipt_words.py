"""The words of the receipt. A further language is one more entry of WORDS."""

from collections.abc import Sequence
from datetime import datetime

from shared.domain.tickets import Class, Need

FIRST = "zh"  # stands before any other language
SECOND = "en"  # for tickets in a language that has no entry here

WORDS: dict[str, dict[str, str]] = {
    "zh": {
        "number": "您的号码",
        "windows": "办理窗口",
        "windows_value": "{windows} 号",
        "comma": "、",
        "zone": "所在区域",
        "way": "路线",
        "ahead": "前面等候",
        "ahead_value": "{count} 人",
        "wait": "预计等候",
        "wait_value": "约 {minutes} 分钟",
        "wait_short": "不到 1 分钟",
        "issued": "取号时间",
        "materials": "所需材料",
        "more_materials": "另有 {count} 项，请向咨询台了解",
        "scan": "扫码查看排队进度",
        "missed": "过号可在取号机或手机重排",
        "visit": "依次办理",
        "class.ordinary": "普通",
        "class.appointment": "预约",
        "class.green": "绿色通道",
        "need.elderly": "老年人",
        "need.disabled": "残疾人",
        "need.pregnant": "孕妇",
        "need.infant": "带婴幼儿",
        "need.serviceman": "军人、退役军人",
        "need.urgent": "紧急",
    },
    "en": {
        "number": "Your number",
        "windows": "Windows",
        "windows_value": "{windows}",
        "comma": ", ",
        "zone": "Area",
        "way": "Directions",
        "ahead": "People ahead",
        "ahead_value": "{count}",
        "wait": "Expected wait",
        "wait_value": "about {minutes} min",
        "wait_short": "less than 1 min",
        "issued": "Issued",
        "materials": "Please have ready",
        "more_materials": "and {count} more: please ask at the information desk",
        "scan": "Scan to follow your place in the queue",
        "missed": "Missed your call? Come back at a kiosk or by phone",
        "visit": "Your visit, in this order",
        "class.ordinary": "Ordinary",
        "class.appointment": "Appointment",
        "class.green": "Green channel",
        "need.elderly": "Elderly",
        "need.disabled": "Disabled",
        "need.pregnant": "Pregnant",
        "need.infant": "With an infant",
        "need.serviceman": "Serviceman",
        "need.urgent": "Urgent",
    },
}


def languages(ticket: str) -> tuple[str, ...]:
    """What a receipt is written in: Chinese, and the ticket's language where that is another."""
    if ticket == FIRST:
        return (FIRST,)
    return (FIRST, ticket if ticket in WORDS else SECOND)


def word(language: str, name: str, **values: object) -> str:
    return WORDS[language][name].format(**values)


def class_line(language: str, class_: Class, need: Need, booked_for: datetime | None = None) -> str:
    """``绿色通道 · 老年人``; ``预约 · 10:30``."""
    said = [word(language, f"class.{class_}")]
    if need:
        said.append(word(language, f"need.{need}"))
    if booked_for is not None:
        said.append(f"{booked_for:%H:%M}")
    return " · ".join(said)


def windows_line(language: str, windows: Sequence[int]) -> str:
    """The windows' numbers, three or more in a row as a span: ``3–6、9 号``. Empty for none."""
    if not windows:
        return ""
    spans: list[list[int]] = []
    for number in windows:
        if spans and number == spans[-1][-1] + 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    parts: list[str] = []
    for span in spans:
        if len(span) > 2:
            parts.append(f"{span[0]}–{span[-1]}")
        else:
            parts.extend(str(number) for number in span)
    return word(language, "windows_value", windows=word(language, "comma").join(parts))


def wait_line(language: str, minutes: int) -> str:
    if minutes < 1:
        return word(language, "wait_short")
    return word(language, "wait_value", minutes=minutes)
