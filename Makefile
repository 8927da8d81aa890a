# Everything sets itself up: the first `make` of anything builds .venv.
# The first Python that is new enough and really runs: a version manager's stub may not.
PYTHON ?= $(shell for python in python3 python3.11 python3.12 python3.13; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; \
	done)
BIN := .venv/bin

.PHONY: demo test lint course attacks attacks-compare deadline bench image clean

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
	$(BIN)/python tests/attacks/matrix.py

# The same attacks on nbgrader and on otter-grader, which gets an environment of its own in build/.
attacks-compare: .venv/.ready-to-test
	$(BIN)/python tests/benchmarks/attacks_compared.py

# The exchange's long tests: 500 students in a minute, a hundred kills, many requests by schema.
deadline: .venv/.ready-to-test
	$(BIN)/python -m pytest --soak -rP tests/exchange/test_load.py tests/exchange/test_faults.py \
		tests/exchange/test_schema.py

bench: .venv/.ready-to-test
	$(BIN)/python tests/benchmarks/bench.py

# For machines that cannot box student code in by themselves; see .ci/Containerfile.
image:
	$(or $(ENGINE),docker) build -t autograder -f .ci/Containerfile .

clean:
	rm -rf .venv build

.venv/.ready: pyproject.toml .ci/constraints.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; name one: make PYTHON=/path/to/python"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --constraint .ci/constraints.txt --editable .
	touch $@

.venv/.ready-to-test: .venv/.ready
	$(BIN)/python -m pip install --quiet --constraint .ci/constraints.txt --editable '.[dev,torch,dask]'
	touch $@
