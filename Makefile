# `make app` opens the dashboard, `make test` proves it: both set up all they need.
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
STORE ?= .store
export RESPONSE_STORE := $(STORE)
# Every run of a page is a thread: two pools of memory for all of them instead of one each (docs/PERFORMANCE.md).
export MALLOC_ARENA_MAX ?= 2

# The first interpreter of a supported version; a pyenv shim without a version behind it is passed over.
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11; do \
	if $$name -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; \
	then command -v $$name; break; fi; done)

.PHONY: app test check audit licences lint types format messages tables bench bench-quick browser clean

app: $(VENV)/.app $(STORE)/current
	$(BIN)/python -m streamlit run app.py --server.address 127.0.0.1 --server.port $(PORT)

$(STORE)/current: | $(VENV)/.app
	$(BIN)/python -m etl.build --store $(STORE)

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed; none was found."; exit 1; }
	@if command -v uv >/dev/null 2>&1; then uv venv -q --python "$(PYTHON)" $(VENV); \
	else "$(PYTHON)" -m venv $(VENV); fi

$(VENV)/.app: requirements.txt | $(VENV)/bin/python
	@if command -v uv >/dev/null 2>&1; then uv pip install -q --python $(BIN)/python -r requirements.txt; \
	else $(BIN)/python -m pip install -q --disable-pip-version-check -r requirements.txt; fi
	@touch $@

$(VENV)/.dev: requirements.txt requirements-dev.txt | $(VENV)/bin/python
	@if command -v uv >/dev/null 2>&1; then uv pip install -q --python $(BIN)/python -r requirements-dev.txt; \
	else $(BIN)/python -m pip install -q --disable-pip-version-check -r requirements-dev.txt; fi
	@touch $@ $(VENV)/.app

# The browser tests drive the system's Chromium; without the right to install it they say so and are skipped.
browser:
	@if ! command -v chromium >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1 && [ "$$(id -u)" = 0 ]; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
		apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk fonts-liberation >/dev/null; fi

test: $(VENV)/.dev browser
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

check: lint types test

$(VENV)/audit/.done: requirements-audit.txt | $(VENV)/bin/python
	@if command -v uv >/dev/null 2>&1; then uv venv -q --clear --python $(BIN)/python $(VENV)/audit && \
		uv pip install -q --python $(VENV)/audit/bin/python -r requirements-audit.txt; \
	else $(BIN)/python -m venv --clear $(VENV)/audit && \
		$(VENV)/audit/bin/python -m pip install -q --disable-pip-version-check -r requirements-audit.txt; fi
	@touch $@

# Known vulnerabilities and licences of every installed package; `licences` writes docs/LICENCES.md anew.
audit: $(VENV)/.dev $(VENV)/audit/.done
	$(BIN)/python .ci/audit.py

licences: $(VENV)/.dev $(VENV)/audit/.done
	$(BIN)/python .ci/audit.py licences

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Collects the words of the code into both catalogues; new ones wait there for their translation.
messages: $(VENV)/.dev
	$(BIN)/pybabel -q extract -F babel.cfg -k plural:1,2 --no-location --sort-output --omit-header \
		-o locales/messages.pot app.py pages ui charts etl metrics exports locales
	$(BIN)/pybabel -q update -N --omit-header -i locales/messages.pot -d locales -l zh_CN
	$(BIN)/pybabel -q update -N --omit-header -i locales/messages.pot -d locales -l en
	rm locales/messages.pot

# For maintainers who hold the public source files: SOURCES=folder make tables
tables: $(VENV)/.dev
	$(BIN)/python -m etl.sources "$(SOURCES)"

# Every figure of docs/PERFORMANCE.md and docs/RELIABILITY.md in one table; peers: benchmarks/requirements.txt.
# PYTHON_BENCH: another interpreter that has the peers. The soak: make bench BENCH="--only soak".
PYTHON_BENCH ?= $(BIN)/python
bench: $(VENV)/.dev
	$(PYTHON_BENCH) -m benchmarks.everything --out benchmarks.md $(BENCH)

bench-quick: $(VENV)/.dev
	$(PYTHON_BENCH) -m benchmarks.everything --quick $(BENCH)

clean:
	rm -rf $(VENV) .store test-artefacts .pytest_cache .mypy_cache .ruff_cache
