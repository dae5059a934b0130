# From a bare machine: Python 3.11 or newer, make, and the package registries. Nothing else.
#   make run    the sample, served on http://127.0.0.1:8000
#   make test   everything that is checked

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test check assets bench accuracy crash neo4j pictures wheel lock clean

# the first Python that is new enough; `make PYTHON=/path/to/python run` takes another
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo "$$p" && break; done)
PIP := .venv/bin/python -m pip --disable-pip-version-check --quiet
INSTALL := $(PIP) install --constraint constraints.txt --no-build-isolation
ARGS ?=

export PYTHONUTF8 := 1

help:
	@sed -n 's/^## //p' $(firstword $(MAKEFILE_LIST))

## make run       install, load the sample and serve it on http://127.0.0.1:8000
run: .venv/.run assets
	@.venv/bin/gongjin serve --sample $(ARGS)

## make test      install and run every check: ruff, mypy, pytest
test: check assets
	.venv/bin/python -m pytest $(ARGS)

## make check     the quick checks that come first: ruff, mypy
check: .venv/.dev
	.venv/bin/python -m ruff check .
	.venv/bin/python -m ruff format --check .
	.venv/bin/python -m mypy

## make bench     measure, beside a reference in the same run, into docs/performance.md
bench: .venv/.dev
	.venv/bin/python -m bench $(ARGS)

## make accuracy  score the reading against gold, into docs/accuracy.md (needs ../shared)
accuracy: .venv/.dev
	.venv/bin/python -m bench.accuracy $(ARGS)

## make crash     kill the loader, the keeper and Java at random moments and look what is left
crash: .venv/.dev
	.venv/bin/python -m bench.crash $(ARGS)

## make neo4j     run a Neo4j of one's own, print its GONGJIN_GRAPH, stop it on Ctrl-C (needs Maven)
neo4j: .venv/.dev
	@.venv/bin/python -m scripts.neo4j_server $(ARGS)

## make pictures  take the pictures of the README (needs Chromium)
pictures: .venv/.dev assets
	.venv/bin/python scripts/pictures.py $(ARGS)

## make wheel     build the wheel, pages and data inside, into dist/
wheel: .venv/.dev
	.venv/bin/python scripts/assets.py --strict
	.venv/bin/python -m build --wheel --no-isolation --outdir dist .

## make lock      resolve the dependencies anew into constraints.txt
lock:
	"$(PYTHON)" scripts/lock.py

## make clean     remove what make made; plans that were loaded stay
clean:
	rm -rf .venv build dist visual/static/vendor .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and none was found; make PYTHON=/path/to/python run takes another." >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "This Python cannot make a virtual environment: its venv or ensurepip is missing." >&2; \
		echo "On Debian, Ubuntu, Kylin or UOS: apt install python3-venv" >&2; exit 1; }
	"$(PYTHON)" -m venv .venv

# the stamps live inside .venv, so that they go when it goes
.venv/.run: pyproject.toml constraints.txt | .venv/bin/python
	$(PIP) install --constraint constraints.txt hatchling
	$(INSTALL) --editable .
	@touch $@

.venv/.dev: .venv/.run
	$(INSTALL) --editable '.[dev]'
	@touch $@

# quick where they are there and fit; tried again where they could not be had
assets: .venv/.run
	@.venv/bin/python scripts/assets.py
