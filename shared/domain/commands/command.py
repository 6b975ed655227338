"""What every command has, and the fields that several share."""

from typing import Annotated

from msgspec import Meta, Struct

CommandId = Annotated[str, Meta(min_length=8, max_length=64, pattern=r"\A[A-Za-z0-9._:-]+\Z")]
Code = Annotated[str, Meta(min_length=1, max_length=32)]
Line = Annotated[str, Meta(min_length=1, max_length=80)]
WindowNumber = Annotated[int, Meta(ge=1, le=9999)]
TicketId = Annotated[str, Meta(min_length=1, max_length=32)]
BookingId = Annotated[str, Meta(min_length=1, max_length=24)]
Mark = Annotated[str, Meta(max_length=64, description="A keyed hash, made by the hub.")]
Words = Annotated[str, Meta(max_length=20_000)]  # how long they may be is each rule's to say
Reason = Words


class Command(Struct, frozen=True, kw_only=True, rename={"class_": "class"}):
    id: CommandId
    by: str
