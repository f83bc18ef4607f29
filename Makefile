# `make app` opens the map, `make test` checks everything; `make help` lists the rest. Both need no more than
# Debian or Ubuntu with Python 3.11 or newer and make; what else they need they install, or say how to.

PORT ?= 8501
ADDRESS ?= localhost
PYTHON ?= python3
# `make app DEBUG=1` shows tracebacks in the page, and sees edits of the code.
DEBUG ?= $(PETAPROGRAM_DEBUG)

# Compiled modules are kept: a process that may not keep them compiles two thousand, which takes it 3 seconds.
unexport PYTHONDONTWRITEBYTECODE

VENV := .venv
RUN := $(VENV)/bin/python -m
# What is not imported need not be compiled: half of the time.
PIP := $(RUN) pip install --quiet --disable-pip-version-check --no-compile
# A stamp is younger than the requirements it stands for; without a change nothing is installed again.
APP := $(VENV)/.app-installed
DEV := $(VENV)/.dev-installed
# A worker takes a whole file, so that what its tests share (a server, an atlas) is made once, and files in the order of
# tests/conftest.py. Two for two cores: with three the same tests take as long, and wait for each other.
WORKERS ?= 2
TEST := $(RUN) pytest --numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder
# The browser tests take the one named in the variable CHROMIUM, or the first of these.
BROWSERS := chromium chromium-browser google-chrome

# Installs Debian packages where that asks for no password, and fails where it would.
apt = { \
	if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then root=env; \
	elif command -v apt-get >/dev/null && sudo -n true 2>/dev/null; then root="sudo -n env"; \
	else false; fi && { \
	echo "Installing $(1) with apt-get ..."; \
	$$root DEBIAN_FRONTEND=noninteractive apt-get update -qq; \
	$$root DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(1) >/dev/null; }; }

.DEFAULT_GOAL := help
.PHONY: help app quick test lint messages bench clean browser postgres

help:
	@echo "make app      open the map (PORT=$(PORT) ADDRESS=$(ADDRESS) PYTHON=$(PYTHON))"
	@echo "make quick    style, types and every test that needs no browser or PostgreSQL and writes no large file"
	@echo "make test     style, types and every test, in a real browser too"
	@echo "make lint     style and types only"
	@echo "make messages bring the catalogues of the languages into step with the code"
	@echo "make bench    say how to measure"
	@echo "make clean    remove what the commands above made in this folder"

# Streamlit opens the page itself where there is a screen. It must not stop to ask for an e-mail address.
app: $(APP)
	@echo "PetaProgram: http://$(ADDRESS):$(PORT) (Ctrl-C stops it)"
	@PETAPROGRAM_DEBUG=$(DEBUG) exec $(RUN) streamlit run app.py --server.address $(ADDRESS) --server.port $(PORT) \
		--server.showEmailPrompt false $(if $(filter 1,$(DEBUG)),--server.fileWatcherType auto)

quick: lint
	$(TEST) -m "not browser and not export and not postgres"

test: lint browser postgres
	$(TEST)

lint: $(DEV)
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy --num-workers 2

messages: $(DEV)
	$(RUN) tools.messages

bench: $(DEV)
	@echo "benchmarks/README.md says what is measured and how. To measure (it takes a while):"
	@echo "    $(VENV)/bin/python benchmarks/page.py"

# The last good copy of the boundaries (.petaprogram) stays.
clean:
	rm -rf $(VENV) build src/*.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find src pages tests -name __pycache__ -type d -exec rm -rf {} +

browser:
	@for name in $${CHROMIUM:-$(BROWSERS)}; do command -v $$name >/dev/null && exit 0; done; \
	$(call apt,chromium) || $(call apt,chromium-browser) || { \
		echo "The browser tests need Chromium or Google Chrome. Install one of them, for instance with" >&2; \
		echo "    sudo apt-get update && sudo apt-get install -y chromium" >&2; \
		echo "(on Ubuntu: chromium-browser), and run the command again." >&2; exit 1; }

# The tests start a server of their own; Debian also starts one, which they leave alone.
postgres:
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || $(call apt,postgresql) || { \
		echo "The tests of the store need PostgreSQL. Install it, for instance with" >&2; \
		echo "    sudo apt-get update && sudo apt-get install -y postgresql" >&2; \
		echo "and run the command again." >&2; exit 1; }

$(DEV): requirements-dev.txt $(APP)
	@echo "Installing what the tests need (about 80 MB, once) ..."
	@$(PIP) -r requirements-dev.txt
	@touch $@

$(APP): requirements.txt pyproject.toml | $(VENV)/bin/pip
	@echo "Installing the packages of requirements.txt (about 300 MB, once) ..."
	@$(PIP) -r requirements.txt
	@touch $@

# pip is the last thing that venv installs: an environment without it is a broken one, and is made again.
$(VENV)/bin/pip:
	@command -v $(PYTHON) >/dev/null || { \
		echo "'$(PYTHON)' is not there. Install Python 3.11 or newer, for instance with" >&2; \
		echo "    sudo apt-get update && sudo apt-get install -y python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "PetaProgram needs Python 3.11 or newer; this is $$($(PYTHON) --version)." >&2; \
		echo "Where another one is installed, name it: make app PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || $(call apt,python3-venv) || { \
		echo "Python cannot make virtual environments yet. Run" >&2; \
		echo "    sudo apt-get update && sudo apt-get install -y python3-venv" >&2; \
		echo "and run the command again." >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)
