#!/usr/bin/env bash
source "$(dirname "$0")/common.sh"
scripts/setup.sh check
# Fixes first, because what they leave may want formatting. What cannot be fixed, `make check` reports.
"$bin/ruff" check --fix-only
"$bin/ruff" format
# djade's exit code says that it changed a file; what it cannot read fails the second time, too.
templates 2>/dev/null || templates --check
