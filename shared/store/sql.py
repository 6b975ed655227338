"""The statements of the hot path, portable between SQLite and PostgreSQL."""

INSERT_TICKET = (
    "INSERT INTO ticket (hall, id, number, key, seq, queue, service, class, need, language,"
    " kiosk, state, issued_at, since, ahead, wait_minutes, windows, booked_for, visit, person,"
    " booking, calls)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)"
)
CALL_TICKET = (
    "UPDATE ticket SET state = 'called', window_number = ?, calls = 1, called_at = ?"
    " WHERE hall = ? AND id = ?"
)
RECALL_TICKET = "UPDATE ticket SET calls = calls + 1 WHERE hall = ? AND id = ?"
START_TICKET = "UPDATE ticket SET state = 'serving', started_at = ? WHERE hall = ? AND id = ?"
END_TICKET = "UPDATE ticket SET state = ?, ended_at = ? WHERE hall = ? AND id = ?"
MISS_TICKET = (
    "UPDATE ticket SET state = 'missed', ended_at = ?, misses = misses + 1"
    " WHERE hall = ? AND id = ?"
)
FINISH_TICKET = (
    "UPDATE ticket SET state = 'served', ended_at = ?, outcome = ?, note = ?"
    " WHERE hall = ? AND id = ?"
)
CANCEL_TICKET = (
    "UPDATE ticket SET state = 'cancelled', ended_at = ?, note = ? WHERE hall = ? AND id = ?"
)
CHANGE_CLASS = "UPDATE ticket SET class = ?, need = ?, confirmed = ? WHERE hall = ? AND id = ?"
CONFIRM_CLASS = "UPDATE ticket SET confirmed = 1 WHERE hall = ? AND id = ?"
DEFER_TICKET = "UPDATE ticket SET lane = 'back', deferred = 1 WHERE hall = ? AND id = ?"
HOLD_TICKET = "UPDATE ticket SET state = 'held', note = ? WHERE hall = ? AND id = ?"
RESUME_TICKET = "UPDATE ticket SET state = 'serving' WHERE hall = ? AND id = ?"
_AWAY = (
    "UPDATE ticket SET state = 'waiting', window_number = NULL, calls = 0, called_at = NULL,"
    " started_at = NULL"
)
REQUEUE_TICKET = (
    f"{_AWAY}, ended_at = NULL, lane = 'back', for_window = ? WHERE hall = ? AND id = ?"
)
TRANSFER_TICKET = (
    f"{_AWAY}, queue = ?, service = ?, for_window = ?, lane = ?, note = ? WHERE hall = ? AND id = ?"
)
CONTINUE_VISIT = (
    f"{_AWAY}, ended_at = NULL, outcome = '', for_window = NULL, lane = '', misses = 0, queue = ?,"
    " service = ?, step = ? WHERE hall = ? AND id = ?"
)
PUT_BACK_TICKET = (
    "UPDATE ticket SET queue = ?, service = ?, state = ?, window_number = ?, calls = ?,"
    " called_at = ?, started_at = ?, ended_at = ?, step = ?, for_window = ?, lane = ?,"
    " misses = ?, outcome = ?, note = ? WHERE hall = ? AND id = ?"
)
WALK_IN = (
    "UPDATE ticket SET state = 'serving', window_number = ?, called_at = ?, started_at = ?,"
    " note = ? WHERE hall = ? AND id = ?"
)
SEAT = "UPDATE service_window SET ticket = ? WHERE hall = ? AND number = ?"
UNSEAT = "UPDATE service_window SET ticket = NULL WHERE hall = ? AND ticket = ?"
_CLOSED = (
    "UPDATE service_window SET clerk = '', ticket = NULL, opened_at = NULL, pause = NULL,"
    " paused_until = NULL"
)
OPEN_WINDOW = (
    "UPDATE service_window SET clerk = ?, ticket = NULL, opened_at = ?"
    " WHERE hall = ? AND number = ?"
)
CLOSE_WINDOW = f"{_CLOSED} WHERE hall = ? AND number = ?"
SEND_TO_QUEUE = (
    "UPDATE ticket SET for_window = NULL WHERE hall = ? AND for_window = ? AND state = 'waiting'"
)
CLOSE_WINDOWS = f"{_CLOSED} WHERE hall = ?"
PAUSE_WINDOW = "UPDATE service_window SET pause = ?, paused_until = ? WHERE hall = ? AND number = ?"
HAND_OVER_WINDOW = "UPDATE service_window SET clerk = ? WHERE hall = ? AND number = ?"
WINDOWS_NOW = (
    "SELECT clerk, ticket, opened_at, pause, paused_until, number FROM service_window"
    " WHERE hall = ? AND clerk <> ''"
)
SEAT_AGAIN = (
    "UPDATE service_window SET clerk = ?, ticket = ?, opened_at = ?, pause = ?, paused_until = ?"
    " WHERE number = ? AND hall = ?"
)
PUT_SETTINGS = (
    "INSERT INTO hall_settings (hall, data) VALUES (?, ?)"
    " ON CONFLICT (hall) DO UPDATE SET data = excluded.data"
)
INSERT_MESSAGE = "INSERT INTO message (hall, id, at, window_number, text) VALUES (?, ?, ?, ?, ?)"
INSERT_RATING = (
    "INSERT INTO rating (hall, finish, ticket, window_number, rating, reasons, at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)
INSERT_CASE = (
    "INSERT INTO rating_case (hall, id, ticket, window_number, service, rating, opened_at,"
    " contact_by, close_by, state, contacted_by, contact, closed_by, done)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', '', '', '', '')"
)
CONTACT_CASE = (
    "UPDATE rating_case SET state = 'contacted', contacted_at = ?, contacted_by = ?, contact = ?"
    " WHERE hall = ? AND id = ?"
)
CLOSE_CASE = (
    "UPDATE rating_case SET state = 'closed', closed_at = ?, closed_by = ?, done = ?"
    " WHERE hall = ? AND id = ?"
)
EXPIRE_SPEECH = (
    "UPDATE job SET state = 'expired', claimed_by = NULL, lease_until = NULL, retry_at = NULL"
    " WHERE hall = ? AND id = ? AND state IN ('waiting', 'claimed', 'failed')"
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
    "INSERT INTO staff (hall, account, name, role, department, badge, enabled)"
    " VALUES (?, ?, ?, ?, ?, ?, 1)"
)
DISABLE_STAFF = "UPDATE staff SET enabled = 0 WHERE hall = ? AND account = ?"
PAIR_DEVICE = (
    "INSERT INTO device (hall, id, kind, place, enabled) VALUES (?, ?, ?, ?, 1)"
    " ON CONFLICT (hall, id) DO UPDATE SET kind = excluded.kind, place = excluded.place,"
    " enabled = 1"
)
SET_UP_SCREEN = "UPDATE device SET screen = ? WHERE hall = ? AND id = ?"
INSERT_ANNOUNCEMENT = "INSERT INTO announcement (hall, id, at, zone, text) VALUES (?, ?, ?, ?, ?)"
REVOKE_DEVICE = "UPDATE device SET enabled = 0 WHERE hall = ? AND id = ?"
INSERT_BOOKING = (
    "INSERT INTO booking (hall, id, code, key, service, starts_at, language, person, identity,"
    " booked_at, booked_by, state, ticket)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'booked', '')"
)
MOVE_BOOKING = "UPDATE booking SET starts_at = ? WHERE hall = ? AND id = ?"
END_BOOKING = "UPDATE booking SET state = ? WHERE hall = ? AND id = ?"
CHECK_IN_BOOKING = "UPDATE booking SET state = 'arrived', ticket = ? WHERE hall = ? AND id = ?"
EXCUSE_BOOKING = "UPDATE booking SET state = 'excused' WHERE hall = ? AND id = ?"
INSERT_NOTICE = (
    "INSERT INTO notice (hall, id, kind, since, until, text, department, at_time, title,"
    " pictures) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
PUBLISHED_OVER = (
    "SELECT id, kind, since, until, text, title, pictures FROM notice WHERE hall = ?"
    " AND title <> '{}' AND until <= ? ORDER BY until DESC, id DESC LIMIT ?"
)
END_NOTICE = "UPDATE notice SET until = ? WHERE hall = ? AND id = ?"
INSERT_HELP = (
    "INSERT INTO help_call (hall, id, reason, language, at, kiosk, ticket, window_number, state,"
    " taken_by, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'asked', '', '')"
)
TAKE_HELP = (
    "UPDATE help_call SET state = 'taken', taken_by = ?, taken_at = ? WHERE hall = ? AND id = ?"
)
CLOSE_HELP = "UPDATE help_call SET state = ?, closed_at = ?, note = ? WHERE hall = ? AND id = ?"
INSERT_LOAN = (
    "INSERT INTO loan (hall, id, item, at, lent_by, tag, ticket) VALUES (?, ?, ?, ?, ?, ?, ?)"
)
RETURN_LOAN = "UPDATE loan SET returned_at = ? WHERE hall = ? AND id = ?"
INSERT_HOME_VISIT = (
    "INSERT INTO home_visit (hall, id, key, service, language, asked_at, asked_by, person, wanted,"
    " state, assigned_to, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'asked', '', '')"
)
ASSIGN_HOME_VISIT = (
    "UPDATE home_visit SET state = 'assigned', assigned_to = ?, on_day = ?"
    " WHERE hall = ? AND id = ?"
)
END_HOME_VISIT = "UPDATE home_visit SET state = ?, ended_at = ?, note = ? WHERE hall = ? AND id = ?"
PUT_PERSONAL = (
    "INSERT INTO personal (hall, key, content, expires_at, phone_mark, tail_mark)"
    " VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (hall, key) DO UPDATE SET content = excluded.content,"
    " expires_at = excluded.expires_at, phone_mark = excluded.phone_mark,"
    " tail_mark = excluded.tail_mark"
)
KEYS_OF_TAIL = "SELECT key FROM personal WHERE hall = ? AND tail_mark = ?"
KEYS_OF_PHONE = KEYS_OF_TAIL + " AND phone_mark = ?"
GET_PERSONAL = "SELECT content FROM personal WHERE hall = ? AND key = ?"
KEEP_PERSONAL_UNTIL = "UPDATE personal SET expires_at = ? WHERE hall = ? AND key = ?"
KEEP_PERSONAL_LONGER = f"{KEEP_PERSONAL_UNTIL} AND expires_at < ?"
ANY_EXPIRED = "SELECT 1 FROM personal WHERE hall = ? AND expires_at <= ? LIMIT 1"
FORGET_EXPIRED = "DELETE FROM personal WHERE hall = ? AND expires_at <= ?"
FORGET_PERSONAL = "DELETE FROM personal WHERE hall = ? AND key = ?"
