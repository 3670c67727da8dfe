# Every target does all its own set-up: it makes .venv with the pinned dependencies on the first
# run, and again when these changed. What answers with the default model (requirements.txt) needs no
# torch; the tests, and any other model, need all of constraints.txt. Only Python 3.11+ must be there.

.DEFAULT_GOAL := help
.PHONY: help ask browse chat index serve check test lint types widget widget-package docs bench constraints clean

PYTHON := .venv/bin/python
READY := .venv/.ready
COMPLETE := .venv/.complete
# The Python that .venv is made with, such as python3.13; unset: the first one that will do.
USE_PYTHON ?=
# Where torch comes from, such as https://download.pytorch.org/whl/cpu; unset: as pip is set up.
TORCH_INDEX ?=
# More arguments for the command that a target runs: make test ARGS="-k settings"
ARGS ?=

# The question as it was typed: make would read a $ in it.
export QUESTION := $(value Q)
# The user's own Python set-up doesn't reach into .venv.
unexport PYTHONPATH PYTHONHOME PYTHONDONTWRITEBYTECODE PIP_TARGET PIP_PREFIX PIP_REQUIRE_VIRTUALENV
export PIP_USER := 0
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# A .venv that was moved, or whose Python is gone, is set up anew.
$(shell [ "$$(cat $(READY) 2>/dev/null)" = "$$(pwd -P)" ] && $(PYTHON) -c '' >/dev/null 2>&1 || rm -f $(READY) $(COMPLETE))

help:
	@echo 'make ask Q="How long does it take to become a technical project manager?"'
	@echo 'make browse       the chat, in the browser'
	@echo 'make serve        the HTTP API, on http://127.0.0.1:8000 (PORT=… for another port)'
	@echo 'make chat         a conversation on the command line'
	@echo 'make check        lint, types and the quick tests;  make test: all of them'
	@echo 'make docs, make widget, make bench, make clean'

ask: $(READY)
	@if [ -z "$$QUESTION" ]; then \
	  echo 'usage: make ask Q="How long does it take to become a technical project manager?"' >&2; \
	  exit 2; \
	fi; \
	$(PYTHON) -m bot ask $(ARGS) -- "$$QUESTION" || [ $$? -eq 3 ]  # 3: no article answers it

chat: $(READY)
	@$(PYTHON) -m bot chat $(ARGS)

index: $(READY)
	@$(PYTHON) -m bot index $(ARGS)

serve: $(READY)
	@$(PYTHON) -m bot serve $(if $(PORT),--port $(PORT)) $(ARGS)

# One word more: make ask Q="…" browse
browse: $(READY)
	@$(PYTHON) -m bot serve --open $(if $(PORT),--port $(PORT)) $(ARGS)

# The inner loop. What it leaves out needs a browser or another process, or takes its time.
check: lint $(COMPLETE)
	@$(PYTHON) -m mypy
	@$(PYTHON) -m pytest -n auto -m "not (browser or server or random or growth or sets or export)" $(ARGS)

test: $(COMPLETE)
	@$(find_programs)
	@$(PYTHON) -m pytest -n auto --maxprocesses 4 --dist loadgroup $(ARGS)

lint: $(COMPLETE)
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .

types: $(COMPLETE)
	@$(PYTHON) -m mypy
	@if command -v npm > /dev/null; then $(MAKE) --no-print-directory node_modules && npm run --silent types; \
	else echo "no npm: the widget's types were not checked" >&2; fi

# The widget's one file, of its sources; only who changes those needs Node.
widget: node_modules $(COMPLETE)
	@npm run --silent build
	@$(PYTHON) -m bot.widget.pack

# The same as a package for npm, with its types; nobody publishes it.
widget-package: node_modules
	@rm -rf build/careerbot-widget
	@node bot/widget/build.mjs build/careerbot-widget
	@cd build && npm pack --silent ./careerbot-widget

node_modules: package-lock.json
	@npm ci --silent --no-audit --no-fund
	@touch node_modules

# What the docs take from the code.
docs: $(COMPLETE)
	@$(PYTHON) -m docs.readme
	@$(PYTHON) -m docs.architecture

# What bench/README.md shows; the other libraries get an environment of their own.
bench: $(COMPLETE) build/peers/.ready build/precision
	@$(PYTHON) -m bench.peers --peers build/peers/bin/python $(ARGS)
	@$(PYTHON) -m bench.http
	@$(PYTHON) -m bench.profile
	@$(PYTHON) -m bench.scale --chart bench/scale.svg
	@PYTHONPATH=build/precision $(PYTHON) -m bench.precision

