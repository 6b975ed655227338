"""The statements of the hot path, portable between SQLite and PostgreSQL."""

INSERT_TICKET = (
    "INSERT INTO ticket (hall, id, number, key, seq, queue, service, class, need, language,"
    " kiosk, state, issued_at, since, ahead, wait_minutes, windows, person, calls)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)"
)
CALL_TICKET = (
    "UPDATE ticket SET state = 'called', window_number = ?, calls = 1, called_at = ?"
    " WHERE hall = ? AND id = ?"
)
RECALL_TICKET = "UPDATE ticket SET calls = calls + 1 WHERE hall = ? AND id = ?"
START_TICKET = "UPDATE ticket SET state = 'serving', started_at = ? WHERE hall = ? AND id = ?"
END_TICKET = "UPDATE ticket SET state = ?, ended_at = ? WHERE hall = ? AND id = ?"
SEAT = "UPDATE service_window SET ticket = ? WHERE hall = ? AND number = ?"
OPEN_WINDOW = (
    "UPDATE service_window SET clerk = ?, ticket = NULL, opened_at = ?"
    " WHERE hall = ? AND number = ?"
)
CLOSE_WINDOW = (
    "UPDATE service_window SET clerk = '', ticket = NULL, opened_at = NULL"
    " WHERE hall = ? AND number = ?"
)
CLOSE_WINDOWS = (
    "UPDATE service_window SET clerk = '', ticket = NULL, opened_at = NULL WHERE hall = ?"
)
WINDOWS_NOW = "SELECT number, clerk, ticket, opened_at FROM service_window WHERE hall = ?"
SEAT_AGAIN = (
    "UPDATE service_window SET clerk = ?, ticket = ?, opened_at = ? WHERE hall = ? AND number = ?"
)
EXPIRE_JOBS = (
    "UPDATE job SET state = 'expired', claimed_by = NULL, lease_until = NULL, retry_at = NULL"
    " WHERE hall = ? AND state IN ('waiting', 'claimed', 'failed')"
)
INSERT_JOB = (
    "INSERT INTO job (hall, id, kind, ticket, place, language, number, window_number, recall,"
    " state, created_at, expires_at, tries) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)"
)
REPORT_JOB = (
    "UPDATE job SET state = ?, detail = ?, claimed_by = NULL, lease_until = NULL"
    " WHERE hall = ? AND id = ?"
)
INSERT_DAY = "INSERT INTO business_day (hall, day, opened_at, imported) VALUES (?, ?, ?, ?)"
ADD_STAFF = (
    "INSERT INTO staff (hall, account, name, role, department, enabled) VALUES (?, ?, ?, ?, ?, 1)"
)
DISABLE_STAFF = "UPDATE staff SET enabled = 0 WHERE hall = ? AND account = ?"
PAIR_DEVICE = (
    "INSERT INTO device (hall, id, kind, place, enabled) VALUES (?, ?, ?, ?, 1)"
    " ON CONFLICT (hall, id) DO UPDATE SET kind = excluded.kind, place = excluded.place,"
    " enabled = 1"
)
REVOKE_DEVICE = "UPDATE device SET enabled = 0 WHERE hall = ? AND id = ?"
