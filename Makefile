# Two commands do everything on a fresh machine with Python >= 3.11: `make demo` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: help demo test check format lint types slow peers clean

help:  ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@

test: $(VENV)/.installed  ## the quick tests
	$(BIN)/python -m pytest -q

lint: $(VENV)/.installed  ## formatting and lint
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.installed  ## mypy --strict on src/
	$(BIN)/mypy

check: lint types test  ## everything that must be green before a commit

format: $(VENV)/.installed  ## put the code into its standard form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

slow: $(VENV)/.installed  ## the whole style repository, external programs
	$(BIN)/python -m pytest -q -m slow

peers: $(VENV)/.installed  ## other programs that the checks and benchmarks compare with (wants node and npm)
	npm install --silent --no-audit --no-fund --prefix .peers citeproc@2.4.63
	$(BIN)/python -m pip install --quiet pypandoc_binary typst

clean:  ## remove what the other targets made
	rm -rf $(VENV) .peers build dist demo-output .mypy_cache .pytest_cache .ruff_cache .coverage
