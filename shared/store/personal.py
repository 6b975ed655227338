"""What is personal about a record: name, phone, place. Encrypted before it reaches the store, with
a key that follows from the hub's secret, which lies beside the database and not in it.
"""

from base64 import urlsafe_b64encode
from datetime import datetime, timedelta

import msgspec
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from msgspec import Struct

from shared.domain.texts import clean
from shared.store.store import Personal, Store

LONGEST_NAME = 40
LONGEST_PLACE = 120


class Particulars(Struct, frozen=True, omit_defaults=True):
    """Whoever a record is about. All may be empty."""

    name: str = ""
    phone: str = ""
    place: str = ""


def particulars(name: str = "", phone: str = "", place: str = "") -> Particulars:
    """As somebody typed them; `phone` as `shared.domain.identity.phone_written` gives it. Raises
    Malformed."""
    return Particulars(
        clean(name, longest=LONGEST_NAME, empty=True),
        phone,
        clean(place, longest=LONGEST_PLACE, empty=True),
    )


class PersonalRecords:
    """Reads and makes encrypted records. Nothing here is ever logged."""

    def __init__(self, store: Store, secret: bytes) -> None:
        self._store = store
        derived = HKDF(SHA256(), 32, salt=None, info=b"personal records").derive(secret)
        self._cipher = Fernet(urlsafe_b64encode(derived))

    def kept(self, about: Particulars, useful_until: datetime, hours: int) -> Personal:
        """For `bus.execute`, which keeps it in the command's transaction, until so many hours
        after it is of use."""
        content = self._cipher.encrypt(msgspec.json.encode(about))
        return Personal(content, useful_until + timedelta(hours=hours))

    def of(self, key: str) -> Particulars | None:
        """What is known about the record of a key; None where it was deleted, or cannot be read
        because the secret is another one."""
        content = self._store.personal(key)
        if content is None:
            return None
        try:
            return msgspec.json.decode(self._cipher.decrypt(content), type=Particulars)
        except InvalidToken:
            return None
