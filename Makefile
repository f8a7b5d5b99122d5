# One verb for each thing one does here. Needs make and Python 3.11 or newer with venv; the rest comes by itself.
#   make serve    environment, dependencies, the shipped data built, the server on http://127.0.0.1:8000
#   make test     environment, test dependencies, a headless browser, then everything that must pass
#   make lint | fix | build | bench | dist | lock | messages | clean

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
UV ?= uv
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# The browser, the letters it draws (Latin, Cyrillic, Sámi), and what opens our PDF.
BROWSER := chromium fonts-dejavu-core fonts-noto-core poppler-utils

.DELETE_ON_ERROR:
.PHONY: serve test lint fix build bench dist lock messages clean browser

serve: build
	$(BIN)/mapserver serve --host $(HOST) --port $(PORT)

build: $(VENV)/run.stamp
	$(BIN)/mapserver build

test: lint browser
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadgroup $(ARGS)

lint: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

fix: $(VENV)/test.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/test.stamp
	$(BIN)/python -m pytest tests/benchmarks $(ARGS)

dist: $(VENV)/run.stamp
	$(BIN)/hatchling build

# Resolves the ranges of pyproject.toml anew: `make lock ARGS=--upgrade`. The only verb that needs uv.
LOCK := $(UV) pip compile pyproject.toml --group build --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --quiet --custom-compile-command 'make lock'
lock:
	@command -v $(UV) >/dev/null || { echo "make lock needs uv: $(PYTHON) -m pip install uv" >&2; exit 1; }
	$(LOCK) $(ARGS) --output-file requirements/run.txt
	$(LOCK) $(ARGS) --extra test --constraint requirements/run.txt --output-file requirements/test.txt

# Brings new messages of the interface into the catalogue of every language; what is gone leaves them.
TRANSLATIONS := mapserver/web/translations
LANGUAGES := nb se sv fi ru bg sr_Cyrl mk tr sk uk
messages: $(VENV)/test.stamp
	$(BIN)/pybabel -q extract --mapping $(TRANSLATIONS)/babel.cfg --keywords 'N_ pattern:2 tell:2 tell_plural:2,3' --add-comments 'Translators:' \
	  --add-location file --sort-by-file --no-wrap --project border-mapserver --output-file $(VENV)/messages.pot mapserver
	for language in $(LANGUAGES); do \
	  $(BIN)/pybabel -q update --init-missing --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date \
	    --no-wrap --input-file $(VENV)/messages.pot --output-dir $(TRANSLATIONS) --locale $$language || exit 1; \
	done

# Leaves the state (.mapserver) alone: drafts and pinned embeds live there.
clean:
	rm -rf $(VENV) dist .mypy_cache .pytest_cache .ruff_cache .hypothesis test-results
	find mapserver tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/made.stamp:
	@command -v $(PYTHON) >/dev/null || { \
	  echo "$(PYTHON) is not installed. Install Python 3.11 or newer (Debian: apt-get install python3-venv)," \
	    "or name another one: make PYTHON=..." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "$(PYTHON) is $$($(PYTHON) --version 2>&1); Python 3.11 or newer is needed: make PYTHON=..." >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "$(PYTHON) cannot make environments. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/run.stamp: requirements/run.txt pyproject.toml | $(VENV)/made.stamp
	$(PIP) install --require-hashes -r requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# The test lock holds everything that the run lock holds, in the same versions.
$(VENV)/test.stamp: requirements/test.txt pyproject.toml | $(VENV)/made.stamp
	$(PIP) install --require-hashes -r requirements/test.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $(VENV)/run.stamp $@

browser:
	@if { command -v chromium || command -v chromium-browser; } >/dev/null && command -v pdftotext >/dev/null; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ]; then root=env; else root="sudo -n env"; fi; \
	if command -v apt-get >/dev/null && $$root true 2>/dev/null; then \
	  echo "Installing $(BROWSER)"; \
	  $$root DEBIAN_FRONTEND=noninteractive apt-get -qq update && \
	  $$root DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends $(BROWSER) </dev/null; \
	else \
	  echo "The suite drives a headless Chromium ('chromium' or 'chromium-browser') and opens PDF with 'pdftotext': install" \
	    "them with the system's package manager (Debian: sudo apt-get install $(BROWSER))." >&2; exit 1; \
	fi
