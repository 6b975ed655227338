"""What a quick fact says, as a sentence or in the words it was given."""

from shared.domain.catalogue import Text
from shared.domain.explain import Said
from shared.domain.hall import Hall
from shared.domain.records import Fact, FactKind

SENTENCES: dict[FactKind, tuple[str, str]] = {
    FactKind.closing_early: (
        "The hall closes at {at} today.",
        "{department} closes at {at} today.",
    ),
    FactKind.system_down: (
        "A computer system is out of order. Some services take longer.",
        "The system of {department} is out of order. You may have to wait longer.",
    ),
    FactKind.crowded: (
        "Very many people are here today. If you can, please come on another day.",
        "Very many people wait for {department} today. If you can, please come on another day.",
    ),
    FactKind.power: (
        "There is no electricity in part of the hall. Please follow the stewards.",
        "There is no electricity at {department}. Please follow the stewards.",
    ),
}


def said_of(hall: Hall, fact: Fact) -> Said | Text:
    """A sentence for every language, or the text of a note as it was typed."""
    if fact.kind is FactKind.note:
        return fact.text
    general, of_department = SENTENCES[fact.kind]
    department = hall.departments.get(fact.department)
    if department is None:
        return Said(general, {"at": fact.at})
    return Said(of_department, {"at": fact.at, "department": department.name})
