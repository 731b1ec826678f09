# Everything runs in .venv, which is made on first use and renewed when pyproject.toml changes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT ?= demo-output
WORKERS ?= auto

.DEFAULT_GOAL := help
.PHONY: help demo test lint format golden pages bench docs clean

help:
	@echo "make demo    run the main job on the bundled region (make demo OUT=folder)"
	@echo "make test    run the tests"
	@echo "make lint    check style, types, layers, docstrings and the manual"
	@echo "make format  write the code in the house style"
	@echo "make golden  write the golden files anew; read the diff"
	@echo "make pages   write the generated pages of the manual anew"
	@echo "make bench   measure speed and memory"
	@echo "make docs    build the manual into site/"
	@echo "make clean   remove what was built; .venv stays"

$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "upriver needs Python 3.11 or newer; name one: make PYTHON=python3.12 ..." >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { \
	  echo "Python could not make $(VENV); on Debian install python3-venv first." >&2; exit 1; }
	@touch $@

# One stamp an extra: a second run installs nothing.
$(VENV)/installed: pyproject.toml $(VENV)/made
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/installed-%: pyproject.toml $(VENV)/made
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[$*]'
	@touch $@

demo: $(VENV)/installed
	$(BIN)/upriver demo --out $(OUT)

test: $(VENV)/installed-test
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --cov --cov-report=term

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	find src/upriver -name '*.py' -print0 | xargs -0 $(BIN)/numpydoc lint
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet --site-dir build/site

format: $(VENV)/installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

golden: $(VENV)/installed-test
	UPRIVER_REWRITE_GOLDEN=1 $(BIN)/python -m pytest tests/golden tests/reporting/test_facts.py -q

pages: $(VENV)/installed
	$(BIN)/python tools/make_docs.py

bench: $(VENV)/installed-bench
	$(BIN)/python benchmarks/main_job.py
	$(BIN)/python benchmarks/complexity.py
	$(BIN)/python benchmarks/interval_coverage.py
	$(BIN)/python benchmarks/entry.py
	$(BIN)/python benchmarks/inputoutput.py
	$(BIN)/python benchmarks/documents.py
	$(BIN)/python benchmarks/disruption.py
	$(BIN)/python benchmarks/systemic_risk.py
	$(BIN)/python benchmarks/planning.py
	$(BIN)/python benchmarks/planning_goals.py --quick
	$(BIN)/python benchmarks/planning_places.py

docs: $(VENV)/installed-docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

clean:
	rm -rf build dist site demo-output htmlcov .coverage .coverage.* \
	  .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests benchmarks docs -name __pycache__ -type d -prune -exec rm -rf {} +
