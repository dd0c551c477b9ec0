# make report   your log -> charts and a report      make lab      the notebooks in JupyterLab
# make test     every test                           make check    lint, format and types
#
#   make report LOGS="my log.csv" START=2026-03-16 OUT=reports
#
# Everything is installed into .venv on the first call. Windows: see the README.

PYTHON ?= python3
LOGS ?=
START ?=
OUT ?= reports
PERSON ?=
# answers to what an import asks, such as OPTIONS="--month-first"
OPTIONS ?=
FUZZ ?=
BENCH ?=
TRUST ?=
# as typed: a $ in a file name is a $
override LOGS := $(value LOGS)
override OUT := $(value OUT)
override START := $(value START)
override PERSON := $(value PERSON)
export LOGS OUT START PERSON

py := .venv/bin/python

.PHONY: help setup report lab test check fuzz bench trust notebooks gallery sample
.DEFAULT_GOAL := help

help:
	@sed -n 's/^# \{0,1\}//p' Makefile | head -n 6

setup:
	@command -v "$(PYTHON)" >/dev/null || { echo "Cannot set up: $(PYTHON) was not found. Install Python 3.11 or newer."; exit 1; }
	@"$(PYTHON)" -I analysis/bootstrap.py

report: setup
	@$(py) -m analysis.cli report $${LOGS:+"$$LOGS"} --out "$$OUT" $${START:+--start "$$START"} $${PERSON:+--person "$$PERSON"} $(OPTIONS)

lab: setup
	@$(py) -m analysis.cli lab $${LOGS:+"$$LOGS"} $${START:+--start "$$START"} $${PERSON:+--person "$$PERSON"} $(OPTIONS)

test: setup
	@$(py) -m tests

check: setup
	@$(py) -m ruff check .
	@$(py) -m ruff format --check .
	@$(py) -m basedpyright --level error

# speed and memory as ratios -> benchmarks/results.md, in about ten minutes; BENCH="import start" for some topics
bench: setup
	@$(py) -m benchmarks $(BENCH)

# 20,000 broken files through the import, in about ten minutes; FUZZ="--seed 2" for others
fuzz: setup
	@$(py) -m tests.fuzz $(FUZZ)

# simulate every verdict: data/reference/trust.csv and docs/trust.png, in about half an hour; TRUST="--fresh"
trust: setup
	@$(py) -m tests.trust $(TRUST)

# run the tracked notebooks on the sample and save their outputs
notebooks: setup
	@$(py) -m analysis.cli notebooks

# draw every chart on invented people: docs/gallery.md and docs/gallery
gallery: setup
	@$(py) -m analysis.gallery

# write data/sample again, byte for byte
sample: setup
	@$(py) -m analysis.simulate
