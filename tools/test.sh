#!/usr/bin/env bash
# Every test and check: ./millrace test. Its last line is `N passed, N failed, N skipped`; it fails when anything failed.
set -uo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
mkdir -p .millrace/logs
passed=0
failed=0

# Runs one check that is no JUnit test, and counts it.
check() {
  local what=$1 log
  shift
  log=".millrace/logs/check-$(tr -c '[:alnum:]\n' - <<<"$what").log"
  if "$@" >"$log" 2>&1 </dev/null; then
    echo "ok      $what"
    passed=$((passed + 1))
  else
    tail -n 40 "$log"
    echo "FAILED  $what (all of it: $log)"
    failed=$((failed + 1))
  fi
}

# Python tools are fetched while Maven builds.
tools/toolbox.sh cloud &
cloud=$!
tools/toolbox.sh checks &
checks=$!
tools/toolbox.sh spark &
spark=$!

# What former runs left must not be counted.
rm -rf .millrace/scan
find . -path ./.millrace -prune -o -type d \( -path '*/target/surefire-reports' -o -path '*/target/java17-reports' -o -path '*/target/failsafe-reports' \) -print0 |
  xargs -0 rm -rf

check "build without checks (make build)" make --no-print-directory -s build
check "the local cloud and SAM are installed" wait "$cloud"
check "the linters are installed" wait "$checks"
check "Spark is installed" wait "$spark"
check "build of the Spark job (make spark)" make --no-print-directory -s spark

# Runs Maven's verify; its log is kept.
verify() {
  local log=$1
  shift
  tools/maven.sh --fail-at-end "$@" verify </dev/null 2>&1 | tee "$log" | sed $'s/\\033\\[0m//g'
  return "${PIPESTATUS[0]}"
}

echo "Running mvn verify (unit tests and all checks, two modules at a time) …"
verify .millrace/logs/verify.log -T 2 -DskipITs
verified=$?
echo "Running mvn verify (integration tests on a local cloud) …"
verify .millrace/logs/integration.log -DskipUnitTests -pl jobs/spark,cli -am
integrated=$?

check "template.yaml (sam validate --lint)" env -u AWS_PROFILE AWS_DEFAULT_REGION=us-east-1 SAM_CLI_TELEMETRY=0 \
  .millrace/venv/bin/sam validate --lint --template-file template.yaml
# What AWS SAM makes of the template, since some findings show only there.
expanded=.millrace/scan/template.expanded.json
check "template.yaml expands (tools/expand.py)" .millrace/venv/bin/python tools/expand.py template.yaml "$expanded"
check "template.yaml, raw and expanded, and bootstrap.yaml (cfn-lint)" \
  .millrace/venv/bin/python tools/lint.py template.yaml "$expanded" bootstrap.yaml
check "template.yaml, raw and expanded, and bootstrap.yaml (checkov)" \
  .millrace/venv-checks/bin/python tools/scan.py .millrace/venv-checks/bin/checkov template.yaml "$expanded" bootstrap.yaml
for contract in contracts/*.odcs.yaml; do
  check "$contract (datacontract lint)" .millrace/venv-checks/bin/datacontract lint "$contract"
done

read -r junit_passed junit_failed junit_skipped < <("$(tools/find-python.sh)" tools/sum_reports.py .)
passed=$((passed + junit_passed))
failed=$((failed + junit_failed))
# A failure of Maven that no report tells of: a compiler's, a formatter's, a missing report.
if [ "$verified$integrated" != 00 ] && [ "$junit_failed" = 0 ]; then
  echo "FAILED  mvn verify (all of it: .millrace/logs/verify.log and integration.log)"
  failed=$((failed + 1))
fi
if [ "$junit_passed" = 0 ]; then
  echo "FAILED  no test ran"
  failed=$((failed + 1))
fi

echo "$passed passed, $failed failed, $junit_skipped skipped"
[ "$failed" = 0 ]
