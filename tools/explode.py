#!/usr/bin/env python3
"""Lays a function out as Lambda wants it: tools/explode.py CLASSES LIB TARGET ARCHITECTURE

Its classes go to the root of TARGET, its jars to lib/, and each jar is written again without compression: the archive that is
uploaded then compresses a jar as one whole rather than class by class, and gets a third smaller. Native libraries are kept for
Linux on ARCHITECTURE only (arm64 or x86_64); DuckDB's stands beside its jar, where it is loaded without being unpacked. Of Hadoop
and JTS stays what Parquet's signatures can reach: neither ever runs. The same input gives the same bytes.
"""

import re
import shutil
import sys
import zipfile
from pathlib import Path

EPOCH = (1980, 1, 1, 0, 0, 0)
# Servers and clients of Hadoop; what is done with geometries, which no column has; build leftovers that nothing reads at run time.
DROPPED = re.compile(
    r"org/apache/hadoop/(ha|http|ipc|jmx|log|metrics2|tools|tracing)/.*"
    r"|org/locationtech/jts/(?!geom/|io/).*"
    r"|META-INF/(maven|native-image)/.*"
    r"|.*\.(sf|rsa|dsa)"
    r"|(classesloaded\.txt|builddef\.lst)",
    re.IGNORECASE,
)
ZSTD = re.compile(r"(\w+/\w+)/libzstd.*")
ZSTD_OF = {"arm64": "linux/aarch64", "x86_64": "linux/amd64"}
DUCKDB = re.compile(r"libduckdb_java\.so_\w+")
DUCKDB_OF = {"arm64": "libduckdb_java.so_linux_arm64", "x86_64": "libduckdb_java.so_linux_amd64"}


def store(jar: Path, target: Path, architecture: str) -> None:
    with zipfile.ZipFile(jar) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as stored:
        names = set()
        for entry in source.infolist():
            if entry.is_dir() or entry.filename in names or DROPPED.fullmatch(entry.filename):
                continue
            names.add(entry.filename)
            zstd = ZSTD.fullmatch(entry.filename)
            if zstd and zstd.group(1) != ZSTD_OF[architecture]:
                continue
            if DUCKDB.fullmatch(entry.filename):
                if entry.filename == DUCKDB_OF[architecture]:
                    (target.parent / entry.filename).write_bytes(source.read(entry))
                continue
            stored.writestr(zipfile.ZipInfo(entry.filename, EPOCH), source.read(entry))


def main(classes: Path, lib: Path, target: Path, architecture: str) -> None:
    shutil.copytree(classes, target, dirs_exist_ok=True)
    (target / "lib").mkdir(exist_ok=True)
    for jar in sorted(lib.glob("*.jar")):
        store(jar, target / "lib" / jar.name, architecture)


if __name__ == "__main__":
    if len(sys.argv) != 5 or sys.argv[4] not in DUCKDB_OF:
        sys.exit(__doc__)
    main(*map(Path, sys.argv[1:4]), sys.argv[4])
