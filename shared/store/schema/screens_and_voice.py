"""What a screen was set up to show, what the loudspeakers were told to say, the browsers that
show a code and wait to be let in, the titles and pictures of announcements, and the numbers on
the clerks' badges."""

from sqlite_utils import Database


def step(db: Database) -> None:
    db.table("staff").add_column("badge", str, not_null_default="")
    db.table("device").add_column("screen", str)
    for name, default in (("title", "{}"), ("pictures", "[]")):
        db.table("notice").add_column(name, str, not_null_default=default)
    db.table("announcement").create(
        {"hall": str, "id": int, "at": str, "zone": str, "text": str}, pk=("hall", "id")
    )
    db.table("asked_to_pair").create(
        {
            "hall": str,
            "code": str,
            "device": str,
            "kind": str,
            "place": str,
            "digest": str,
            "asked_at": str,
            "network": str,
            "nearby": int,
        },
        pk=("hall", "code"),
    )
