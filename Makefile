# Two commands: `make run` opens the example hall, `make test` checks everything.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1

# Three at a time on two cores: much of the time goes by waiting for servers and browsers.
# In the order of the files: the browser's few long ones first, and nothing long is left for the end.
PYTEST := $(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

# Run again in the other async mode: what holds connections, threads and time. The faces only render
# pages, the same in both. Workers of pytest-xdist do not start under eventlet. Not again what starts
# servers of its own.
IN_PROCESS := tests/shared/hub
WITH_SERVERS := tests/browser/test_whole_path.py tests/browser/test_foreign_client.py \
  tests/browser/test_line.py tests/shared/hub/test_booking_race.py
BY_THEMSELVES := tests/shared/hub/test_booking_race.py tests/shared/hub/test_fair_turns.py \
  tests/shared/hub/test_real_server.py tests/shared/hub/test_slow_clients.py

.PHONY: run test other-hubs other-servers demo doctor bench check tables pictures clean

run: $(VENV)/.run
	$(BIN)/hall run --local-devices --open-today

demo: $(VENV)/.run
	$(BIN)/hall demo --url http://127.0.0.1:$${HALL_PORT:-8000}

doctor: $(VENV)/.run
	$(BIN)/hall doctor

test: $(VENV)/.test
	tests/system-packages
	$(MAKE) check
	$(PYTEST)
	$(MAKE) --jobs 2 --output-sync=target other-hubs other-servers

# The other async mode, beside each other: hubs in the tests' process, and servers that tests start.
other-hubs:
	HALL_TEST_ASYNC_MODE=eventlet $(BIN)/python -m pytest $(IN_PROCESS) \
	  $(addprefix --ignore=,$(BY_THEMSELVES))

other-servers:
	HALL_TEST_SERVER_MODE=threading $(PYTEST) -n 2 $(WITH_SERVERS)

check: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

tables: $(VENV)/.test
	$(BIN)/python -m tests.tables

pictures: $(VENV)/.test
	$(BIN)/python -m tests.pictures

bench: $(VENV)/.test
	$(BIN)/python -m tests.bench

$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; assert sys.version_info >= (3, 11)' 2>/dev/null \
	  || { echo "Python 3.11 or newer is needed: apt-get install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
	  || { rm -rf $(VENV); echo "venv is missing: apt-get install python3-venv" >&2; exit 1; }

$(VENV)/.run: setup.cfg pyproject.toml constraints.txt | $(VENV)/bin/pip
	$(BIN)/pip install --quiet -c constraints.txt setuptools wheel
	$(BIN)/pip install --quiet -c constraints.txt --no-build-isolation -e .
	@touch $@

$(VENV)/.test: $(VENV)/.run tests/package.json tests/package-lock.json
	$(BIN)/pip install --quiet -c constraints.txt --no-build-isolation -e '.[test]'
	@touch $@

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
