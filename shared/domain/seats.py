"""Who may sit at which window and serve which queues there: asked by the rules and by pages that
offer a choice."""

from shared.domain.hall import Hall
from shared.domain.people import AT_THE_WINDOW, SUPERVISING, Role, Staff


def works_at_windows(staff: Staff) -> bool:
    return staff.enabled and staff.role in AT_THE_WINDOW


def belongs_at(staff: Staff, department: str) -> bool:
    """Whether a window of a department, or of none, is one where this person may sit. Stewards sit
    at windows of no department."""
    if staff.role is Role.steward:
        return not department
    return not department or not staff.department or department == staff.department


def could_take_over(hall: Hall, window: int) -> list[Staff]:
    """Those who might take a window over: they have none open."""
    department = hall.desks[window].department
    busy = {other.clerk for other in hall.windows.values()}
    return [
        staff
        for staff in hall.staff.values()
        if works_at_windows(staff) and belongs_at(staff, department) and staff.account not in busy
    ]


def queues_open_to(hall: Hall, window: int, person: Staff) -> set[str]:
    """The queues a person may let a window serve."""
    if person.role in SUPERVISING or not person.department:
        return set(hall.queues)
    desk = hall.desks[window]
    own = {*desk.queues, *(help.queue for help in desk.helps)}
    return own | {s.queue for s in hall.services.values() if s.department == person.department}
