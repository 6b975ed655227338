"""Files as older versions of the program left them, made of new ones."""

RECORDS = (
    "life_event", "synonyms", "slots", "loan_item", "booking", "notice", "help_call", "loan",
    "home_visit", "personal",
)  # fmt: skip
IN_THE_JOURNAL = (
    "booking", "texted", "bookings", "no_shows", "notices", "loans", "home_visits",
    "catalogue.guidance", "catalogue.life_events", "catalogue.synonyms", "catalogue.slots",
    "catalogue.loan_items", "catalogue.kiosks[0].pixels_per_inch", "catalogue.kiosks[0].reader",
)  # fmt: skip
# From the fifth version, without any screen set up and nothing announced, back to the fourth.
WITHOUT_SCREENS = (
    "ALTER TABLE notice DROP COLUMN title; ALTER TABLE notice DROP COLUMN pictures;"
    "ALTER TABLE staff DROP COLUMN badge; ALTER TABLE device DROP COLUMN screen;"
    "DROP TABLE announcement; DROP TABLE asked_to_pair;"
    "UPDATE journal SET data = json_remove(data, '$.devices[0].screen', '$.settings.voices',"
    " '$.settings.voice_hours', '$.settings.join_calls_from', '$.device.screen',"
    " '$.notice.title', '$.notice.pictures');"
    "PRAGMA user_version = 4;"
)
# From the fourth version, without any record in it, back to the third.
WITHOUT_RECORDS = (
    WITHOUT_SCREENS
    + "".join(f"DROP TABLE {table};" for table in RECORDS)
    + "ALTER TABLE ticket DROP COLUMN booking; ALTER TABLE ticket DROP COLUMN confirmed;"
    "ALTER TABLE ticket DROP COLUMN deferred; ALTER TABLE hall DROP COLUMN guidance;"
    "ALTER TABLE kiosk DROP COLUMN pixels_per_inch; ALTER TABLE kiosk DROP COLUMN reader;"
    "UPDATE journal SET data = json_remove(data, "
    + ", ".join(f"'$.{name}'" for name in IN_THE_JOURNAL)
    + "); DROP INDEX journal_looks; PRAGMA user_version = 3;"
)
