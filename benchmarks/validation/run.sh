#!/usr/bin/env bash
# Compares verdicts and speeds of Millrace and others: benchmarks/validation/run.sh [small|full] [options of measure.py]
# Never part of the tests. Takes minutes (small) or half an hour and more (full); wants a quiet machine.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
cd "$root"
JAVA_HOME=$(tools/find-jdk.sh)
export JAVA_HOME

tools/maven.sh -q -Pbenchmarks -DskipUnitTests package -pl benchmarks/validation -am
for kind in peers datacontract; do
  venv="$here/target/venv-$kind"
  if ! cmp -s "$here/requirements-$kind.txt" "$venv/made"; then
    rm -rf "$venv"
    "$(tools/find-python.sh)" -m venv "$venv"
    "$venv/bin/pip" install -q -r "$here/requirements-$kind.txt"
    cp "$here/requirements-$kind.txt" "$venv/made"
  fi
done
exec "$here/target/venv-peers/bin/python" "$here/measure.py" "$@"
