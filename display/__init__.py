"""What hangs on the wall: the main board, the panel over a window, the tablet that asks for a
rating, the announcer's voice."""

from flask import Blueprint


def face() -> Blueprint:
    """The pages under /display."""
    from display import code, measure, moved, new_screen, pages, rating, voice
    from shared.hub import context

    blueprint = Blueprint(
        "display",
        __name__,
        template_folder="templates",
        static_folder="static",
        static_url_path="/display/static",
    )
    blueprint.get("/display")(pages.screen)
    blueprint.get("/display/type.css", endpoint="type")(measure.sheet)
    blueprint.get("/display/notices")(pages.notices)
    blueprint.get("/display/window/<int:number>")(pages.panel)
    blueprint.get("/display/rating/<int:number>")(rating.rating)
    blueprint.post("/display/rating/<int:number>")(rating.rated)
    blueprint.get("/display/code.svg")(code.code)
    blueprint.get("/display/voice/<name>.wav")(voice.recording)
    blueprint.get("/display/preview/<device>")(pages.preview)
    blueprint.get("/display/pairing")(new_screen.standing)
    blueprint.post("/display/pairing")(new_screen.ask)
    blueprint.get("/display/passport")(moved.passport)
    blueprint.get("/display/arrive")(moved.arrive)
    blueprint.post("/display/arrive")(moved.arrived)
    blueprint.register_error_handler(context.NotPaired, new_screen.not_paired)
    blueprint.context_processor(moved.addresses)
    return blueprint
