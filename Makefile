# Needs python3 (3.11 or newer, with venv) and make. Everything else is installed, pinned by hash, into .venv.
SHELL := /bin/sh
unexport PYTHONDONTWRITEBYTECODE   # where it is set, every run compiles everything again

VENV ?= .venv
PY   := $(VENV)/bin/python
UV   := $(VENV)/bin/uv
RECENT_ENOUGH := -c 'import sys; sys.exit(sys.version_info < (3, 11))'

# The first interpreter that is recent enough; `make PYTHON=/path/to/python3.12 desk` overrides it.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
            command -v $$p >/dev/null 2>&1 && $$p $(RECENT_ENOUGH) 2>/dev/null && echo $$p && break; done)

# The newest released interpreter of the machine: on PATH under its own name, or among pyenv's.
NEWEST_VENV := .venv-newest
PEER_VENV   := .venv-peer
NEWEST ?= $(shell for p in python3 python3.14 python3.13 python3.12 $$(ls -d $$HOME/.pyenv/versions/*/bin/python3 2>/dev/null); do \
            $$p -c 'import sys; v = sys.version_info; v[3] == "final" and print(v[0], v[1], v[2], sys.executable)' 2>/dev/null; \
            done | sort -n -k1,1 -k2,2 -k3,3 | tail -n 1 | cut -d " " -f 4-)

COMPILE := pip compile --quiet --universal --python-version 3.11 --generate-hashes \
           --no-emit-index-url --no-annotate --no-header
# Where only pip knows the machine's index or certificates, pip does it, more slowly.
SYNC    = sync() { $(UV) pip sync --quiet --python $(PY) --require-hashes "$$1" || { \
            echo "uv could not; trying pip ..."; \
            $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r "$$1"; }; }; sync
INSTALL = $(UV) pip install --quiet --python $(PY) --no-deps --no-build-isolation --offline --editable .

.DEFAULT_GOAL := help
.PHONY: help env dev desk test check check-newest static docs pictures coverage bench faults lock clean

help:    ## say what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/'

$(UV): requirements/bootstrap.txt
	@test -n "$(PYTHON)" || { echo "Good Offices needs Python 3.11 or newer (or: make PYTHON=/path/to/python3 ...)"; exit 2; }
	@test -x $(PY) || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "$(PYTHON) has no working venv module. On Debian or Ubuntu: apt-get install python3-venv"; exit 2; }
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
	@touch $@

# A development environment is kept as one: it holds the run set too.
$(VENV)/.run-ok: $(UV) requirements/run.txt pyproject.toml
	@test -e $(VENV)/.dev-ok && set=dev || set=run; \
	  echo "installing requirements/$$set.txt into $(VENV) ..."; $(SYNC) requirements/$$set.txt && $(INSTALL)
	@touch $@

$(VENV)/.dev-ok: $(UV) requirements/dev.txt pyproject.toml
	@echo "installing requirements/dev.txt into $(VENV) ..."; $(SYNC) requirements/dev.txt && $(INSTALL)
	@touch $@ $(VENV)/.run-ok

env: $(VENV)/.run-ok   ## make .venv with what the program needs

dev: $(VENV)/.dev-ok   ## make .venv with what its tests and docs need, too

desk: $(VENV)/.run-ok   ## open the desk, with its environment made first where it is missing
	@$(VENV)/bin/goodoffices desk $(ARGS)

static: $(VENV)/.dev-ok
	$(VENV)/bin/ruff format --check --quiet .
	$(VENV)/bin/ruff check --quiet .
	$(VENV)/bin/pyright --pythonpath $(PY)
	$(VENV)/bin/lint-imports --no-cache --no-logo

# The browser's tests are a call of their own: Playwright leaves an event loop running in its worker.
# By file, as a journey is made once for all the tests of its file.
test: static docs   ## every check, every test, the docs
	$(PY) -m pytest -q -m "not browser" $(ARGS)
	$(PY) -m pytest -q -m browser --dist=loadfile $(ARGS)

check: static   ## the checks and tests that take under a minute, on the newest Python as well
	$(PY) -m pytest -q -m "not browser and not slow" $(ARGS)
	@if test -n "$(NEWEST)" && "$(NEWEST)" -c 'import sys; sys.exit(sys.argv[1] >= "%d.%d" % sys.version_info[:2])' \
	    "$$($(PY) -c 'import sys; print("%d.%d" % sys.version_info[:2])')"; \
	  then $(MAKE) --no-print-directory check-newest VENV=$(NEWEST_VENV) PYTHON="$(NEWEST)"; fi

check-newest: $(VENV)/.dev-ok
	@echo "the same tests on $$($(PY) --version):"
	$(PY) -m pytest -q -m "not browser and not slow" --ignore tests/repository $(ARGS)

docs: $(VENV)/.dev-ok   ## build docs/_build/html, warnings being errors
	$(PY) -m sphinx -W -n -E --keep-going -q -b html docs docs/_build/html

pictures: $(VENV)/.dev-ok   ## take the pictures of the docs from the running program
	$(PY) -m docs.pictures.make

coverage: $(VENV)/.dev-ok   ## say which lines and branches no test reaches (browser tests left out)
	$(PY) -m coverage erase
	$(PY) -m coverage run -m pytest -q -m "not browser" $(ARGS)
	@$(PY) -m coverage combine --quiet && $(PY) -m coverage report

bench: $(VENV)/.dev-ok $(PEER_VENV)/.ok   ## measure, as ratios within one run, NegMAS beside it in an environment of its own
	$(PY) -m benchmarks $(ARGS)

# Without it everything else is measured all the same.
$(PEER_VENV)/.ok: $(UV) requirements/peer.txt
	@test -x $(PEER_VENV)/bin/python || $(PYTHON) -m venv $(PEER_VENV)
	@echo "installing requirements/peer.txt into $(PEER_VENV) ..."; \
	  $(UV) pip sync --quiet --python $(PEER_VENV)/bin/python --require-hashes requirements/peer.txt || \
	  $(PEER_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps \
	    -r requirements/peer.txt || { echo "NegMAS could not be installed; measuring without it"; exit 0; }; \
	  touch $@

faults: $(VENV)/.dev-ok   ## cut the power, fail the disk and kill the desk, thousands of times; resumable
	$(PY) -m tests.faults $(ARGS)

lock: $(UV)   ## bring the pins in line with pyproject.toml; ARGS=--upgrade takes the newest
	$(UV) $(COMPILE) $(ARGS) requirements/bootstrap.in -o requirements/bootstrap.txt
	$(UV) $(COMPILE) $(ARGS) pyproject.toml requirements/build.in -o requirements/run.txt
	$(UV) $(COMPILE) $(ARGS) pyproject.toml requirements/build.in --all-extras -o requirements/dev.txt
	$(UV) $(COMPILE) $(ARGS) requirements/peer.in -o requirements/peer.txt

clean:   ## remove what builds and tests leave behind; the environments stay
	rm -rf build dist docs/_build .pytest_cache .ruff_cache .hypothesis .import_linter_cache .coverage .coverage.* htmlcov
	find src tests benchmarks docs -name __pycache__ -type d -prune -exec rm -rf {} +
