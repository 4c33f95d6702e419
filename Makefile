.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin

help: ## show these targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

.venv/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade-strategy only-if-needed -c constraints.txt -e '.[dev]'
	@touch $@

setup: .venv/ready ## make .venv and install everything, pinned

run: .venv/ready ## live through the plan of the sample passport: Prefect UI, web desk, demo clock, letters in the console
	VEKHA_HOME=$${VEKHA_HOME:-var/demo} VEKHA_CLOCK=$${VEKHA_CLOCK:-2018-12-24T09:00+07:00@14400} \
	VEKHA_WEB_URL=$${VEKHA_WEB_URL:-http://127.0.0.1:8080} VEKHA_METRICS_PORT=$${VEKHA_METRICS_PORT:-9464} \
	$(BIN)/vekha up --sample --people mixed

test: .venv/ready ## every test, with real servers, in two processes
	$(BIN)/python -m pytest -n 2

check: .venv/ready ## ruff, mypy strict, import-linter, docs drawn from code
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m docs.drawn --check

fmt: .venv/ready ## put the code in order
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: .venv/ready ## draw docs/STATES.md and docs/ru/letters.md from the code
	$(BIN)/python -m docs.drawn

bench: .venv/ready ## the figures of the README, on this machine
	$(BIN)/vekha bench

.PHONY: help setup run test check fmt docs bench
