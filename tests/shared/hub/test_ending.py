"""A hub that is told to end does so, whatever it is doing."""

import subprocess
import sys

import pytest

# Somebody's request during which the signal comes, and which takes whatever is raised for its own
# fault; or nobody's, and the hub waits.
PROGRAM = """
import os, signal
from shared.hub import runtime
runtime.patch("eventlet")
import eventlet
runtime.end_by_signals("eventlet")

def request():
    try:
        os.kill(os.getpid(), signal.{name})
        for _ in range(1000):
            pass
    except BaseException as taken:
        print("taken by the request:", repr(taken))

def outside():
    if os.fork() == 0:
        import select
        select.select([], [], [], 0.2)
        os.kill(os.getppid(), signal.{name})
        os._exit(0)

{begin}
try:
    eventlet.sleep(20)
except KeyboardInterrupt:
    print("ended")
"""


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
@pytest.mark.parametrize("begin", ["eventlet.spawn(request)", "outside()"])
def test_by_a_signal_at_any_moment(name: str, begin: str) -> None:
    program = PROGRAM.format(name=name, begin=begin)
    said = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program], capture_output=True, text=True, timeout=10
    )
    assert (said.stdout, said.stderr) == ("ended\n", "")
