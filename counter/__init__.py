"""What staff use: the console of a window."""

from flask import Blueprint


def face() -> Blueprint:
    """The pages under /counter."""
    from counter import pages

    blueprint = Blueprint(
        "counter",
        __name__,
        template_folder="templates",
        static_folder="static",
        static_url_path="/counter/static",
    )
    blueprint.get("/counter")(pages.counter)
    blueprint.get("/counter/choices")(pages.choices_here)
    return blueprint
