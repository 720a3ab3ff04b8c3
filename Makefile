# Khiên. `make` alone prints this list. Needs python >= 3.11 with venv, and make.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
# Every program of ours imports some 600 modules: compiled once, not at each start.
export PYTHONDONTWRITEBYTECODE :=

# What tests write is thrown away. It lies in memory where there is room for all of it, so that nobody waits for a disk.
IN_MEMORY = $(shell awk '/^MemAvailable/ && $$2 > 12000000 { print "/dev/shm" }' /proc/meminfo 2>/dev/null)
ROOM = $(shell df -Pk $(IN_MEMORY) 2>/dev/null | awk 'NR == 2 && $$4 > 8000000 { print "TMPDIR=$(IN_MEMORY)" }')

.DEFAULT_GOAL := help
.PHONY: help demo token test fast act check format bench rebuild reconcile verify decide-again what-if certificate-check operator retry setup migrate lock histories procedure proof pictures rehearse calendar publish agencies load chaos mutants clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## */\1\t/' | sort | while IFS="$$(printf '\t')" read -r name what; do printf '  make %-10s %s\n' "$$name" "$$what"; done

demo: $(READY) ## set up everything, play cases to every stage, print the links, and stay (Ctrl-C stops)
	@$(BIN)/python -m commands.demo

token: $(READY) ## a bearer token of the demo's issuer: make token WHO=lan
	@test -n "$(WHO)" || { echo "Whose? make token WHO=lan (the people are in reference/directory-demo.toml)" >&2; exit 1; }
	@$(BIN)/python -m commands.token $(WHO)

test: $(READY) ## every test, on SQLite and PostgreSQL, against the real Temporal server
	@$(if $(IN_MEMORY),$(ROOM)) $(BIN)/python -m pytest -n 3 --dist worksteal $(ARGS)

fast: $(READY) ## the tests that need no server
	@$(BIN)/python -m pytest -n 2 -m "not server" $(ARGS)

act: $(READY) ## NAME=request_extension: where one act stands, and the tests that hold it
	@test -n "$(NAME)" || { echo "Which act? make act NAME=request_extension (docs/procedure.md has them all)" >&2; exit 1; }
	@$(BIN)/python -m commands.act $(NAME)

check: $(READY) ## format, lint, types, who may import whom, fast tests
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(MAKE) --no-print-directory fast

format: $(READY) ## format and sort what can be
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

bench: $(READY) ## what a case costs, as ratios to a bare workflow in the same run
	@$(BIN)/python -m commands.bench

rebuild: $(READY) ## snapshots and read model again from the ledger alone; shows any difference
	@$(BIN)/python -m commands.rebuild

reconcile: $(READY) ## the nightly comparison now: filings, ledger, read model, running workflows; repairs what it may
	@$(BIN)/python -m commands.reconcile $(ARGS)

decide-again: $(READY) ## CASE=SK-...-R1 (or all): compute again what the liability tables said, from the ledger alone, and compare
	@$(BIN)/python -m commands.decide_again $(CASE)

what-if: $(READY) ## FROM=set TO=set: which closed reviews the liability tables of another set would answer otherwise, and how; changes nothing
	@$(BIN)/python -m commands.what_if $(FROM) $(TO)

verify: $(READY) ## walk every chain, seal and witness, and tell every entry again
	@$(BIN)/python -m commands.verify

certificate-check: $(READY) ## is a certificate of silence ours and true: make certificate-check NUMBER=XN-... CODE=..., or FILE=...
	@$(BIN)/python -m commands.certificate_check $(if $(FILE),--file "$(FILE)") $(if $(NUMBER),--number "$(NUMBER)") $(if $(CODE),--code "$(CODE)")

operator: $(READY) ## what needs a hand: broken filings, failed effects, cases nobody looks at
	@$(BIN)/python -m commands.operator

retry: $(READY) ## try again what is stuck: make retry WHAT=TN-..., or all WHAT=notices
	@test -n "$(WHAT)" || { echo "What? make retry WHAT=TN-... (make operator lists it), or WHAT=notices" >&2; exit 1; }
	@$(BIN)/python -m commands.operator --retry $(WHAT)

