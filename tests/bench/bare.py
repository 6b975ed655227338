"""The bare counterpart: a Flask-SocketIO application on eventlet with nothing of the hall in it.

`python -m tests.bench.bare FILE ROWS CALL` serves: POST /tickets inserts the next row of ROWS into
FILE, POST /call emits CALL to the room ``main``. Prints its address once it listens.
"""

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import eventlet

eventlet.monkey_patch()

import gc  # noqa: E402
import json  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402
from types import SimpleNamespace  # noqa: E402

from flask import Flask, jsonify, request  # noqa: E402
from flask_socketio import SocketIO, join_room  # noqa: E402

from tests.bench import raw  # noqa: E402


def application(file: Path, rows: list[tuple[raw.Row, ...]], call: object) -> SocketIO:
    app = Flask(__name__)
    plain = SimpleNamespace(
        dumps=lambda value, **more: json.dumps(value, ensure_ascii=False, **more),
        loads=json.loads,
    )
    socketio = SocketIO(app, async_mode="eventlet", json=plain)
    connection = raw.connect(file)

    @app.post("/tickets")
    def tickets() -> tuple[object, int]:
        request.get_json()
        row = rows.pop()
        raw.insert(connection, row)
        return jsonify(ticket=row[1][1], number=row[1][2], queue=row[1][5]), 201

    @app.post("/call")
    def emit() -> object:
        request.get_json()
        socketio.emit("call", call, to="main")
        return jsonify(done=True)

    @socketio.on("watch")
    def watch(message: dict[str, str]) -> dict[str, bool]:
        join_room(message["room"])
        return {"ok": True}

    socketio.app = app
    return socketio


def main() -> None:
    file, rows, call = map(Path, sys.argv[1:4])
    socketio = application(file, json.loads(rows.read_text()), json.loads(call.read_text()))
    listener = eventlet.listen(("127.0.0.1", 0), backlog=1024)
    gc.collect()
    gc.freeze()
    print(f"open at http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    eventlet.wsgi.server(listener, socketio.app, log_output=False, debug=False, max_size=4096)


if __name__ == "__main__":
    main()
