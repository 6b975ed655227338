"""The page of the loudspeakers: say this, repeat the last, what was said, how loud and in which
voice."""

from flask import render_template

from counter import settings_form
from counter.sentences import ASKING, language_names, sentences
from shared import queries
from shared.devices.packs import Pack
from shared.devices.speaking import SYNTHESIS, packs_in
from shared.domain.people import SUPERVISING
from shared.domain.screens import EVERYWHERE, voice_room
from shared.domain.texts import LONGEST
from shared.hub import context
from shared.words import languages, say, sentence

LATELY_SHOWN = 30
# To be chosen and then written over: each is said in every language of the page's fields.
READY = {
    "Closing soon": "This hall closes in 15 minutes. Thank you for your visit.",
    "Lost child": "A child is waiting for the parents at the information desk.",
    "Quiet": "Please keep quiet, so that everybody hears their call.",
    "Fire drill": "This is a fire drill. Please leave the hall calmly by the nearest exit and do"
    " not use the lifts.",
    "Lost property": "Something was found. Whoever misses it, please come to the information desk.",
    "Car in the way": "A car stands in the way at the entrance. Please drive it away at once.",
}
SCRIPT_SENTENCES = (
    *ASKING,
    "Say this in the whole hall?",
    "Say the last once more in the whole hall?",
    "Say it",
    "It is said as soon as the loudspeakers are free.",
    "It is not said: the loudspeakers are silent at this hour.",
    "Please write what is to be said in Chinese.",
    "Each time of day needs a time and a loudness of its own.",
    "The settings are changed.",
)


def voice() -> str:
    """Kept live by a script, which also asks for this page's part that tells what was said."""
    context.need_staff(*sorted(SUPERVISING))
    language = context.language()
    with context.looking() as hall:
        now = context.now()
        lately = queries.said_lately(context.hub().bus.store, hall, LATELY_SHOWN)
        zones = {code: zone.name for code, zone in hall.zones.items()}
        room = voice_room(EVERYWHERE)
        volume = queries.voice_board(hall, room, now).volume
        settings = hall.settings
        zone = hall.zone.key
    return render_template(
        "counter/supervisor_voice.html",
        part="voice",
        lately=lately,
        zones=zones,
        percent=round(volume * 100),
        settings=settings,
        synthesis=SYNTHESIS,
        packs=_packs(settings.voices),
        longest=LONGEST,
        tongues=language_names(language),
        ready={title: sentence(language, title) for title in READY},
        label=lambda name: settings_form.label_of(name, language),
        meaning=lambda name: settings_form.meaning_of(name, language),
        page={
            "zone": zone,
            "room": room,
            "words": sentences(language, SCRIPT_SENTENCES),
            "ready": {
                title: {code: sentence(code, words) for code in languages()}
                for title, words in READY.items()
            },
        },
    )


def _packs(chosen: dict[str, str]) -> dict[str, dict[str, str]]:
    """By language the packs to choose from, with the words of the choice; also one that was chosen
    and is not there."""
    language = context.language()
    found: dict[str, dict[str, str]] = {code: {} for code in languages()}
    for name, pack in packs_in(context.hub().settings.var / "voices").items():
        found.setdefault(pack.language, {})[name] = _of_pack(language, name, pack)
    for code, name in chosen.items():
        if name != SYNTHESIS:
            gone = say(language, "{pack}, which is not there", pack=name)
            found.setdefault(code, {}).setdefault(name, gone)
    return found


def _of_pack(language: str, name: str, pack: Pack) -> str:
    lacks = len(pack.lacks())
    if not lacks:
        return say(language, "Voice pack {pack}", pack=name)
    return say(language, "Voice pack {pack} (lacks {count} words of calls)", pack=name, count=lacks)
