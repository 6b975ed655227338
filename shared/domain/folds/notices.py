"""What happens to notices."""

from shared.domain import events as e
from shared.domain.hall import Hall


def notice_posted(event: e.NoticePosted, entry: e.Entry, hall: Hall) -> None:
    hall.notices.pop(event.replaces, None)
    hall.notices[event.notice.id] = event.notice


def notice_withdrawn(event: e.NoticeWithdrawn, entry: e.Entry, hall: Hall) -> None:
    del hall.notices[event.notice]
