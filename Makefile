# `make` lists the commands. They need python3 (3.11 or newer) with venv, and nothing else.

PYTHON ?= python3
HOST ?= localhost
PORT ?= 8000
AJAR_STATIC ?= $(CURDIR)/var/static
export HOST PORT AJAR_STATIC

BIN := .venv/bin
STATIC := $(AJAR_STATIC).stamp
SOURCES := $(shell find static -print) config/static.py
PACKAGES := accounts config guidance journal tests bench
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check install --require-hashes
HTML = $$(find templates -name '*.html')

# What `make check` pretends to be, so that the deploy checks have something to look at.
# ajar.W001 says that no help line is verified: an operator's work, not the code's.
DEPLOYED = AJAR_TLS=1 AJAR_TLS_PROXY=1 AJAR_PROXIES=1 ALLOWED_HOSTS=journal.example.org \
	AJAR_SILENCED_CHECKS=ajar.W001 \
	SECRET_KEY=only-for-the-check-$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))')
SCRATCH = dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && export AJAR_DATA="$$dir"

# The demo has a database and keys of its own, whatever the environment says of yours.
DEMO_DATA ?= $(CURDIR)/var/demo
ON_DEMO = env -u DATABASE_URL -u AJAR_KEYS -u AJAR_KEYS_FILE AJAR_DATA="$(DEMO_DATA)"

.PHONY: help run build demo editor backup restore test prove torture bench check lock clean

help:
	@echo 'make run                    start Ajar on http://localhost:8000 (PORT=…, HOST=…)'
	@echo 'make demo                   make a year of made-up pages to look at, in var/demo'
	@echo 'make run DEMO=1             start on that demo, apart from your own journal'
	@echo 'make build                  what make run does before it starts: install, collect'
	@echo 'make editor EMAIL=…         let an account edit the guidance'
	@echo 'make backup [FILE=…]        copy the database (never the keys) into a new file'
	@echo 'make restore FILE=…         put such a copy into an empty place'
	@echo 'make test                   all tests: SQLite, PostgreSQL, and a real browser'
	@echo 'make prove                  plant faults that leak or lose: each has to turn its test red'
	@echo 'make torture                kill the server while it saves, 500 times (KILLS=…): nothing may be lost'
	@echo 'make bench                  measure how fast it is, on a database of its own (SCALE=1m: among others)'
	@echo 'make check                  format, lint, types, imports, templates, migrations, deployment'
	@echo 'make lock                   write the hashed requirements again from pyproject.toml'
	@echo 'make clean                  remove what was made: .venv, collected files, caches; no journal'

run: .venv/.run $(STATIC)
ifneq ($(filter-out 0,$(DEMO)),)
	@$(ON_DEMO) $(BIN)/python manage.py make_demo --once
	@exec $(ON_DEMO) $(BIN)/gunicorn --config config/gunicorn.py
else
	@exec $(BIN)/gunicorn --config config/gunicorn.py
endif

build: .venv/.run $(STATIC)

demo: .venv/.run
	@$(ON_DEMO) $(BIN)/python manage.py make_demo
	@echo 'Look at it: make run DEMO=1'

editor: .venv/.run
	@test -n "$(EMAIL)" || { echo 'Say whom: make editor EMAIL=you@example.org'; exit 2; }
	@$(BIN)/python manage.py make_editor "$(EMAIL)"

backup: .venv/.run
	@$(BIN)/python manage.py backup $(if $(FILE),"$(FILE)")

restore: .venv/.run
	@test -n "$(FILE)" || { echo 'Say which: make restore FILE=var/backups/ajar-….sqlite3'; exit 2; }
	@$(BIN)/python manage.py restore "$(FILE)"

test: .venv/.dev $(STATIC)
	@$(BIN)/python tests/everything.py

prove: .venv/.dev $(STATIC)
	@$(BIN)/python tests/prove.py $(FAULTS)

torture: .venv/.dev $(STATIC)
	@$(BIN)/python tests/torture.py

bench: .venv/.dev $(STATIC)
	@$(BIN)/python -m bench $(if $(SCALE),--scale $(SCALE))

check: .venv/.dev
	$(BIN)/ruff format --check $(PACKAGES) manage.py
	$(BIN)/ruff check $(PACKAGES) manage.py
	$(BIN)/djade --target-version 5.2 --check $(HTML)
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/lint-imports --no-logo
	@echo mypy
	@$(SCRATCH) && $(BIN)/mypy
	@echo 'manage.py makemigrations --check, check --deploy'
	@$(SCRATCH) && $(BIN)/python manage.py makemigrations --check --dry-run
	@$(SCRATCH) && $(DEPLOYED) $(BIN)/python manage.py check --deploy --fail-level WARNING
	@echo 'Everything is in order.'

lock: .venv/.dev
	$(LOCK) --output-file requirements.txt pyproject.toml
	$(LOCK) --output-file requirements-dev.txt --constraint requirements.txt --group dev pyproject.toml
	@! grep -nE 'https?://|file://|index-url|find-links' requirements*.txt \
		|| { echo 'A requirements file names a registry or a folder (see above).'; exit 1; }

LOCK = UV_CUSTOM_COMPILE_COMMAND='make lock' $(BIN)/uv pip compile --quiet --universal \
	--python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links

clean:
	rm -rf .venv var/static var/static.stamp .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	rm -rf .hypothesis .coverage test-results
	find $(PACKAGES) -name __pycache__ -prune -exec rm -rf {} +

# --- what the commands stand on ---------------------------------------------------------------

.venv/.run: requirements.txt
	@$(VENV)
	@echo 'Installing what Ajar needs (once, under a minute) …'
	@$(PIP) -r requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt
	@$(VENV)
	@echo 'Installing what the tests and checks need (once, about a minute) …'
	@$(PIP) -r requirements-dev.txt
	@touch .venv/.run $@

# A folder that was moved, or a Python that went away, leaves a .venv that does not run.
define VENV
if ! $(BIN)/python -c 'import pip' 2>/dev/null; then \
	command -v $(PYTHON) >/dev/null \
		|| { echo 'Ajar needs Python 3.11 or newer. On Debian: apt install python3 python3-venv'; exit 1; }; \
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Ajar needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V). Name another: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }; \
	$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo 'Python has no venv here. On Debian: apt install python3-venv'; exit 1; }; \
	rm -rf .venv && $(PYTHON) -m venv .venv; \
fi
endef

$(STATIC): $(SOURCES) requirements.txt | .venv/.run
	@mkdir -p $(@D)
	@echo 'Collecting static files …'
	@$(BIN)/python manage.py collectstatic --noinput --verbosity 0
	@touch $@
