#!/usr/bin/env bash
# Lives many lives of Millrace in virtual time, with faults (docs/simulation.md); fails when one breaks a promise:
#   tools/simulate.sh [SEEDS [FILES]]       so many seeds (100000) of so many files (100)
#   tools/simulate.sh --seed SEED [FILES]   one seed, and what happened in it to the objects whose promises it breaks
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
mkdir -p .millrace/logs
classpath="$root/.millrace/simulation.classpath"
if ! tools/maven.sh test-compile dependency:build-classpath -pl verification/simulation -am \
  -Dmdep.includeScope=test "-Dmdep.outputFile=$classpath" >.millrace/logs/simulation.log 2>&1; then
  tail -n 40 .millrace/logs/simulation.log
  echo "millrace: the simulation could not be compiled (all of it: .millrace/logs/simulation.log)" >&2
  exit 1
fi
java=$(tools/find-jdk.sh)/bin/java
# Metrics are lines of the log: millions of them.
POWERTOOLS_METRICS_DISABLED=true exec "$java" -XX:+UseParallelGC -Xmn400m --enable-native-access=ALL-UNNAMED \
  -cp "verification/simulation/target/test-classes:$(cat "$classpath")" dev.millrace.simulation.Simulate "$@"
