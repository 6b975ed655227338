"""What the loudspeakers say, in words."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from shared.domain.announcing import ToSay, loudness_at
from shared.domain.boards import Speech, VoiceBoard
from shared.domain.hall import Hall
from shared.domain.jobs import Job
from shared.queries.desks import next_numbers
from shared.queries.walls import SoundAddress
from shared.words.spoken import FIRST, Phrase, call_phrases


def phrases_of_job(hall: Hall, job: Job) -> tuple[Phrase, ...]:
    """Of a speech job; none where what it is about is not of today any more."""
    if job.number:
        return call_phrases(job.language, number=job.number, window=job.window, recall=job.recall)
    return _announcement(hall, int(job.id.partition("-")[2]))


def speech_of(hall: Hall, said: Iterable[ToSay], sound: SoundAddress) -> tuple[Speech, ...]:
    """Of what is said together: first all of it in Chinese, then in the other languages, so that
    nobody waits through another's language for their own number."""
    parts = [_phrases(hall, each) for each in said]
    first = [phrase for phrases in parts for phrase in phrases if phrase.language == FIRST]
    others = [phrase for phrases in parts for phrase in phrases if phrase.language != FIRST]
    return tuple(
        Speech(phrase.language, phrase.text, sound(phrase.language, phrase.spoken))
        for phrase in (*first, *others)
    )


def phrases_ahead(hall: Hall, now: datetime) -> Iterator[Phrase]:
    """Of the calls that are likely to come next, the likeliest first."""
    for window, ticket_id in next_numbers(hall, now).items():
        ticket = hall.tickets[ticket_id]
        yield from call_phrases(ticket.language, number=ticket.number, window=window)


def voice_board(hall: Hall, room: str, now: datetime) -> VoiceBoard:
    return VoiceBoard(room, hall.seq, now, volume(hall, now))


def volume(hall: Hall, now: datetime) -> float:
    """How loud calls are at this hour, from 0 to 1."""
    percent = loudness_at(hall.settings.voice_hours, now.astimezone(hall.zone).time())
    return percent / 100


def _phrases(hall: Hall, said: ToSay) -> tuple[Phrase, ...]:
    ticket = hall.tickets.get(said.ticket)
    if ticket is None:
        return _announcement(hall, said.id)
    return call_phrases(
        ticket.language, number=ticket.number, window=said.window, recall=said.recall
    )


def _announcement(hall: Hall, id_: int) -> tuple[Phrase, ...]:
    made = next((each for each in hall.announcements if each.id == id_), None)
    text = made.text if made else {}
    return tuple(
        Phrase(language, text[language], text[language])
        for language in sorted(text, key=lambda each: (each != FIRST, each))
    )
