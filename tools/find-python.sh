#!/usr/bin/env bash
# Prints the path of a Python (3.10 or newer) that can make virtual environments, or says on stderr what to install and ends with 1.
set -euo pipefail

for name in "${PYTHON:-}" python3 python3.13 python3.12 python3.11 python3.10; do
  [ -n "$name" ] && python=$(command -v "$name") || continue
  # ensurepip is what Debian's python3 lacks without python3-venv.
  if "$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
    printf '%s\n' "$python"
    exit 0
  fi
done

cat >&2 <<'END'
millrace: no Python 3.10 or newer with the module venv found.
Install one (Debian and Ubuntu: python3 and python3-venv; macOS: brew install python), or set PYTHON to its path.
END
exit 1
