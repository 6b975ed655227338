"""Numbers of identity cards, other documents and phones: their one written form, and whether they
can be true. They are only looked at here; of identity numbers nothing but a keyed hash is kept, see
`shared.hub.passwords`, and phone numbers are encrypted, see `shared.store.personal`.
"""

import re
import unicodedata

from shared.domain.refusals import Malformed
from shared.domain.settings import PhonesTexted

SHORTEST, LONGEST = 5, 20  # of a passport, a travel permit
CARD = 18
# GB 11643, after ISO 7064 MOD 11-2: the weight of a digit is 2 to the power of its place.
WEIGHTS = tuple(2 ** (17 - place) % 11 for place in range(17))
CHECK_DIGITS = "10X98765432"


def written(identity: str) -> str:
    """The number in capital letters and without spaces, whatever way it was typed.

    Raises Malformed where it is none: neither 18 characters of an identity card with the right
    check digit, nor 5 to 20 letters and digits of another document.
    """
    plain = "".join(unicodedata.normalize("NFKC", identity).split()).upper()
    if not (plain.isascii() and plain.isalnum() and SHORTEST <= len(plain) <= LONGEST):
        raise Malformed("An identity number has 5 to 20 letters and digits. Please check it.")
    if _is_card(plain) and plain[-1] != check_digit(plain):
        raise Malformed("This identity number has a typing mistake. Please check it.")
    return plain


def _is_card(plain: str) -> bool:
    return len(plain) == CARD and plain[:-1].isdigit() and plain[-1] in CHECK_DIGITS


def check_digit(card: str) -> str:
    """The eighteenth character that belongs to the seventeen digits before it."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, card[:17], strict=True))
    return CHECK_DIGITS[total % 11]


MOBILE = re.compile(r"1[3-9][0-9]{9}")
PHONE = re.compile(r"(\+?86|0086)?(1[3-9]\d{9})|(0\d{9,11})|(\+\d{8,15})")


def phone_written(phone: str) -> str:
    """A phone number without spaces and hyphens: a Chinese mobile number without the country's
    code, a landline with its area code, or another country's with ``+``. Raises Malformed."""
    plain = re.sub(r"[\s().-]", "", unicodedata.normalize("NFKC", phone))
    found = PHONE.fullmatch(plain)
    if found is None or not plain.isascii():
        raise Malformed("This is not a phone number. Please check it.")
    return found[2] or plain


def is_texted(phone: str, texted: PhonesTexted) -> bool:
    """Whether a hall with this setting sends text messages to a phone, as `phone_written` gives
    it. Landlines and numbers at a higher rate never get one."""
    if MOBILE.fullmatch(phone):
        return texted is not PhonesTexted.none
    return texted is PhonesTexted.abroad and phone.startswith("+") and not phone.startswith("+86")
