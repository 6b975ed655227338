"""A small hall as a clerk would write it, for tests that then spoil one cell of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

SMALL_HALL = {
    "hall.csv": "code,name_zh,name_en,time_zone\nsmall,小大厅,Small hall,Asia/Shanghai\n",
    "zones.csv": "code,name_zh,name_en,way_zh,way_en\nF1A,一楼A区,Area A,向左走,Turn left\n",
    "departments.csv": (
        "code,level,name_zh,name_en\npolice,city,公安局,Police\ntax,district,税务局,Tax\n"
    ),
    "queues.csv": "letter,name_zh,name_en\nA,户籍,Households\nB,税务,Tax\n",
    "services.csv": (
        "code,department,queue,kind,minutes,promised_days,cases_a_year,name_zh,name_en\n"
        "birth,police,A,instant,10,0,90,出生登记,Register a birth\n"
        "refund,tax,B,commitment,15,10,10,退税,Refund of tax\n"
    ),
    "guides.csv": (
        "service,materials_zh,materials_en,steps_zh,steps_en,fee_zh,fee_en,"
        "legal_basis_zh,legal_basis_en\n"
        'birth,身份证；户口簿,"Identity card; Register","取号\n办理","Take a number\nBe served",'
        "不收费,Free,《户口登记条例》,Household Registration Regulations\n"
        "refund,申请表;完税凭证,Form;Receipt,提交,Hand in,不收费,Free,《税收征收管理法》,Tax Law\n"
    ),
    "windows.csv": "number,zone,department,queues\n1,F1A,police,A\n2,F1A,,B A\n",
    "printers.csv": "code,driver,address,profile,dots\nP1,virtual,,default,576\n",
    "kiosks.csv": "code,zone,printer\nK1,F1A,P1\n",
    "hours.csv": "weekday,opens,closes\n1,09:00,11:30\n1,13:00,16:30\n2,9:00,16:30\n",
    "days.csv": (
        "date,kind,opens,closes,note_zh,note_en\n"
        "2026-11-28,bookings,09:00,12:00,预约专场,For appointments\n"
        "2026-12-24,open,09:00,11:30,,\n2026-12-24,open,13:00,15:00,,\n"
        "2026-12-25,closed,,,停电,No electricity\n2026-12-26,open,,,,\n"
    ),
    "service_hours.csv": (
        "service,weekday,opens,closes\nrefund,1,09:00,10:00\nrefund,1,13:00,14:00\n"
    ),
    "life_events.csv": "code,name_zh,name_en,services\nbaby,生孩子,A baby,birth refund\n",
    "synonyms.csv": "service,words\nbirth,上户口；baby\n",
    "slots.csv": (
        "service,weekday,opens,closes,minutes,capacity,notice_hours,days_ahead\n"
        "birth,1,09:00,11:30,30,2,2,7\nbirth,1,13:00,16:30,15,1,0,14\n"
    ),
    "loan_items.csv": "code,name_zh,name_en,pieces\nwheelchair,轮椅,Wheelchair,4\n",
    "staff.csv": (
        "account,name,role,department\nadmin,管理员,administrator,\nwang,窗口人员,clerk,tax\n"
    ),
}

Spoil = Callable[[str, str, str], Path]


@pytest.fixture
def small_hall(tmp_path: Path) -> Path:
    """A folder with a hall in which everything fits."""
    for file, text in SMALL_HALL.items():
        (tmp_path / file).write_bytes(text.encode())
    return tmp_path


@pytest.fixture
def spoil(small_hall: Path) -> Spoil:
    """Replaces a piece of one file, which must be there, and gives the folder."""

    def replace(file: str, old: str, new: str) -> Path:
        text = (small_hall / file).read_bytes().decode()
        assert old in text
        (small_hall / file).write_bytes(text.replace(old, new, 1).encode())
        return small_hall

    return replace