setup: $(READY) ## database, keys, published law (make demo does it too)
	@$(BIN)/python -m commands.setup

mutants: $(READY) ## do the tests of the rules notice when any rule is changed? (some fifteen minutes)
	@rm -rf mutants
	@$(BIN)/mutmut run --max-children 2
	@$(BIN)/mutmut results

calendar: $(READY) ## YEARS="2028 2029": the days off of years no notice has named yet, as provisional entries to be read by a person
	@test -n "$(YEARS)" || { echo 'Which years? make calendar YEARS="2031 2032"' >&2; exit 1; }
	@$(BIN)/python -m commands.calendar_draft $(YEARS)

publish: $(READY) ## FILE=policies/calendar-...toml: publish a rule set or a calendar while everything runs
	@test -n "$(FILE)" || { echo "Which file? make publish FILE=policies/calendar-vn-2027-12.toml" >&2; exit 1; }
	@$(BIN)/python -m commands.publish $(FILE)

load: $(READY) ## a campaign of 300 agencies and 1,000 registrations, and a list of 5,000: what it takes (some eight minutes)
	@$(BIN)/python -m commands.load

chaos: $(READY) ## 100 lives through 30 kills and some pauses, two of each process, and an independent checker (ARGS="--postgresql --seed 2"; some eight minutes)
	@$(BIN)/python -W ignore -m commands.chaos $(ARGS)

agencies: $(READY) ## FILE=reference/agencies-hcmc.csv: load the agencies of a file, all or none, with every mistake by its row
	@test -n "$(FILE)" || { echo "Which file? make agencies FILE=reference/agencies-hcmc.csv" >&2; exit 1; }
	@$(BIN)/python -m commands.agencies $(FILE)

migrate: setup ## bring the database to this release's shape

lock: $(READY) ## resolve pyproject.toml again into the two lock files, with hashes and without hosts
	@$(BIN)/uv pip compile -q pyproject.toml --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-header --no-annotate -o requirements.lock
	@$(BIN)/uv pip compile -q pyproject.toml --group dev --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-header --no-annotate -o requirements-dev.lock

histories: $(READY) ## record this release's replay corpus, beside the old ones (only when it may break running cases, with an ADR)
	@$(BIN)/python -m tests.histories.record

pictures: $(READY) ## the pictures of docs/, drawn anew in a chromium of this machine (some three minutes)
	@$(BIN)/python -W ignore -m commands.pictures

procedure: $(READY) ## print docs/procedure.md, docs/offices/, docs/liability/, docs/rights.md and docs/proof.md from the tables
	@$(BIN)/python -m commands.procedure > docs/procedure.md
	@$(BIN)/python -m commands.offices
	@$(BIN)/python -m commands.truth_tables
	@$(BIN)/python -m commands.rights
	@$(BIN)/python -m commands.proof

proof: $(READY) ## walk every state of the procedure in every situation, and print docs/proof.md
	@$(BIN)/python -m commands.proof

rehearse: $(READY) ## play a story in virtual time, and stop where it is not as written: make rehearse FILE=stories/late-and-reopened.yaml
	@test -n "$(FILE)" || { echo "Which story? make rehearse FILE=stories/late-and-reopened.yaml" >&2; exit 1; }
	@$(BIN)/python -m commands.rehearse $(FILE)

clean: ## remove the embedded database, keys and logs of the demo
	rm -rf var build

# Where uv cannot resolve with this machine's index settings, plain pip does the same with the same lock, more slowly.
$(READY): requirements-dev.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Khiên needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv 2>/dev/null || { echo "This Python cannot make a venv (on Debian: apt install python3-venv)."; exit 1; }
	@echo "Installing the pinned packages into .venv (once)..."
	@awk '/^uv==/ {p = 1} p {print} p && !/\\$$/ {exit}' requirements-dev.lock > .venv/uv.txt
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r .venv/uv.txt \
	  && $(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r requirements-dev.lock \
	  || $(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $(READY)
