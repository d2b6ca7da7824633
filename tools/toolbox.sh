#!/usr/bin/env bash
# Makes or mends one of the virtual environments of Python tools under .millrace:
#   tools/toolbox.sh cloud    the local cloud, AWS SAM and the demo's files (.millrace/venv)
#   tools/toolbox.sh checks   the linters of data contracts and of the template (.millrace/venv-checks)
#   tools/toolbox.sh spark    Spark as EMR and Glue have it, and in venv-spark/jars what it reads S3 with (.millrace/venv-spark)
# Does nothing when it already holds exactly what local/requirements*.txt ask for; safe to run twice at once.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
extra=
jars=
case "${1:-}" in
  cloud)
    venv="$root/.millrace/venv"
    requirements="$root/local/requirements.txt"
    extra="$root/local/requirements-data.txt"
    ;;
  checks)
    venv="$root/.millrace/venv-checks"
    requirements="$root/local/requirements-checks.txt"
    ;;
  spark)
    venv="$root/.millrace/venv-spark"
    requirements="$root/local/requirements-spark.txt"
    jars="$root/local/spark-jars.txt"
    ;;
  *)
    echo "usage: tools/toolbox.sh cloud|checks|spark" >&2
    exit 2
    ;;
esac

python=$("$root/tools/find-python.sh")
stamp=$(
  "$python" -c 'import sys; print(sys.executable, sys.version)'
  cat "$requirements" ${extra:+"$extra"} ${jars:+"$jars"}
)
is_made() { [ -x "$venv/bin/python" ] && [ "$(cat "$venv/made" 2>/dev/null)" = "$stamp" ]; }

is_made && exit 0
mkdir -p "$root/.millrace/logs"
exec 9>"$venv.lock"
"$python" -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX)'
is_made && exit 0

log="$root/.millrace/logs/$(basename "$venv").log"
pip() { "$venv/bin/python" -m pip --disable-pip-version-check --no-input "$@"; }
# --no-compile: Python compiles what it really uses when it first does.
install() {
  rm -rf "$venv" &&
    "$python" -m venv "$venv" &&
    pip install --no-compile -r "$requirements" &&
    if [ -n "$extra" ]; then pip install --no-compile --no-deps -r "$extra"; fi &&
    if [ -n "$jars" ]; then copy_jars; fi
}
# Maven has them; it checks their sums, too.
copy_jars() {
  local jar
  grep -v '^#' "$jars" | while read -r jar; do
    "$root/tools/maven.sh" -q org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy -N \
      -Dartifact="$jar" -DoutputDirectory="$venv/jars" </dev/null || return 1
  done
}
if ! install >"$log" 2>&1; then
  tail -n 15 "$log" >&2
  echo "millrace: the Python tools of $requirements could not be installed; all of pip's words are in $log" >&2
  echo "Is the package index reachable (PIP_INDEX_URL, proxy)? Run the command again: it starts afresh." >&2
  exit 1
fi
printf '%s' "$stamp" >"$venv/made"
