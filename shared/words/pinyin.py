"""How Chinese is spelled in Latin letters, for whoever types it so."""

from functools import cache
from types import ModuleType

# Where the dictionary would take the other reading of a character.
READINGS = {
    "行驶证": ("xing", "shi", "zheng"),
    "换行驶证": ("huan", "xing", "shi", "zheng"),
    "重置": ("chong", "zhi"),
    "还款": ("huan", "kuan"),
    "发卡": ("fa", "ka"),
}


@cache
def _pypinyin() -> ModuleType:
    """Loaded when it is first needed: it takes a fifth of a second and 50 MB."""
    import pypinyin

    pypinyin.load_phrases_dict({word: [[each] for each in said] for word, said in READINGS.items()})
    return pypinyin


def syllables(text: str) -> tuple[str, ...]:
    """The syllable of each Chinese character, without tones and with ``v`` for ü; all other
    characters are left out. A character of several readings is read as its neighbours suggest."""
    if text.isascii():
        return ()
    return tuple(_pypinyin().lazy_pinyin(text, errors="ignore"))
