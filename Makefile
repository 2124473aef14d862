# make demo: a newsroom with content, at http://127.0.0.1:8000/ ; make test: everything.

.DEFAULT_GOAL := help
SHELL := /bin/sh
HOST ?= 127.0.0.1
PORT ?= 8000
UV ?= uv
VERSIONS ?= 3.14 3.13 3.12 3.11 3

# The newest Python that works. A version manager's shim may stand on the PATH for a
# version that is not selected, and then fails: only running it tells.
WORKS = import ensurepip, ssl, sqlite3, sys, venv; assert (3, 11) <= sys.version_info < (3, 15)
PYTHON ?= $(shell \
	for v in $(VERSIONS); do \
	for p in python$$v "$$HOME"/.pyenv/versions/$$v*/bin/python \
		"$$HOME"/.local/share/uv/python/cpython-$$v*/bin/python3 \
		"$$HOME"/.asdf/installs/python/$$v*/bin/python; do \
	"$$p" -c '$(WORKS)' >/dev/null 2>&1 && { command -v "$$p"; exit; }; \
	done; done)
VERSION := $(if $(PYTHON),$(shell $(PYTHON) -c \
	'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null))
VENV := .venv-$(VERSION)
BIN := $(VENV)/bin
# An environment whose Python has been removed since is made again.
$(shell $(BIN)/python -c '' 2>/dev/null || rm -f $(VENV)/*.stamp)
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
DEMO := env DEBUG=1 SITE_URL=$${SITE_URL:-http://$(HOST):$(PORT)}

.PHONY: help python interpreter demo test lint check lock messages bench clean

help: ## say what there is
	@sed -n 's/^\([a-z]*\):.*## /make \1|/p' $(MAKEFILE_LIST) | column -t -s '|' 2>/dev/null \
	|| sed -n 's/^\([a-z]*\):.*## /make \1: /p' $(MAKEFILE_LIST)

python:
	@$(PYTHON) -c '$(WORKS)' 2>/dev/null && exit; \
	if [ "$(origin PYTHON)" != file ]; then \
		echo "PYTHON=$(PYTHON) is no Python 3.11 to 3.14 that can make an environment" \
			"(venv and ensurepip)." >&2; exit 1; \
	fi; \
	for p in python3 python3.14 python3.13 python3.12 python3.11; do \
		"$$p" -c 'import sys; assert (3, 11) <= sys.version_info < (3, 15)' \
			2>/dev/null || continue; \
		echo "$$p cannot make an environment. Install its venv package; on Debian" \
			"and Ubuntu: sudo apt install python3-venv" >&2; exit 1; \
	done; \
	echo "Python 3.11 to 3.14 is needed; on Debian and Ubuntu:" \
		"sudo apt install python3 python3-venv" >&2; exit 1

interpreter: python
	@echo $(PYTHON)

$(VENV)/venv.stamp: | python
	@echo "Making $(VENV) with $(PYTHON)"
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/core.stamp: requirements/core.txt $(VENV)/venv.stamp
	@echo "Installing what the newsroom runs on"
	@$(PIP) --require-hashes -r requirements/core.txt
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/venv.stamp
	@echo "Installing what tests and checks need"
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $(VENV)/core.stamp $@

demo: $(VENV)/core.stamp ## serve a newsroom with demo content, in the foreground
	@$(DEMO) $(BIN)/python manage.py migrate --verbosity 0
	@$(DEMO) $(BIN)/python manage.py load_demo
	@echo
	@echo "  Read:   http://$(HOST):$(PORT)/"
	@echo "  Write:  http://$(HOST):$(PORT)/admin/"
	@echo "  Log in as editor, desk, writer or photo; the password is newsroom-demo"
	@echo "  Stop with Ctrl-C; what you change stays in var/"
	@echo
	@exec $(DEMO) $(BIN)/python -m newsroom.serve --host $(HOST) --port $(PORT)

test: $(VENV)/dev.stamp ## run every test: SQLite, PostgreSQL, a real browser
	@$(BIN)/python -m tests $(TESTS)

lint: $(VENV)/dev.stamp ## style, types, import contracts, templates
	@failed=; say() { echo "$$@"; "$$@" || failed="$$failed $$(basename $$1)"; }; \
	say $(BIN)/ruff check .; \
	say $(BIN)/ruff format --check .; \
	say $(BIN)/mypy; \
	say $(BIN)/lint-imports; \
	say $(BIN)/djade --check --target-version 5.2 $$(find templates -name '*.html'); \
	[ -z "$$failed" ] || { echo "Failed:$$failed" >&2; exit 1; }

check: $(VENV)/dev.stamp ## Django's own checks, as in production; migrations complete
	@$(BIN)/python -m tests.production

lock: ## resolve the dependencies afresh (maintainers; needs uv)
	@command -v $(UV) >/dev/null || { \
		echo "make lock needs uv: pip install uv, or UV=/path/to/uv" >&2; exit 1; }
	@for name in core extras dev; do \
		echo "requirements/$$name.txt"; \
		$(UV) pip compile --quiet --upgrade --universal --python-version 3.11 \
			--fork-strategy requires-python --generate-hashes --no-emit-index-url \
			--no-emit-find-links --no-annotate --no-header \
			requirements/$$name.in -o requirements/$$name.txt || exit 1; \
	done

messages: $(VENV)/dev.stamp ## gather the texts for translators
	@$(BIN)/python -m tests.messages

bench: $(VENV)/dev.stamp ## measure what the desk, pictures and related articles cost
	@$(BIN)/python -m tests.bench_desk
	@$(BIN)/python -m tests.bench_pictures
	@$(BIN)/python -m tests.bench_related

clean: ## remove environments and caches; var/ with its content stays
	rm -rf .venv-* .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis \
		.coverage htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
