"""Both servers as processes of their own."""

import json
import re
import subprocess
import sys
from pathlib import Path

from shared.demo.line import Line
from shared.demo.own_hall import OwnHall
from shared.demo.tally import Tally
from shared.store import Store
from tests.bench import halls, raw

ROOT = Path(__file__).parents[2]
ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)")


class HallServer:
    """`hall run` without stations. `kiosk` and `display` are device tokens."""

    def __init__(self, folder: Path) -> None:
        self._hall = OwnHall(folder, stations=False)
        self._hall.start()
        self.port = self._hall.port
        self.pid = self._hall.pid
        self.admin = Line(self._hall.url, Tally())
        try:
            self.admin.sign_in("admin", self._hall.passwords["admin"])
            self.kiosk = self._pair("kiosk", "K1")
            self.display = self._pair("display", "")
        except BaseException:
            self.stop()
            raise

    def _pair(self, kind: str, place: str) -> str:
        device = f"bench-{kind}"
        return str(self.admin.command("/devices", device=device, kind=kind, place=place)["token"])

    def stop(self) -> None:
        self.admin.close()
        self._hall.stop()


class BareServer:
    """The bare application, with rows to insert and a call to emit."""

    def __init__(self, folder: Path, rows: list[tuple[raw.Row, ...]], call: object) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / "hall.db"
        Store(file, halls.HALL).close()  # the same tables and indexes
        (folder / "rows.json").write_text(json.dumps(rows))
        (folder / "call.json").write_text(json.dumps(call))
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", "tests.bench.bare"),
                *(str(file), str(folder / "rows.json"), str(folder / "call.json")),
            ],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._process.stdout is not None
        found = ADDRESS.search(self._process.stdout.readline())
        assert found is not None, "the bare server did not start"
        self.port = int(found[1])
        self.pid = self._process.pid

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
