#!/usr/bin/env bash
# Maven on JDK 25, from the root of the checkout: tools/maven.sh GOAL…
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
if ! command -v mvn >/dev/null; then
  echo "millrace: Maven (mvn) is not installed. Install 3.8.6 or newer: https://maven.apache.org, or your system's package maven." >&2
  exit 1
fi
JAVA_HOME=$(tools/find-jdk.sh)
export JAVA_HOME
# Maven 3.8 uses what JDK 24 and newer warn about.
export MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1"
exec mvn -B --no-transfer-progress -Dstyle.color=never "$@"
