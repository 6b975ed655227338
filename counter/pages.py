"""The counter's page: the console of the window one has open, or a choice of windows."""

from flask import Response, render_template, request

from counter.choices import choices
from counter.desks import desks
from counter.sentences import CHOICE, CONSOLE, language_names, sentences
from counter.steward_sentences import OWN_HOME_VISITS
from shared import queries
from shared.domain.hall import Hall
from shared.domain.help_calls import HELP_SENTENCES
from shared.domain.home_visits import OPEN_HOME_VISITS
from shared.domain.people import AT_THE_WINDOW, Staff
from shared.domain.refusals import WrongState
from shared.hub import context, wire


def counter() -> str:
    """The console, or the choice where the one who asks has no window open."""
    person = context.need_staff(*sorted(AT_THE_WINDOW))
    with context.looking() as hall:
        window = hall.window_of(person.account)
    return choice(person) if window is None else console(window.number, person)


def choice(person: Staff) -> str:
    """Which window to open: those of the person's department, or all where asked for. Stewards
    have those of no department."""
    everywhere = "all" in request.args or not person.department
    with context.looking() as hall:
        zones = desks(hall, person, everywhere=everywhere)
        home_visits = home_visits_of(hall, person)
    return render_template(
        "counter/choice.html",
        zones=zones,
        everywhere=everywhere,
        home_visits=home_visits,
        page={"words": sentences(context.language(), CHOICE)},
    )


def home_visits_of(hall: Hall, person: Staff) -> int:
    """How many home visits are assigned to somebody and not made."""
    return sum(
        visit.state in OPEN_HOME_VISITS and visit.assigned_to == person.account
        for visit in hall.home_visits.values()
    )


def console(window: int, person: Staff) -> str:
    language = context.language()
    with context.looking() as hall:
        board = queries.console(hall, window, context.hub().bus.now())
        zone = hall.zone.key
        home_visits = home_visits_of(hall, person)
    return render_template(
        "counter/console.html",
        board=board,
        home_visits=home_visits,
        page={
            "board": board,
            "zone": zone,
            "words": sentences(language, CONSOLE),
            "help_reasons": HELP_SENTENCES,
            "languages": language_names(language),
        },
    )


def choices_here() -> Response:
    """What the dialogs of one's open window offer, as JSON. Raises WrongState without one."""
    person = context.need_staff(*sorted(AT_THE_WINDOW))
    with context.looking() as hall:
        window = hall.window_of(person.account)
        if window is None:
            raise WrongState("You have no window open.")
        found = choices(hall, window.number, person, context.language())
    return Response(wire.dumps(found), mimetype="application/json")


def own_home_visits() -> str:
    """The home visits assigned to whoever asks."""
    context.need_staff()
    language = context.language()
    with context.looking() as hall:
        zone = hall.zone.key
    return render_template(
        "counter/home_visits_own.html",
        page={
            "zone": zone,
            "words": sentences(language, OWN_HOME_VISITS),
            "languages": language_names(language),
        },
    )
