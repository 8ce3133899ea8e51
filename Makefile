# PORT and STAGE may also come from the environment: PORT=9000 make run
PORT ?= 8000
STAGE ?= adopted
export PORT STAGE

.DEFAULT_GOAL := help
.PHONY: help run demo-reset check test test-kills test-install fuzz format lock translations bench bench-editing bench-public screenshots

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: ## The demonstration, from a fresh clone to the browser: PORT=8000 STAGE=selection|goals|council|adopted|implementation
	@scripts/run.sh

demo-reset: ## Throw the demonstration's data away and load it again: STAGE=selection|goals|council|adopted|implementation
	@scripts/demo_reset.sh

check: ## Style, types, migrations and the quick tests; under a minute
	@scripts/check.sh

test: ## Everything: checks, all tests on SQLite with a browser, the tests on PostgreSQL, production settings
	@scripts/test.sh

test-kills: ## Kill the server 50 times, on SQLite and on PostgreSQL, while people save, vote and decide: KILLS=50
	@scripts/test_kills.sh

test-install: ## Walk docs/betrieb.md in a Debian root that boots: install, sign in, kill, back up, restore; as root
	@scripts/test_install.sh

fuzz: ## Every address with every role and nonsense in it, on SQLite and on PostgreSQL; fails on any 5xx: REQUESTS=8000 SEED=7
	@scripts/fuzz.sh

format: ## Rewrite Python and templates in the project's style
	@scripts/format.sh

translations: ## Compile the English texts of the public site
	@scripts/translations.sh

lock: ## Remake requirements.txt and requirements-dev.txt from pyproject.toml: UPGRADE=--upgrade for newer releases
	@scripts/lock.sh $(UPGRADE)

bench: ## Figures: queries and time per page with ten times the data, freezing, the PDF beside a plain one
	@scripts/bench.sh

bench-editing: ## 45 members edit the same 20 goals, then 20 departments a round; fails if a text is lost: MEMBERS=45 GOALS=20 DURATION=60
	@scripts/bench_editing.sh

bench-public: ## Figures: the public site beside a bare Django view that returns the same bytes
	@scripts/bench_public.sh

screenshots: ## Remake the pictures of the README from a demonstration of their own
	@scripts/screenshots.sh
