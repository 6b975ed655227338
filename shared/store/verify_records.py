"""The rows of appointments, notices, calls for help, loans and home visits as the journal has
them: gathered from the events alone, for `shared.store.verify` to compare."""

from collections.abc import Iterator
from datetime import date, datetime

from shared.domain import events as e
from shared.store.instants import to_text
from shared.store.plain import as_text

Columns = dict[str, object]
Rows = dict[object, tuple[object, ...]]

TABLES = {
    "booking": (
        *("id", "code", "key", "service", "starts_at", "language", "person", "identity"),
        *("booked_at", "booked_by", "state", "ticket"),
    ),
    "notice": (
        "id",
        "kind",
        "since",
        "until",
        "text",
        "department",
        "at_time",
        "title",
        "pictures",
    ),
    "help_call": (
        *("id", "reason", "language", "at", "kiosk", "ticket", "window_number", "state"),
        *("taken_by", "taken_at", "closed_at", "note"),
    ),
    "loan": ("id", "item", "at", "lent_by", "tag", "ticket", "returned_at"),
    "home_visit": (
        *("id", "key", "service", "language", "asked_at", "asked_by", "person", "wanted"),
        *("state", "assigned_to", "on_day", "ended_at", "note"),
    ),
}


class RecordRows:
    """`rows` is by table and id. Feed it every entry of the journal, in order."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[object, Columns]] = {table: {} for table in TABLES}

    def take(self, entry: e.Entry) -> None:
        event, at = entry.event, to_text(entry.at)
        match event:
            case e.AppointmentBooked(booking=b):
                row = _plain(b, ticket="", state="booked", booked_by=b.by)
                self.rows["booking"][b.id] = row
            case e.AppointmentMoved(booking=b):
                self._change("booking", b.id, starts_at=to_text(b.starts_at))
            case e.AppointmentCancelled(booking=id_):
                self._change("booking", id_, state="cancelled")
            case e.NoShowExcused(booking=id_):
                self._change("booking", id_, state="excused")
            case e.TicketIssued(booking=id_, ticket=ticket) if id_:
                self._change("booking", id_, state="arrived", ticket=ticket)
            case e.NoticePosted(notice=notice, replaces=before):
                self.rows["notice"][notice.id] = _plain(
                    notice,
                    text=as_text(notice.text),
                    at_time=notice.at,
                    title=as_text(notice.title),
                    pictures=as_text(notice.pictures),
                )
                if before:
                    self._change("notice", before, until=at)
            case e.NoticeWithdrawn(notice=id_):
                self._change("notice", id_, until=at)
            case e.HelpAsked(call=call):
                self.rows["help_call"][call.id] = _plain(call, window_number=call.window)
            case e.HelpTaken(help=id_, steward=steward):
                self._change("help_call", id_, state="taken", taken_by=steward, taken_at=at)
            case e.HelpClosed(help=id_, note=note, withdrawn=withdrawn):
                state = "withdrawn" if withdrawn else "closed"
                self._change("help_call", id_, state=state, closed_at=at, note=note)
            case e.ItemLent(loan=loan):
                self.rows["loan"][loan.id] = _plain(loan, lent_by=loan.by)
            case e.ItemReturned(loan=id_):
                self._change("loan", id_, returned_at=at)
            case e.HomeVisitAsked(home_visit=v):
                self.rows["home_visit"][v.id] = _plain(v, asked_by=v.by, on_day=None)
            case e.HomeVisitAssigned(home_visit=id_, to=to, on=on):
                day = on.isoformat()
                self._change("home_visit", id_, state="assigned", assigned_to=to, on_day=day)
            case e.HomeVisitDone(home_visit=id_, note=note):
                self._change("home_visit", id_, state="done", ended_at=at, note=note)
            case e.HomeVisitCancelled(home_visit=id_, reason=reason):
                self._change("home_visit", id_, state="cancelled", ended_at=at, note=reason)
            case e.DayOpened(missed=missed):
                self._day_opened(missed, at)

    def _day_opened(self, missed: tuple[str, ...], at: str) -> None:
        for id_ in missed:
            self._change("booking", id_, state="no-show")
        for call, row in self.rows["help_call"].items():
            if row["closed_at"] is None:
                self._change("help_call", call, state="withdrawn", closed_at=at)

    def _change(self, table: str, id_: object, **columns: object) -> None:
        self.rows[table][id_] |= columns


def _plain(record: object, **columns: object) -> Columns:
    """A record's fields as columns hold them, and columns of another name or form."""
    fields = {
        name: _column(getattr(record, name))
        for name in record.__struct_fields__  # type: ignore[attr-defined]
    }
    return fields | columns


def _column(value: object) -> object:
    if isinstance(value, datetime):
        return to_text(value)
    return value.isoformat() if isinstance(value, date) else value


def record_tables(records: RecordRows) -> Iterator[tuple[str, str, Rows]]:
    """Name, question and expected rows of each table."""
    for table, columns in TABLES.items():
        expected: Rows = {
            id_: tuple(row[column] for column in columns)
            for id_, row in records.rows[table].items()
        }
        yield table, f"SELECT {', '.join(columns)} FROM {table} WHERE hall = ?", expected  # noqa: S608
