# Firstline: the commands of the house. `make help` prints them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=
JOBS ?= 2
PACKAGES := cli datasets evaluation kb_index models serving training
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
export HF_HUB_OFFLINE ?= 1
export TRANSFORMERS_OFFLINE ?= 1

.PHONY: help setup demo test coverage test-all check audit-dependencies format docs bench bench-serve screenshots contract wheel clean

help:  ## print these lines
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/.train: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) -e '.[train]'
	@touch $@

$(VENV)/.dev: $(VENV)/.train
	$(INSTALL) -e '.[train,audit,dev]'
	@mkdir -p .typing/firstline
	@for package in $(PACKAGES); do ln -sfn ../../$$package .typing/firstline/$$package; done
	@touch $@

$(VENV)/.finetune: $(VENV)/.dev
	$(INSTALL) -e '.[finetune,mlflow,audit,dev]'
	@touch $@

setup: $(VENV)/.dev  ## make .venv with the training and development tools (no torch)

demo: $(VENV)/.train  ## set up if needed, then run the product on the demo desk (ARGS=--once stops afterwards)
	$(BIN)/firstline demo $(ARGS)

test: setup  ## set up if needed, then every test but the slow ones
	$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup --no-loadscope-reorder -m "not slow and not scale" $(ARGS)

coverage: setup  ## the same, and which lines no test reaches; takes nearly twice as long
	$(BIN)/python -m pytest -m "not slow and not scale" --cov --cov-report=term:skip-covered $(ARGS)

test-all: $(VENV)/.finetune  ## every test, the slow ones and those that need torch or MLflow included
	$(BIN)/python -m pytest $(ARGS)

check: setup  ## format, lint, types, architecture, docs in step with code
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy $(addprefix .typing/firstline/,$(PACKAGES))
	$(BIN)/python -m pytest -q tests/test_architecture.py tests/test_docs.py

audit-dependencies: setup  ## known vulnerabilities of the pinned dependencies; skipped where no advisories can be reached
	$(BIN)/python tests/dependency_audit.py constraints.txt

format: setup  ## let ruff format and mend what it can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: setup  ## write docs/cli.md from the real commands
	$(BIN)/python -m firstline.cli.reference docs/cli.md

$(VENV)/.peers: $(VENV)/.finetune
	$(INSTALL) 'setfit==1.2.0'
	@touch $@

# It pins other versions than ours; where it does not install, the table says so and the rest is measured all the same.
$(VENV)-autointent/.made: constraints.txt
	rm -rf $(VENV)-autointent
	-$(PYTHON) -m venv $(VENV)-autointent && \
	  $(VENV)-autointent/bin/python -m pip install --quiet --disable-pip-version-check 'torch==2.13.0' \
	    'autointent[sentence-transformers,transformers]==0.4.0' || rm -rf $(VENV)-autointent
	@mkdir -p $(VENV)-autointent && touch $@

bench: $(VENV)/.peers $(VENV)-autointent/.made  ## the measured tables of docs/benchmarks.md, peers included (needs the public data sets)
	$(BIN)/python -m firstline.evaluation.benchmark --output docs/benchmarks.md $(ARGS)

# The callers: an environment of their own, so that nothing of theirs gets near what serves.
$(VENV)-load/.made: Makefile
	rm -rf $(VENV)-load
	$(PYTHON) -m venv $(VENV)-load
	$(VENV)-load/bin/python -m pip install --quiet --disable-pip-version-check 'locust==2.47.0'
	@touch $@

# A peer that pins other versions than ours; where it does not install, the table says so.
$(VENV)-infinity/.made: Makefile
	rm -rf $(VENV)-infinity
	-$(PYTHON) -m venv $(VENV)-infinity && \
	  $(VENV)-infinity/bin/python -m pip install --quiet --disable-pip-version-check 'torch==2.13.0' \
	    'infinity-emb[server,torch]==0.0.78' || rm -rf $(VENV)-infinity
	@mkdir -p $(VENV)-infinity && touch $@

bench-serve: $(VENV)/.peers $(VENV)-load/.made $(VENV)-infinity/.made  ## the service under load: docs/serving-benchmarks.md (needs the public data sets, an idle machine, 25 minutes)
	$(BIN)/python -m firstline.evaluation.serve_benchmark --output docs/serving-benchmarks.md $(ARGS)

screenshots: setup  ## write docs/images from the demo desk's page and report (needs Chromium)
	$(BIN)/python -m tests.browser.screenshots $(ARGS)

contract: $(VENV)/.train  ## call the commands and the HTTP interface from outside and check their shapes
	PATH="$(abspath $(BIN)):$$PATH" $(PYTHON) ../shared/contract_check.py

wheel: setup  ## build, install clean, run every sub-command's --help from /
	rm -rf dist build
	$(BIN)/python -m build --quiet --outdir dist .
	rm -rf $(VENV)-wheel && $(PYTHON) -m venv $(VENV)-wheel
	$(VENV)-wheel/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt dist/*.whl
	$(BIN)/python tests/installed_wheel.py $(VENV)-wheel

clean:  ## remove what the other targets made
	rm -rf $(VENV) $(VENV)-wheel $(VENV)-autointent $(VENV)-load $(VENV)-infinity .typing dist build *.egg-info .pytest_cache .mypy_cache .ruff_cache .coverage .hypothesis
