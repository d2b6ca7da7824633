#!/usr/bin/env bash
# Prints the home of a JDK, or says on stderr what to install and ends with 1:
#   tools/find-jdk.sh       of 25 or newer, which builds and runs everything but Spark
#   tools/find-jdk.sh 17    of exactly 17, which Spark runs on
# Looks at JAVA_HOME, JAVA25_HOME (and GitHub's JAVA_HOME_25_*), Maven's toolchains, the usual folders, and the java on the path.
set -euo pipefail

wanted=${1:-25}
case "$wanted" in
  25) fits() { [ "$1" -ge 25 ]; } ;;
  17) fits() { [ "$1" -eq 17 ]; } ;;
  *)
    echo "usage: tools/find-jdk.sh [25|17]" >&2
    exit 2
    ;;
esac
of_environment() { eval "printf '%s' \"\${$1:-}\""; }

# Prints the major version of the JDK in a folder; nothing when it holds none. The file "release" is read rather than java started.
major() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

offer() {
  local version
  [ -n "$1" ] || return 0
  version=$(major "$1")
  if [ -n "$version" ] && fits "$version"; then
    printf '%s\n' "$1"
    exit 0
  fi
}

offer "${JAVA_HOME:-}"
offer "$(of_environment "JAVA${wanted}_HOME")"
offer "$(of_environment "JAVA_HOME_${wanted}_X64")"
offer "$(of_environment "JAVA_HOME_${wanted}_ARM64")"

toolchains="${HOME:-/nonexistent}/.m2/toolchains.xml"
if [ -r "$toolchains" ]; then
  while IFS= read -r home; do offer "$home"; done < <(sed -n 's:.*<jdkHome>\(.*\)</jdkHome>.*:\1:p' "$toolchains")
fi

shopt -s nullglob
for home in \
  /usr/lib/jvm/*"$wanted"* /usr/lib/jvm/* /usr/java/* /opt/*jdk*"$wanted"* /opt/java/* \
  "${HOME:-/nonexistent}"/.sdkman/candidates/java/* "${HOME:-/nonexistent}"/.jdks/* "${HOME:-/nonexistent}"/.asdf/installs/java/* \
  "${HOME:-/nonexistent}"/.local/share/mise/installs/java/* \
  /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-/nonexistent}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
  /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
  offer "$home"
done

if java=$(command -v javac); then
  offer "$(dirname "$(dirname "$(realpath "$java")")")"
fi

cat >&2 <<END
millrace: no JDK $wanted found.
Install one (https://adoptium.net, 'sdk install java $wanted-tem', or your system's openjdk-$wanted-jdk) and, when it is in an unusual
place, set JAVA${wanted}_HOME to its folder.
END
exit 1
