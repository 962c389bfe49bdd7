# The commands of the project. Each installs what is missing, says what it does, and can be repeated or interrupted.
# The work is done by the scripts in tools/; `make help` lists the commands.

# Real lists and reference data, if somebody has them. Nothing else in the project names this folder.
SEKISHO_SHARED ?= ../shared
ifneq ($(wildcard $(SEKISHO_SHARED)/data),)
override SEKISHO_SHARED := $(abspath $(SEKISHO_SHARED))
export SEKISHO_SHARED
else
unexport SEKISHO_SHARED
endif
export DEMO_DATA ?= build/demo/data

MAKEFLAGS += --no-builtin-rules --no-print-directory
.DEFAULT_GOAL := build
.PHONY: build demo demo-reset check check-full bench fuzz format clean uninstall help quality

build: ## build the program: build/release/sekisho
	@tools/setup.sh build
	@tools/build.sh release

demo: build ## build, load lists, judge sample orders, serve the pages (DEMO_ONESHOT=1: judge one mail and end)
	@setpriv --pdeathsig TERM python3 tools/demo.py

demo-reset: ## remove the data of the demo
	@python3 tools/demo.py --reset

check: ## run every test, quick tier
	@tools/setup.sh check
	@python3 tools/check.py quick

check-full: ## run every test: all faults, all files, thread sanitizer
	@tools/setup.sh check
	@python3 tools/check.py full

bench: ## measure speed and memory, print the figures
	@tools/setup.sh check
	@tools/build.sh release
	@ninja -C build/release bench/bench_assess >/dev/null
	@python3 bench/run.py
	@python3 bench/serve.py

quality: ## measure what is read from mails: bench/EXTRACTION.md
	@tools/build.sh release
	@python3 tools/quality.py build/release/sekisho

fuzz: ## feed every reader with broken input, FUZZ_SECONDS=60 each
	@tools/setup.sh check
	@tools/build.sh fuzz
	@python3 tools/fuzz.py --seconds $(or $(FUZZ_SECONDS),60)

format: ## lay out the C files with clang-format
	@tools/setup.sh check
	@git ls-files -co --exclude-standard '*.c' '*.h' '*.cc' | xargs clang-format -i

clean: ## remove what was built; fetched packages and demo data stay
	@tools/clean.sh build

uninstall: ## remove everything the commands made, and show how to remove the Debian packages
	@tools/clean.sh all

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 20
