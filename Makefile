# Everything sets itself up: the first `make` of anything builds .venv.
# The first Python that is new enough and really runs: a version manager's stub may not.
PYTHON ?= $(shell for python in python3 python3.11 python3.12 python3.13; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; \
	done)
BIN := .venv/bin
# Setuptools warns of folders beside the package, which is how this project is laid out.
INSTALL := PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --constraint .ci/constraints.txt

.PHONY: demo test lint course attacks attacks-compare deadline bench tables image clean

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
	$(BIN)/autograder audit --seeds 3 --mutants 5

# Which attack gets through which layers of the box, each tried alone and each left out.
attacks: .venv/.ready-to-test
	$(BIN)/python tests/attacks/matrix.py --json build/measured/matrix.json

# The same attacks on nbgrader and on otter-grader, which gets an environment of its own in build/.
attacks-compare: .venv/.ready-to-test
	$(BIN)/python tests/benchmarks/attacks_compared.py --json build/measured/attacks.json

# The exchange's long tests: 500 students in a minute, a hundred kills, many requests by schema.
deadline: .venv/.ready-to-test
	$(BIN)/python -m pytest --soak -rP tests/exchange/test_load.py tests/exchange/test_faults.py \
		tests/exchange/test_schema.py

bench: .venv/.ready-to-test
	$(BIN)/python tests/benchmarks/bench.py --json build/measured/speed.json
	$(BIN)/python tests/benchmarks/scale.py --json build/measured/scale.json

# The README's tables, anew from what `bench`, `attacks` and `attacks-compare` have measured last and
# from an audit, which is quick enough to be made here.
tables: .venv/.ready-to-test
	mkdir -p build/measured
	$(BIN)/autograder audit pysmorch --seeds 50 --json > build/measured/audit.json
	$(BIN)/python tests/benchmarks/tables.py

# For machines that cannot box student code in by themselves; see .ci/Containerfile.
image: ENGINE ?= docker
image:
	@command -v $(ENGINE) >/dev/null || { echo "There is no $(ENGINE) here. Install it, or name another engine: make image ENGINE=podman"; exit 1; }
	$(ENGINE) build -t autograder -f .ci/Containerfile .

clean:
	rm -rf .venv build

.venv/.ready: pyproject.toml .ci/constraints.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; name one: make PYTHON=/path/to/python"; exit 1; }
	@echo "Setting up .venv once; this takes about a minute."
	$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --upgrade pip
	@$(INSTALL) --editable '.[serve]'
	touch $@

.venv/.ready-to-test: .venv/.ready
	@echo "Adding what the tests need; PyTorch is large."
	@$(INSTALL) --editable '.[dev,torch,dask]'
	touch $@