build/peers/.ready: bench/peers.txt constraints.txt
	@set -e; $(find_python); \
	rm -rf build/peers; "$$python" -m venv build/peers; \
	build/peers/bin/python -m pip install --quiet --no-deps $(if $(TORCH_INDEX),--index-url "$(TORCH_INDEX)") \
	  "$$(grep '^torch==' constraints.txt)"; \
	build/peers/bin/python -m pip install --quiet -c constraints.txt -r bench/peers.txt; \
	touch build/peers/.ready

build/precision: bench/precision.txt
	@rm -rf $@
	@$(PYTHON) -m pip install --quiet --target $@ --no-deps -r bench/precision.txt

clean:
	rm -rf .venv build dist var .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Sets $$python to the first Python that will do, or says in one line what is missing.
define find_python
for python in $(USE_PYTHON) python3.11 python3.12 python3.13 python3.14 python3 python ''; do \
  if [ -z "$$python" ]; then \
    echo 'careerbot needs Python 3.11 or newer with its venv module (Debian: apt install python3-venv)' >&2; \
    exit 1; \
  fi; \
  if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
  then break; fi; \
done
endef

# The widget is tested in two browsers, and services behind HAProxy. The other servers that tests
# talk to come with .venv.
define find_programs
has() { for name in "$$@"; do if command -v $$name > /dev/null; then return 0; fi; done; return 1; }; \
wanted=; \
has chromium chromium-browser google-chrome chrome || wanted=chromium; \
has firefox-esr firefox || wanted="$$wanted firefox-esr"; \
has haproxy /usr/sbin/haproxy || wanted="$$wanted haproxy"; \
if [ -z "$$wanted" ]; then exit 0; fi; \
if [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; then \
  echo "Installing $$wanted, which some tests need …" >&2; \
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y $$wanted > /dev/null; \
else \
  case "$$wanted" in chromium*) $(PYTHON) -m playwright install chromium >&2 ;; esac; \
  has firefox-esr firefox && has haproxy; \
fi || echo "Not installed: $$wanted. The tests that need it are skipped" >&2
endef

# The package itself comes without its dependencies, most of which is torch. What it needs is installed
# by two pips at once, as most of a pip's time is one core's, for looking through what there is; what
# nothing imports goes, and the setuptools that a venv of Python 3.11 begins with.
$(READY): pyproject.toml requirements.txt
	@set -e; $(find_python); \
	rm -f $(READY) $(COMPLETE); \
	if [ -e .venv/.unfinished ] || ! $(PYTHON) -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	  rm -rf .venv; \
	  "$$python" -m venv .venv; \
	fi; \
	touch .venv/.unfinished; \
	echo "Setting up .venv with $$($(PYTHON) --version), once: half a minute …" >&2; \
	for half in 0 1; do awk "NR % 2 == $$half" requirements.txt > .venv/half$$half.txt; done; \
	install='$(PYTHON) -m pip install -qq --no-deps --no-compile'; failed=; \
	$$install -r .venv/half0.txt >&2 & first=$$!; \
	$$install -r .venv/half1.txt -e . >&2 || failed=1; \
	wait $$first || failed=1; \
	if [ -n "$$failed" ]; then exit 1; fi; \
	$(PYTHON) -m pip uninstall -qq --yes setuptools; \
	$(PYTHON) deploy/trim.py; \
	rm -f .venv/half?.txt .venv/.unfinished; \
	pwd -P > $(READY)

# torch comes first and alone: its dependencies are pinned here, wherever it comes from itself.
$(COMPLETE): $(READY) constraints.txt
	@set -e; \
	rm -f $(COMPLETE); \
	echo 'Setting up what the tests need, once: a few minutes …' >&2; \
	$(PYTHON) -m pip install --no-deps $(if $(TORCH_INDEX),--index-url "$(TORCH_INDEX)") \
	  "$$(grep '^torch==' constraints.txt)" >&2; \
	$(PYTHON) -m pip install --quiet -c constraints.txt -e '.[dev]' >&2; \
	touch $(COMPLETE)

# The pins: all that a fresh environment holds, less what only this machine would know.
constraints:
	@set -e; $(find_python); \
	rm -rf build/pins; "$$python" -m venv build/pins; \
	build/pins/bin/python -m pip install --quiet --no-deps $(ARGS) "$$(grep '^torch==' constraints.txt)"; \
	build/pins/bin/python -m pip install --quiet $(ARGS) -e '.[dev]'; \
	{ sed -n '/^#/p' constraints.txt; \
	  build/pins/bin/python -m pip freeze --all --exclude pip --exclude-editable | sed 's/+cpu$$//'; } > build/pins.txt; \
	mv build/pins.txt constraints.txt; build/pins/bin/python -m docs.requirements; rm -rf build/pins
