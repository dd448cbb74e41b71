# Four commands; everything they need is installed into the checkout (.venv) or, for the browser, by the system.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
export PORT
export OMP_NUM_THREADS := 1

.PHONY: demo test bench release-check lock browser clean

$(VENV)/run.stamp: requirements/base.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed. Name it with PYTHON=…" >&2; exit 1; }
	@echo "Installing into $(VENV), once"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@

demo: $(VENV)/run.stamp
	@$(BIN)/python -m participation demo

browser:
	@sh tests/install-browser.sh

test: $(VENV)/dev.stamp browser
	@$(BIN)/python tests/run.py

bench: $(VENV)/dev.stamp browser
	@$(BIN)/python -m tests.benchmarks

release-check: $(VENV)/dev.stamp browser
	@$(BIN)/python tests/release/check.py

LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml

lock: $(VENV)/dev.stamp
	$(LOCK) -o requirements/base.txt
	$(LOCK) -o requirements/dev.txt --extra dev -c requirements/base.txt

clean:
	rm -rf $(VENV) build instance
