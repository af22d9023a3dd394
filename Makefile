# make run    install, build the warehouse and serve it (default)
# make serve  the same for many visitors: several replicas behind a reverse proxy
# make test   lint, types, data check and all tests
# make check  the same without the slow tests, for daily use: under a minute
# make build  build the warehouse alone
# make later  tests without the browser, on data in which one more agreement was read two weeks later
# make mutants  try small changes to the code and tell which of them no test notices: SAMPLE=60 SEED=2 FILE='dashboard/core/*'
# make chaos  kill builds and replicas, fill the disk, take rights and names away: what visitors then see (some of it as root alone)
# make bench  measure speed
# make lock   pin what requirements*.txt name, and all that it brings, by version and hash
# make audit  list all packages (an SBOM), and ask whether weaknesses of them are known, where a service can be reached
# make twice  build all data twice, at odds in everything but the data, and compare byte by byte
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
# A file that is not the one whose hash the lock records is refused.
LOCKED := --require-hashes --no-deps -r
LOCK := $(VENV)-audit/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --custom-compile-command "make lock"

.DEFAULT_GOAL := run
.PHONY: run serve build test check later mutants chaos bench lock audit twice clean
# One after another, also under make -j: the steps share one environment.
.NOTPARALLEL:

run: build
	@$(BIN)/python -m dashboard pack
	@echo "Article 6 Atlas: http://localhost:$(PORT) (stop it with Ctrl+C)"
	@$(BIN)/streamlit run dashboard/app.py --server.port $(PORT)

# Several replicas (REPLICAS=4, else one a core) behind Caddy; with DOMAIN=atlas.example.org it gets certificates.
serve: build
	@$(PIP_INSTALL) $(LOCKED) requirements-serve.lock
	@$(BIN)/python -m dashboard pack --tight
	@$(BIN)/python -m dashboard serve --port $(PORT) $(if $(REPLICAS),--replicas $(REPLICAS)) $(if $(DOMAIN),--domain $(DOMAIN))

build: $(INSTALLED)
	@$(BIN)/python -m etl build

# Many tests start Python: what it has compiled is kept, also where the environment of the caller says not to.
test check later: export PYTHONDONTWRITEBYTECODE :=

test: $(INSTALLED_DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@# Types keep one core busy, the data another; both are waited for, and either may fail. A build checks all that `etl check` does.
	$(BIN)/mypy & types=$$!; \
		$(BIN)/python -m etl build && $(BIN)/python -m etl evidence; data=$$?; \
		wait $$types && exit $$data
	chromium="$$(bash tests/browser/ensure_chromium.sh $(BIN)/python)" && \
		echo "Chromium: $$chromium" && \
		$(BIN)/python -m pytest -n auto --dist worksteal -m "not browser" && \
		CHROMIUM="$$chromium" $(BIN)/python -m pytest -n 2 --dist worksteal tests/browser

# Tests that take long, because they build, fuzz, open every page or draw every figure: make test has them all.
FAST := tests/test_layers.py tests/test_rooms.py tests/test_readme.py \
	$(addprefix tests/dashboard/test_,$(addsuffix .py,addresses cache charts columns content delivery_rate extract facts_in_code figure filters \
	findings forms known_answers map_form network_forms palette picks places scenario summaries trajectory warehouse))

check: $(INSTALLED_DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy & types=$$!; $(BIN)/python -m etl check; data=$$?; wait $$types && exit $$data
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
	@# Other examples each time, and forty times as many as in make test: every curated table, every parameter of every page.
	@FUZZ=40 $(BIN)/python -m pytest -q tests/etl/test_corruption.py tests/dashboard/test_fuzz_addresses.py
	@set -e; chromium="$$(bash tests/browser/ensure_chromium.sh $(BIN)/python)"; \
	for script in tests/bench/measure_*.py; do \
		if [ -e "$$script" ]; then CHROMIUM="$$chromium" $(BIN)/python "$$script"; fi; \
	done

lock: $(VENV)-audit/.installed
	$(LOCK) requirements.txt -o requirements.lock
	$(LOCK) requirements.txt requirements-dev.txt -c requirements.lock -o requirements-dev.lock
	$(LOCK) requirements-serve.txt -o requirements-serve.lock
	$(LOCK) requirements-audit.txt -o requirements-audit.lock

audit: $(INSTALLED) $(VENV)-audit/.installed
	@$(BIN)/python tests/audit.py $(VENV)-audit/bin requirements.lock test-results

twice: $(INSTALLED)
	@$(BIN)/python tests/twice.py

clean:
	rm -rf $(VENV) $(VENV)-audit data/warehouse *.egg-info
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(INSTALLED): requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || \
		{ echo "$(PYTHON) not found. Install Python 3.11 or newer, or name yours: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) --version 2>&1). Name another: make PYTHON=python3.11" >&2; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV) || \
		{ echo "No environment could be made. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "Installing (about a minute, only when requirements change)"
	@$(PIP_INSTALL) $(LOCKED) requirements.lock
	@$(PIP_INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(INSTALLED_DEV): $(INSTALLED) requirements-dev.lock
	@echo "Installing what the tests need"
	@$(PIP_INSTALL) $(LOCKED) requirements-dev.lock
	@touch $@

$(VENV)-audit/.installed: requirements-audit.lock
	@$(PYTHON) -m venv $(VENV)-audit
	@$(VENV)-audit/bin/python -m pip install --quiet --disable-pip-version-check $(LOCKED) requirements-audit.lock
	@touch $@
