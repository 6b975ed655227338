"""What a notice says, as a sentence or in the words it was given."""

from shared.domain.catalogue import Text
from shared.domain.explain import Said
from shared.domain.hall import Hall
from shared.domain.records import Notice, NoticeKind

SENTENCES: dict[NoticeKind, tuple[str, str]] = {
    NoticeKind.closing_early: (
        "The hall closes at {at} today.",
        "{department} closes at {at} today.",
    ),
    NoticeKind.system_down: (
        "A computer system is out of order. Some services take longer.",
        "The system of {department} is out of order. You may have to wait longer.",
    ),
    NoticeKind.crowded: (
        "Very many people are here today. If you can, please come on another day.",
        "Very many people wait for {department} today. If you can, please come on another day.",
    ),
    NoticeKind.power: (
        "There is no electricity in part of the hall. Please follow the stewards.",
        "There is no electricity at {department}. Please follow the stewards.",
    ),
}


def said_of(hall: Hall, notice: Notice) -> Said | Text:
    """A sentence for every language, or the text of a note as it was typed."""
    if notice.kind is NoticeKind.note:
        return notice.text
    general, of_department = SENTENCES[notice.kind]
    department = hall.departments.get(notice.department)
    if department is None:
        return Said(general, {"at": notice.at})
    return Said(of_department, {"at": notice.at, "department": department.name})
