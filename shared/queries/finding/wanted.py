"""What is looked for of what was typed, the best first: the ranking."""

import re
from collections.abc import Sequence

from shared.queries.finding.typed import (
    LONGEST,
    STOP,
    Asked,
    are_initials,
    joined,
    pieces_of,
    plain,
)
from shared.store.search import Term, Wanted
from shared.words import hangul

NAME_FIRST = (("name",), ("name", "words"), ("name", "words", "place"))
# What people say around the thing they come for. Left out only where nothing is found with it.
FILLERS_WIDE = re.compile(
    "我想要|我想|我要|想要|请问|怎么样|怎么|怎样|如何|哪里|在哪儿|在哪|哪儿|什么|需要|可以|办理|申请办"
    "|一下|[我想要去来在的了吗呢吧给把办]|하고싶어요|하고|싶어요|어떻게|어디서|어디|신청|주세요"
)
FILLERS = (
    "a an and apply at can do for from get have help how i in is it make me my need of on our out"
    " please someone the there to want what where with would you your"
)


def strict(asked: Sequence[Asked], said_most: str = "") -> list[Wanted]:
    """The text as it stands; of initials first the characters that they stand for most often."""
    whole = (joined([each.text for each in asked]), "".join(each.text for each in asked))
    words = tuple(Term((each.term().any_of[0],)) for each in asked)
    begun = tuple(each.term() for each in asked)
    beginning = [Wanted((Term(whole, begins=True),), ("whole",))]
    wide = any(each.wide for each in asked)  # then every place is the end of a word
    if are_initials(asked):
        word = [Wanted((Term((" ".join(said_most),)),), ("name",))] if said_most else []
        any_beginning = word + [Wanted(begun, columns) for columns in NAME_FIRST]
        return (
            [Wanted((Term(whole),), (c,)) for c in ("whole", "alias")] + beginning + any_beginning
        )
    return [
        Wanted((Term(whole),), ("whole",)),
        Wanted((Term((whole[0] + STOP,), begins=True),), ("whole",)),
        *(beginning if wide else []),
        Wanted((Term(whole),), ("alias",)),
        *(Wanted(words, columns) for columns in NAME_FIRST[:2]),
        *([] if wide else beginning),
        *(Wanted(begun, columns) for columns in NAME_FIRST[:2]),
        *(Wanted(terms, NAME_FIRST[2]) for terms in (words, begun)),
    ]


def in_keys(text: str) -> list[Wanted]:
    """Korean by the keys that type it, so that a syllable may be unfinished."""
    letters = plain(text[: 4 * LONGEST])[:LONGEST]
    if not hangul.HANGUL.search(letters):
        return []
    return strict(pieces_of(hangul.in_keys(letters)))


def in_guides(asked: Sequence[Asked]) -> list[Wanted]:
    """In what a service takes: its steps and what to bring."""
    return [Wanted(tuple(each.term() for each in asked), ("guide",))]


def loose(asked: Sequence[Asked]) -> list[Wanted]:
    """Every character for itself."""
    terms: list[Term] = []
    for each in asked:
        terms += [Term((character,)) for character in each.text] if each.wide else [each.term()]
    return [Wanted(tuple(terms), columns) for columns in NAME_FIRST]


def parts(asked: Sequence[Asked]) -> list[Wanted]:
    """Every two neighbouring characters, and every word, of what the text is about."""
    fillers = FILLERS.split()
    terms: dict[Term, None] = {}
    for each in asked:
        if each.wide:
            for run in FILLERS_WIDE.sub(" ", each.text).split():
                terms |= {Term((" ".join(run[at : at + 2]),)): None for at in range(len(run) - 1)}
        elif each.text not in fillers and len(each.text) > 2:
            terms[each.term()] = None
    return [Wanted((term,), ("alias", "name", "words")) for term in terms]
