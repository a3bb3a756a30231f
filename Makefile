# Two commands do everything on a fresh machine with Python >= 3.11: `make demo` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
OUT ?= demo-output
SAMPLE := samples/sutskever.txt
MINUTES ?= 60
REAL ?= ../shared/real-inputs

# The programs of others that we are compared with; tests that want one skip where it is absent.
PEERS_NPM := axe-core citeproc@2.4.63 @citation-js/cli @retorquere/bibtex-parser biblatex-csl-converter
PEERS_PIP := playwright pypandoc_binary typst rispy pybtex

.PHONY: help demo test check format lint types slow fuzz fuzz-styles interop differential bench-citeproc wheel peers gallery clean

help:  ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	$(BIN)/python -m pip install --quiet --no-deps pyzotero  # it asks for bibtexparser 1, and works with 2
	@touch $@

demo: $(VENV)/.installed  ## the main job on the sample listing: a bibliography, and files in demo-output/
	@mkdir -p $(OUT)
	$(BIN)/citemill format $(SAMPLE) --style apa
	$(BIN)/citemill format $(SAMPLE) --style apa -o $(OUT)/publications.html
	$(BIN)/citemill export $(SAMPLE) -o $(OUT)/refs.bib -o $(OUT)/refs.ris -o $(OUT)/refs.json

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

slow: $(VENV)/.installed  ## the whole style repository, and the programs of others (see `make peers`)
	$(BIN)/python -m pytest -q -m slow

fuzz: $(VENV)/.installed  ## fuzz every reader for MINUTES each, with the files of others in REAL if there is such a folder
	mkdir -p build
	$(BIN)/python tests/formats/fuzz_readers.py --minutes $(MINUTES) --log build/fuzz.json $(if $(wildcard $(REAL)),--real $(REAL))

interop: $(VENV)/.installed  ## what other programs make of our files, field by field: writes docs/interop.md (wants `make peers`)
	$(BIN)/python tests/interop/run_interop.py --write

differential: $(VENV)/.installed  ## all styles, entry by entry, beside citeproc-js (wants `make peers`)
	mkdir -p build
	$(BIN)/python tests/differential/run_differential.py --jobs 2 --slowest --cache build/citeproc-js-answers \
		--report build/differential.md --json build/differential.json

fuzz-styles: $(VENV)/.installed  ## synthetic styles of all kinds beside citeproc-js (wants `make peers`)
	$(BIN)/python tests/differential/fuzz.py --cases 1000 --seed 1

bench-citeproc: $(VENV)/.installed  ## the speed of the processor beside that of others (wants `make peers`)
	$(BIN)/python benchmarks/citeproc.py --counts 1000 10000 50000 --limit 30 --out build --page docs/benchmarks.md

wheel: $(VENV)/.installed  ## build the wheel and try it in an environment of its own, outside the repository
	rm -rf dist build/bare
	$(BIN)/python -m build --quiet
	$(PYTHON) -m venv build/bare
	build/bare/bin/python -m pip install --quiet dist/*.whl
	cd / && $(CURDIR)/build/bare/bin/citemill format $(CURDIR)/$(SAMPLE) --style mla --limit 3
	cd / && $(CURDIR)/build/bare/bin/citemill export $(CURDIR)/$(SAMPLE) --limit 1

peers: $(VENV)/.installed  ## install the programs of others for `make slow` and the benchmarks
	npm install --silent --no-save --no-audit --no-fund --prefix .peers $(PEERS_NPM)
	$(BIN)/python -m pip install --quiet $(PEERS_PIP)
	$(PYTHON) -m venv .peers/cff && .peers/cff/bin/python -m pip install --quiet cffconvert  # wants an old jsonschema

gallery: $(VENV)/.installed  ## pictures of publication lists for docs/gallery (wants chromium, libreoffice, pdflatex)
	$(BIN)/python -m pip install --quiet '.[docx,pdf]' pillow
	$(BIN)/python tests/publications/gallery.py $(SAMPLE) docs/gallery

clean:  ## remove what the other targets made
	rm -rf $(VENV) .peers build dist demo-output .mypy_cache .pytest_cache .ruff_cache .coverage
