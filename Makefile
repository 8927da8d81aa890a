# Everything sets itself up: the first `make` of anything builds .venv.
PYTHON ?= $(shell command -v python3.13 || command -v python3.12 || command -v python3.11 || command -v python3)
BIN := .venv/bin

.PHONY: demo test lint course bench clean

demo: .venv/.ready
	$(BIN)/autograder demo

test: .venv/.ready-to-test lint
	$(BIN)/python -m pytest -n auto

lint: .venv/.ready-to-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# What is committed in release/, what every release promises, and how good the hidden checks are.
course: .venv/.ready-to-test
	$(BIN)/autograder release --check
	$(BIN)/autograder verify
	$(BIN)/autograder audit

bench: .venv/.ready-to-test
	$(BIN)/python tests/benchmarks/throughput.py

clean:
	rm -rf .venv build

.venv/.ready: pyproject.toml .ci/constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --constraint .ci/constraints.txt --editable .
	touch $@

.venv/.ready-to-test: .venv/.ready
	$(BIN)/python -m pip install --quiet --constraint .ci/constraints.txt --editable '.[dev,torch]'
	touch $@
