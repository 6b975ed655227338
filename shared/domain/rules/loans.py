"""Rules for what the hall lends."""

from datetime import datetime

from shared.domain import commands as c
from shared.domain import events as e
from shared.domain.hall import Hall
from shared.domain.loans import Loan
from shared.domain.numbering import as_written
from shared.domain.numbering import ticket_id as ticket_id_of
from shared.domain.refusals import Unknown, WrongState
from shared.domain.rules.at_window import account_of, ticket_named
from shared.domain.texts import clean

Events = tuple[e.Event, ...]


def lend_item(command: c.LendItem, hall: Hall, now: datetime) -> Events:
    item = hall.loan_items.get(command.item)
    if item is None:
        raise Unknown("The hall does not lend this.")
    out = [loan for loan in hall.loans.values() if loan.item == item.code and not loan.returned_at]
    if len(out) >= item.pieces:
        raise WrongState("All pieces are lent.")
    tag = clean(command.tag, longest=20, empty=True)
    if tag and any(loan.tag == tag for loan in out):
        raise WrongState("Piece {tag} is lent already.", tag=tag)
    ticket = ""
    if command.ticket.strip():
        number = as_written(command.ticket)
        ticket = ticket_named(hall, ticket_id_of(hall.day, number)).number
    loan = Loan(hall.seq + 1, item.code, now, account_of(command.by), tag, ticket)
    return (e.ItemLent(loan),)


def return_item(command: c.ReturnItem, hall: Hall, now: datetime) -> Events:
    loan = hall.loans.get(command.loan)
    if loan is None:
        raise Unknown("There is no such loan.")
    if loan.returned_at is not None:
        raise WrongState("This was given back already.")
    return (e.ItemReturned(loan.id),)
