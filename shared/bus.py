"""`Bus.execute(command)`: the one place where the hall's state changes."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from hashlib import blake2b
from typing import Any

import msgspec

from shared.domain.commands import Command, OpenDay
from shared.domain.due import THE_HALL, calls_without_press, due_calls, due_endings
from shared.domain.events import Entry
from shared.domain.folds import evolve
from shared.domain.hall import Hall
from shared.domain.hours import business_day
from shared.domain.refusals import Refusal, Repeated
from shared.domain.rules import decide
from shared.store import Personal, Store, StoreBusy, StoreFull
from shared.store.instants import to_text, truncated
from shared.store.store import Transaction

NOTHING: Mapping[str, Any] = {}

_encode = msgspec.json.Encoder().encode


class Bus:
    """Executes commands on one hall and keeps its image, the fold of the journal.

    `clock` gives the time in UTC. `wake` is called after each commit, outside every lock.
    """

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        wake: Callable[[], None] = lambda: None,
    ) -> None:
        self.store = store
        self.clock = clock
        self.wake = wake
        self._commands = threading.Lock()  # one command at a time, through its commit
        self._image = threading.Lock()  # the image; never held while the write lock is waited for
        self._hall = Hall(store.hall)
        for entry in store.entries_of_the_day():
            evolve(entry, self._hall)

    def execute(
        self,
        command: Command,
        sealed: Mapping[str, str] | None = None,
        personal: Mapping[str, Personal] | None = None,
    ) -> tuple[Entry, ...]:
        """Do a command and give the journal entries that came of it; the same ones again when its
        id was executed before. `sealed` are digests by name and `personal` what is personal, by the
        key of its record, both kept outside the journal.

        Raises a `Refusal`, StoreBusy or StoreFull; then nothing has changed.
        """
        with self._commands:
            if self._day_is_over():
                self._open_day()
            entries, new = self._execute(command, sealed or {}, personal or {})
            if new and calls_without_press(self._hall):
                with suppress(StoreBusy, StoreFull):  # the command is done; this is tried again
                    self._do(due_calls)
        if new:
            self.wake()
        return entries

    def begin_day(self) -> None:
        """Open the business day if the last one is over, so that screens need not wait for the
        day's first command."""
        with self._commands:
            over = self._day_is_over()
            if over:
                self._open_day()
        if over:
            self.wake()

    def forget_what_expired(self) -> None:
        """Delete what is personal and of no more use; to be called about once a minute."""
        self.store.forget_expired(self.now())

    def do_what_is_due(self) -> None:
        """Do what the hall does by itself; to be called about once a second."""
        with self._commands:
            done = self._do(due_endings)
            if calls_without_press(self._hall):
                done |= self._do(due_calls)
        if done:
            self.wake()

    def _do(self, due: Callable[[Hall, datetime], list[Command]]) -> bool:
        """Whether anything was done. One call may leave nobody for the next: that is no fault."""
        with self.looking() as hall:
            commands = due(hall, self.now())
        done = False
        for command in commands:
            try:
                done |= self._execute(command)[1]
            except Refusal:
                continue
        return done

    @contextmanager
    def looking(self, entry: int | None = None) -> Iterator[Hall]:
        """The hall as of now, unchanged while you look; as of an `entry` (its seq) or later where
        one is given, which may save a look at the journal. Keep it short; never write."""
        with self._image:
            known = entry is not None and self._hall.seq >= entry
            if not known and self.store.journal_end() != self._hall.seq:
                self._fold(self.store.entries_after(self._hall.seq))
            yield self._hall

    def now(self) -> datetime:
        """The clock's time to the millisecond, never before the last entry's."""
        return max(truncated(self.clock()), self._hall.at)

    def _execute(
        self,
        command: Command,
        sealed: Mapping[str, str] = NOTHING,
        personal: Mapping[str, Personal] = NOTHING,
    ) -> tuple[tuple[Entry, ...], bool]:
        fingerprint = blake2b(_encode(command), digest_size=8).hexdigest()
        with self.store.transaction() as transaction:
            end, known = transaction.standing(command.id)
            if end != self._hall.seq:
                self._catch_up(transaction)
            earlier = transaction.earlier(command.id) if known else None
            if earlier is not None:
                if earlier.fingerprint != fingerprint:
                    raise Repeated("This command id was used for something else.")
                return earlier.entries, False
            now = self.now()
            with self._image:
                events = decide(command, self._hall, now)
            entries = tuple(
                Entry(seq, now, command.by, command.id, event)
                for seq, event in enumerate(events, start=self._hall.seq + 1)
            )
            for part, entry in enumerate(entries):
                transaction.append(entry, part, fingerprint, self._hall)
            for name, digest in sealed.items():
                transaction.seal(name, digest, to_text(now))
            for key, kept in personal.items():
                transaction.keep_personal(key, kept)
        with self._image:
            self._fold(entries)
        return entries, True

    def _catch_up(self, transaction: Transaction) -> None:
        with self._image:
            self._fold(transaction.entries_after(self._hall.seq))

    def _fold(self, entries: tuple[Entry, ...] | list[Entry]) -> None:
        """Whoever looks between a commit and its fold has folded its entries in already."""
        for entry in entries:
            if entry.seq > self._hall.seq:
                evolve(entry, self._hall)

    def _day_is_over(self) -> bool:
        return self._hall.catalogue is not None and self.now() >= self._hall.day_ends

    def _open_day(self) -> None:
        """Another process may have been first: then its day is folded in and nothing is done."""
        day = business_day(self._hall, self.now())
        if day > self._hall.day:
            # No client can have used this id: a slash is not allowed in theirs.
            self._execute(OpenDay(id=f"open-day/{day}", by=THE_HALL, day=day))
