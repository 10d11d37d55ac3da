# The commands of every day; `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help setup demo test test-rt check format lint types architecture up lock clean
BIN := .venv/bin
PYTEST := OMP_THREAD_LIMIT=1 $(BIN)/pytest

help:            ## what can be made
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

setup:           ## system packages and environment; nothing where all is there
	@scripts/setup.sh

demo: setup      ## the whole system on the sample cases, once
	@$(BIN)/sagsklar demo

up: setup        ## the whole system, until Ctrl-C
	@$(BIN)/sagsklar up

test: setup      ## all tests, on two cores
	@$(PYTEST) -n 2 --dist loadscope --no-loadscope-reorder

test-rt: setup   ## the adapter of Request Tracker, against a real one from Debian's packages
	@scripts/install-rt.sh
	@$(PYTEST) -m rt tests/flows/test_case_systems_rt.py

check: setup format lint types architecture test  ## all that a commit must pass

format:
	@$(BIN)/ruff format --check .

lint:
	@$(BIN)/ruff check .

types:
	@$(BIN)/mypy

architecture:
	@$(BIN)/lint-imports

lock:            ## pins every dependency anew, with hashes, naming no index
	@scripts/lock.sh

clean:           ## everything that a command can make again
	@rm -rf .venv .sagsklar .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
