# What people do with the portal. README.md says what each needs.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
RUN := $(VENV)/bin/python

.DEFAULT_GOAL := help
.PHONY: help run serve test demo staff check bench crash drill docs lock messages

help:
	@echo "make run | test | check | serve | demo | bench | crash | drill | docs | messages | lock   (README.md)"

$(VENV)/installed: requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 12))' || \
		{ echo "Python 3.12 or newer is needed; '$(PYTHON)' is $$($(PYTHON) --version). Try: make PYTHON=/path/to/python3.13" >&2; exit 1; }
	@test -x $(RUN) || $(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

run: $(VENV)/installed
	@PORT=$(PORT) exec $(RUN) manage.py run

serve: $(VENV)/installed
	@PRODUCTION=on HTTPS=$(or $(HTTPS),off) PORT=$(PORT) exec $(RUN) manage.py run

test: $(VENV)/installed
	@$(RUN) manage.py compile_translations
	$(RUN) -m pytest

demo: $(VENV)/installed
	@$(RUN) manage.py migrate --verbosity 0
	@$(RUN) manage.py load_data
	@$(RUN) manage.py compile_translations
	@$(RUN) manage.py demo

staff: $(VENV)/installed
	@$(RUN) manage.py createsuperuser --email $(EMAIL)

check: $(VENV)/installed
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(RUN) manage.py makemigrations --check --dry-run
	$(RUN) manage.py compile_translations --check
	@PRODUCTION=on OFFICE_ADDRESS=- OBJECTION_ADDRESS=- OBJECTION_URL=- RECOVERY_IBAN=- APPEAL_URL=- \
		SECRET_KEY=$$($(RUN) -c 'import secrets; print(secrets.token_hex(32))') \
		$(RUN) manage.py check --deploy --fail-level WARNING

# Some ten minutes; less with BENCH="--sizes 50 --rounds 1".
bench: $(VENV)/installed
	@$(RUN) manage.py compile_translations
	@exec $(RUN) -m bench $(BENCH)

# docs/subsidies.md, from the code.
docs: $(VENV)/installed
	@$(RUN) manage.py write_docs

# Kills the web process during 200 submits and counts what is left.
crash: $(VENV)/installed
	@exec $(RUN) -m bench.crash $(CRASH)

# Restores a backup into an empty database and compares; exit status 1 where anything differs.
drill: $(VENV)/installed
	@exec $(RUN) -m drill $(DRILL)

# Needs GNU gettext: collects the texts to translate.
messages:
	$(RUN) manage.py makemessages --locale nl --locale de --no-location --no-wrap --ignore .venv

# Needs uv. The lock files carry no address of an index.
lock:
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.12 pyproject.toml --output-file requirements.txt
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.12 --extra s3 pyproject.toml --output-file requirements-s3.txt
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.12 --extra dev pyproject.toml --output-file requirements-dev.txt
