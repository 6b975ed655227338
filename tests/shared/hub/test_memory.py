"""What hashing takes is given back: measured in a process of its own."""

import subprocess
import sys

import pytest

MEASURED = """
import ctypes, re, sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from shared.hub.passwords import person_by_phone
from shared.hub.runtime import give_memory_back

def resident():
    with open("/proc/self/status") as status:
        return int(re.search(r"VmRSS:\\s+(\\d+)", status.read())[1]) // 1024

THREADS = 10
if not hasattr(ctypes.CDLL(None), "mallopt"):
    sys.exit("no glibc")
give_memory_back()
together = Barrier(THREADS)

def hash_two(number):
    together.wait()
    for _ in range(2):
        person_by_phone(b"secret", f"1390000{number:04d}")

before = resident()
with ThreadPoolExecutor(THREADS) as pool:
    list(pool.map(hash_two, range(THREADS)))
    together.reset()
    print(resident() - before)
"""


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="needs Linux: it reads memory from /proc"
)
def test_threads_keep_nothing_of_what_they_hashed_with() -> None:
    done = subprocess.run(
        [sys.executable, "-c", MEASURED], capture_output=True, text=True, timeout=60
    )
    if done.stderr.strip() == "no glibc":
        pytest.skip("needs glibc, whose malloc is told to give memory back")
    assert int(done.stdout) < 40, done.stderr  # MB; it was 150 and more
