# Everything is installed into .venv/. Only the first run, and a change of the requirements, needs the network.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
# These paths are relative, so that the checkout may be in a folder with spaces in its name.
INSTALL := $(RUN) -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable

# The tests start many processes, which would each compile plainleaf anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help site serve check test test-all nu-checker editor screenshots clean

help: ## show this list
	@echo "What you can ask for (make site, for example):"
	@sed -n 's/^\([a-z-]*\):.*## /  \1\t/p' Makefile | expand -t 10

site: $(VENV)/site-ready ## build the site into public/
	@$(RUN) build.py
	@echo "To see it in a browser: make serve (which runs '$(RUN) build.py serve')"

serve: $(VENV)/site-ready ## show the site, and every change as you save it
	@$(RUN) build.py serve

check: $(VENV)/site-ready ## run every check on the site, write nothing
	@$(RUN) build.py check

# The slowest tests are next to each other: a worker that has none left takes some of the other's. Types are checked
# meanwhile, since the tests do not keep two processors busy all the time; what is wrong with them is said at the end.
test: $(VENV)/test-ready ## check the code and the site
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	@echo "$(RUN) -m mypy, beside the tests"; $(RUN) -m mypy >$(VENV)/types 2>&1 & types=$$!; \
	  $(RUN) -m pytest -n 2 --dist worksteal; tests=$$?; \
	  wait $$types; types=$$?; cat $(VENV)/types; exit $$((types || tests))

test-all: test ## the same, then every page in every mode and font, slow cases, and more random ones
	$(RUN) -m pytest -n 2 --dist worksteal -m "matrix or hypothesis" --hypothesis-profile thorough

nu-checker: $(VENV)/nu-checker ## fetch the checker of HTML for test-all: it needs Java and npm

editor: $(VENV)/editor ## fetch the editor in the browser for test-all: it needs npm

screenshots: editor $(VENV)/test-ready ## make the pictures of docs/how-to/edit-in-the-browser.md again
	PLAINLEAF_SCREENSHOTS=docs/images $(RUN) -m pytest -q tests/browser/test_editor.py -m matrix -k pictures_in_the_documents

clean: ## delete everything that was installed or built
	rm -rf $(VENV) public .public.plainleaf .mypy_cache .ruff_cache .pytest_cache .hypothesis dist

# The two files below show that an install has finished, so that an interrupted one is started again.

$(VENV)/site-ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "plainleaf needs Python 3.11 or newer. Name one, for example: make site PYTHON=python3.12"; exit 1; }
	@echo "Installing plainleaf into $(VENV)/ (once, about half a minute)"
	@$(PYTHON) -m venv $(VENV)
	@$(RUN) -m pip install --quiet --disable-pip-version-check --constraint constraints.txt pip
	@$(INSTALL) .
	@touch $@

# The Nu HTML Checker is published for npm only.
$(VENV)/nu-checker: $(VENV)/site-ready
	@rm -rf $@ && mkdir $@
	@cd $@ && npm pack --silent vnu-jar@26.9.27 >/dev/null && tar -xzf vnu-jar-*.tgz && rm vnu-jar-*.tgz

# Decap CMS, of the version that plainleaf knows by its digest. People fetch it with: plainleaf editor --fetch
$(VENV)/editor: plainleaf/command/editors/decap/bundle.py $(VENV)/site-ready
	@rm -rf $@ && mkdir $@
	@cd $@ && npm pack --silent "decap-cms@$$(sed -n 's/^VERSION = "\(.*\)"/\1/p' ../../$<)" >/dev/null
	@cd $@ && tar -xzf decap-cms-*.tgz package/dist/decap-cms.js && rm decap-cms-*.tgz

$(VENV)/test-ready: $(VENV)/site-ready
	@echo "Installing what the tests need into $(VENV)/ (once)"
	@$(INSTALL) . --group dev
	@touch $@
