# Everything a person runs in a checkout. Needs Python 3.11 or later and the usual shell tools; each target does its own
# set-up, in .venv, from versions that are locked.

PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: interview test check coverage bench card lock clean

interview: $(VENV)/ready  ## sit an interview
	@$(BIN)/interviewer

# Three for two cores, since part of it waits for a terminal or a server.
test: check  ## the whole suite
	$(BIN)/pytest --numprocesses 3 --dist worksteal

check: $(VENV)/ready-dev  ## style, types, import direction
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

coverage: $(VENV)/ready-dev  ## branch coverage of the pure rooms
	$(BIN)/pytest --numprocesses 2 --quiet --cov --cov-report=term \
		tests/text tests/bank tests/scoring tests/planning tests/dialogue tests/rehearsal tests/report

bench: $(VENV)/ready  ## what the speed claims rest on
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/bank_size.py
	$(BIN)/python benchmarks/offline_grader.py
	$(BIN)/python -m benchmarks.bulk_scoring
	$(BIN)/python -m benchmarks.model_latency
	$(BIN)/python -m benchmarks.tokens

card: $(VENV)/ready  ## the card of the offline grader that ships, anew: before a release, and when it hears otherwise
	mkdir -p rubrics/cards
	$(BIN)/interviewer calibrate --model offline --bank rubrics --repeats 2 --variations --attacks --fresh \
		-o rubrics/cards/offline.json

$(VENV)/ready: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later with venv is needed; set PYTHON to one."; exit 1; }
	@echo "Setting up in $(VENV), once; this takes a minute."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) --requirement requirements.lock
	@$(PIP) --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/ready-dev: requirements-dev.lock $(VENV)/ready
	@$(PIP) --requirement requirements-dev.lock
	@touch $@

lock:  ## choose versions anew (needs uv)
	uv pip compile --quiet --universal --no-header --no-annotate --no-emit-index-url --upgrade \
		pyproject.toml --group build --output-file requirements.lock
	uv pip compile --quiet --universal --no-header --no-annotate --no-emit-index-url --upgrade \
		--constraint requirements.lock pyproject.toml --all-extras --group dev --output-file requirements-dev.lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
