"""What staff use: the console of a window, the steward's tablet, the supervisor's room."""

from flask import Blueprint


def face() -> Blueprint:
    """The pages under /counter."""
    from counter import (
        looking_back,
        notices,
        pages,
        published,
        screens,
        steward,
        steward_pages,
        supervisor,
        voice,
    )

    blueprint = Blueprint(
        "counter",
        __name__,
        template_folder="templates",
        static_folder="static",
        static_url_path="/counter/static",
    )
    blueprint.get("/counter")(pages.counter)
    blueprint.get("/counter/choices")(pages.choices_here)
    blueprint.get("/counter/screens")(screens.screens)
    blueprint.get("/counter/screens/new", endpoint="new_screen")(screens.new)
    blueprint.get("/counter/screens/<device>")(screens.screen)
    blueprint.get("/counter/steward")(steward.tablet)
    blueprint.get("/counter/steward/code/<key>")(steward.code)
    blueprint.get("/counter/steward/help")(steward_pages.calls)
    blueprint.get("/counter/steward/loans")(steward_pages.loans)
    blueprint.get("/counter/steward/appointments")(steward_pages.appointments)
    blueprint.get("/counter/steward/home-visits")(steward_pages.home_visits)
    blueprint.get("/counter/home-visits")(pages.own_home_visits)
    blueprint.get("/counter/supervisor")(supervisor.hall_now)
    blueprint.get("/counter/supervisor/cases")(supervisor.cases)
    blueprint.get("/counter/supervisor/day")(supervisor.day)
    blueprint.get("/counter/supervisor/missed")(looking_back.missed)
    blueprint.get("/counter/supervisor/notices")(notices.notices)
    blueprint.get("/counter/supervisor/notices/published")(published.published)
    blueprint.get("/counter/supervisor/notices/published/new")(published.new)
    blueprint.get("/counter/supervisor/notices/published/<int:notice>")(published.change)
    blueprint.get("/counter/supervisor/personal")(looking_back.looks)
    blueprint.get("/counter/supervisor/settings")(supervisor.settings)
    blueprint.get("/counter/supervisor/today")(supervisor.today)
    blueprint.get("/counter/supervisor/voice")(voice.voice)
    blueprint.context_processor(lambda: {"red_screens": screens.red})
    return blueprint
