"""`hall voice`: which voices there are, what a hall's own staff would record, and whether what they
recorded is good."""

from pathlib import Path

import click
import msgspec

from shared.config import Settings
from shared.told import told
from shared.words.spoken import LANGUAGES

SHOWN = 10  # of the words a pack lacks
LANGUAGE = click.option(
    "--language", type=click.Choice(list(LANGUAGES)), default="zh", show_default=True
)


@click.group()
def voice() -> None:
    """The voices that call: synthesis, and packs of recordings."""


@voice.command("list")
@click.pass_obj
@told
def list_(settings: Settings) -> None:
    """Say which voice speaks each language, and which packs are there."""
    from shared.devices.listening import spoken_by
    from shared.devices.speaking import packs_in

    packs = packs_in(_folder(settings))
    for language, name in spoken_by(_chosen(settings), packs).items():
        click.echo(f"{language}: {name}")
    for pack in packs.values():
        lacks = pack.lacks()
        says = f"lacks {len(lacks)} words of calls: {_some(lacks)}" if lacks else "says every call"
        click.echo(f"\npack {pack.name} ({pack.language}), {says}, from {pack.folder}")
        click.echo(f"  {pack.licence}: {pack.attribution}")
    _wrong_folders(settings)


@voice.command()
@LANGUAGE
@click.option(
    "--into", type=click.Path(path_type=Path), help="Make this folder and its manifest.json."
)
@told
def script(language: str, into: Path | None) -> None:
    """Print the words that a hall's own staff record, and the file that each gets."""
    from shared.devices.packs import MANIFEST, Manifest
    from shared.words.spoken import how_said, words_of_calls

    words = words_of_calls(language)
    for word, name in words.items():
        click.echo(f"{name + '.wav':<16} {how_said(language, word)}")
    if into is None:
        return
    into.mkdir(parents=True, exist_ok=True)
    manifest = Manifest(
        language=language,
        name=into.name,
        licence="",
        attribution="",
        words={word: f"{name}.wav" for word, name in words.items()},
    )
    with (into / MANIFEST).open("xb") as file:  # what somebody wrote there stays
        file.write(msgspec.json.format(msgspec.json.encode(manifest)) + b"\n")
    click.echo(f"\nWritten: {into / MANIFEST}")


@voice.command()
@click.argument("pack", required=False)
@click.pass_context
@told
def check(context: click.Context, pack: str | None) -> None:
    """Say what PACK lacks, a folder or the name of one of this hall's own, and which of its files
    are unreadable, too quiet, clipped or too long. Without PACK: every pack of this hall's own."""
    own = _folder(context.obj)
    folders = sorted(own.glob("*/"))
    if pack is not None:
        folders = [own / pack if (own / pack).is_dir() else Path(pack)]
    if not folders:
        raise click.ClickException(
            f"There is no pack in {own}. `hall voice script --into {own / 'ours'}` begins one."
        )
    right = [_check(each.absolute()) for each in folders]
    if not all(right):
        context.exit(1)


def _check(folder: Path) -> bool:
    """Raises BadPack."""
    from shared.devices.debian_packs import debian_packs
    from shared.devices.listening import check_recordings
    from shared.devices.packs import own_pack, read_manifest
    from shared.words.spoken import words_of_calls

    manifest = read_manifest(folder)
    pack = own_pack(folder, debian_packs())
    names = words_of_calls(pack.language)
    lacks = pack.lacks()
    wrong = dict(check_recordings(folder, manifest))
    click.echo(f"{folder.name}: {manifest.language}, {len(manifest.words)} words")
    for word in lacks:
        click.echo(f"  lacks  {word}  ({names[word]}.wav)")
    for name, reason in wrong.items():
        click.echo(f"  {name}: {reason}")
    if not (manifest.licence and manifest.attribution):
        click.echo("  the manifest does not say whose voice it is and who may use it")
    if not lacks and not wrong:
        click.echo("  says every call")
    return not lacks and not wrong


@voice.command()
@click.argument("text", required=False)
@LANGUAGE
@click.option(
    "--into",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("call.wav"),
    show_default=True,
    help="The WAV file to write.",
)
@click.pass_obj
@told
def say(settings: Settings, text: str | None, language: str, into: Path) -> None:
    """Write TEXT, or a call, as a WAV file to listen to, by the voice in use."""
    from shared.devices.listening import hear, sample_call
    from shared.devices.speaking import pack_for, packs_in
    from shared.devices.voice import Voice
    from shared.words.spoken import Phrase

    phrase = sample_call(language) if text is None else Phrase(language, text, text)
    pack = pack_for(language, _chosen(settings), packs_in(_folder(settings)))
    synthesis = Voice(settings.var / "voice")
    try:
        heard = hear(phrase, pack, synthesis, into)
    finally:
        synthesis.close()
    if heard.measured is None:
        raise click.ClickException(f"No sound: {heard.wrong}.")
    click.echo(f"{into}: {phrase.text} ({heard})")
    if heard.instead:
        click.echo(f"  not by the pack: {heard.instead}")


def _some(words: list[str]) -> str:
    shown = words[:SHOWN]
    return ", ".join(shown) + (", …" if len(words) > len(shown) else "")


def _folder(settings: Settings) -> Path:
    return settings.var / "voices"


def _chosen(settings: Settings) -> dict[str, str]:
    """The hall's setting."""
    from shared.store.verify import last_settings

    return last_settings(settings.database, settings.code).voices


def _wrong_folders(settings: Settings) -> None:
    from shared.devices.packs import BadPack, read_manifest

    for folder in sorted(_folder(settings).glob("*/")):
        try:
            read_manifest(folder)
        except BadPack as fault:
            click.echo(f"\nleft out: {fault}")
