#!/usr/bin/env bash
# Looks for files, contracts, patterns and keys that the readers cannot stand (verification/fuzzing/); fails when one is found:
#   tools/fuzz.sh [MINUTES [TARGET…]]   so many minutes (1) for each target, such as CsvFuzzTest (all)
# What is found, and what led there, stays in .millrace/fuzz/TARGET, and the next run goes on from there.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
minutes=${1:-1}
shift || true
mkdir -p .millrace/logs
classpath="$root/.millrace/fuzzing.classpath"
if ! tools/maven.sh test-compile dependency:build-classpath -pl verification/fuzzing -am \
  -Dmdep.includeScope=test "-Dmdep.outputFile=$classpath" >.millrace/logs/fuzzing.log 2>&1; then
  tail -n 40 .millrace/logs/fuzzing.log
  echo "millrace: the fuzz tests could not be compiled (all of it: .millrace/logs/fuzzing.log)" >&2
  exit 1
fi
java=$(tools/find-jdk.sh)/bin/java

all=$(cd verification/fuzzing/src/test/java && find . -name '*FuzzTest.java' | sed 's|^\./||; s|\.java$||; s|/|.|g' | sort)
found=0
# A minute for each in turn: that is how long a fuzz test runs.
for ((round = 0; round < minutes; round++)); do
  for class in $all; do
    target=${class##*.}
    [ $# = 0 ] || [[ " $* " == *" $target "* ]] || continue
    mkdir -p ".millrace/fuzz/$target"
    echo "$target, minute $((round + 1)) …"
    # Contracts may have any pattern, and a search in a text gives up; so that is no finding.
    (cd ".millrace/fuzz/$target" && JAZZER_FUZZ=1 "$java" -Xmx1g -Xshare:off -XX:+EnableDynamicAgentLoading \
      --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
      -Djazzer.hooks=true -Djazzer.disabled_hooks=com.code_intelligence.jazzer.sanitizers.RegexInjection \
      "-Djazzer.instrumentation_includes=dev.millrace.**" \
      -cp "$root/verification/fuzzing/target/test-classes:$(cat "$classpath")" dev.millrace.fuzzing.Fuzz "$class") \
      >"$root/.millrace/fuzz/$target/log" 2>&1 || {
      found=1
      echo "FAILED  $target:"
      grep -v -E '^#|^INFO' ".millrace/fuzz/$target/log" | head -n 40
    }
  done
done
exit "$found"
