#!/usr/bin/env python3
"""Compares what Millrace and others find in the same files, and then how long they take: called by run.sh.

First every judge names the bad cells of files in which one row of a hundred is bad, and all must name the same. Then each judges
files of the full size, in rounds, one after the other; each time in a process of its own, which judges the file several times.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGET = HERE / "target"
DATA = TARGET / "data"
JAVA = [f"{os.environ['JAVA_HOME']}/bin/java", "-Xmx256m", "-cp", f"{TARGET}/lib/*:{TARGET}/classes", "dev.millrace.benchmarks.Main"]
ROWS = {"small": 150_000, "full": 1_500_000}
CSV = ("plain", "bad", "quoted", "wide", "unicode")


@dataclass
class Peer:
    """A judge: how it is called, what it judges, how often within a process, and whether it names rows."""

    title: str
    command: list[str]
    variants: tuple[str, ...] = CSV
    times: int = 8
    names_rows: bool = True
    small: bool = False
    environment: dict[str, str] = field(default_factory=dict)


def python(kind: str, script: str) -> list[str]:
    return [f"{TARGET}/venv-{kind}/bin/python", f"{HERE}/peers/with_{script}.py"]


PEERS = {
    "millrace": Peer("Millrace", [*JAVA, "judge", "millrace"], (*CSV, "json")),
    "duckdb-1": Peer("DuckDB, 1 thread", python("peers", "duckdb"), environment={"THREADS": "1"}),
    "duckdb-2": Peer("DuckDB, 2 threads", python("peers", "duckdb"), environment={"THREADS": "2"}),
    "pandera-polars": Peer("pandera on Polars", python("peers", "pandera_polars"), times=4),
    "pandera-pandas": Peer("pandera on pandas", python("peers", "pandera_pandas"), ("plain", "bad"), times=2),
    "datacontract": Peer("datacontract-cli", python("datacontract", "datacontract"), ("plain",), times=2, names_rows=False),
    "frictionless": Peer("frictionless", python("peers", "frictionless"), ("plain", "bad"), times=1, small=True),
    "fastcsv": Peer("FastCSV and java.time", [*JAVA, "judge", "fastcsv"], times=4),
    "jackson": Peer("Jackson and java.time", [*JAVA, "judge", "jackson"], ("json",), times=4),
}


def rows(variant: str, size: str) -> int:
    return ROWS[size] // (20 if variant.startswith("wide") else 1)


def made(variant: str, size: str) -> tuple[Path, Path]:
    """The file and its contract."""
    file = DATA / f"{variant}-{size}.{'jsonl' if variant.startswith('json') else 'csv'}"
    contract = file.with_suffix(".odcs.yaml")
    if not file.exists():
        subprocess.run([*JAVA, "generate", variant, str(rows(variant, size)), str(file)], check=True)
    subprocess.run([*JAVA, "contract", variant, str(file), str(contract)], check=True)
    return file, contract


@dataclass
class Measured:
    """Of one process: its start with the first run, and the second half of its runs; seconds and MB."""

    first: float
    wall: float
    cpu: float
    memory: float


def judge(name: str, variant: str, size: str, times: int) -> tuple[Measured, set[str]]:
    peer = PEERS[name]
    file, contract = made(variant, size)
    verdict = DATA / f"{name}.verdict"
    began = time.perf_counter()
    process = subprocess.Popen(
        [*peer.command, variant, str(file), str(contract), str(verdict), str(times)],
        env={**os.environ, **peer.environment},
        stdout=subprocess.PIPE,
        text=True,
    )
    printed = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{name} failed on {file}")
    took = time.perf_counter() - began
    runs = json.loads(printed.splitlines()[-1])["runs"]
    late = runs[len(runs) // 2 :]
    wall, cpu = (statistics.median(run[i] for run in late) for i in (0, 1))
    first = took - sum(run[0] for run in runs[1:])
    return Measured(first, wall, cpu, usage.ru_maxrss / 1_000), set(verdict.read_text().splitlines())


def compare(names: list[str], variants: list[str], size: str) -> None:
    for variant in variants:
        checked = variant if variant == "bad" else f"{variant}-bad"
        first = None
        for name in names:
            peer = PEERS[name]
            if variant not in peer.variants:
                continue
            of_size = "small" if peer.small or variant != "bad" else size
            _, found = judge(name, checked, of_size, 1)
            if not peer.names_rows:
                assert found, f"{name} calls {checked} good"
                continue
            expected = first if first is None or of_size == size or variant != "bad" else up_to(first, rows(checked, of_size))
            if first is None:
                first = expected = found
            print(f"{checked:14} {peer.title:24} {len(found):6} bad cells named", flush=True)
            if found != expected or not found:
                differing = sorted(found ^ expected)[:10]
                sys.exit(f"{name} finds something else in {checked}: {differing}")


def up_to(cells: set[str], last: int) -> set[str]:
    return {cell for cell in cells if int(cell.split()[0]) <= last}


def measure(names: list[str], variants: list[str], size: str, rounds: int) -> None:
    print(f"\nMachine: {os.cpu_count()} cores, {platform.machine()}; load {os.getloadavg()[0]:.1f}\n")
    for variant in variants:
        taking = [name for name in names if variant in PEERS[name].variants]
        measured: dict[str, list[Measured]] = {name: [] for name in taking}
        for _ in range(rounds):
            for name in taking:
                of_size = "small" if PEERS[name].small else size
                measured[name].append(judge(name, variant, of_size, PEERS[name].times)[0])
        report(variant, size, measured)


def report(variant: str, size: str, measured: dict[str, list[Measured]]) -> None:
    def median(name: str, what: str) -> float:
        return statistics.median(getattr(one, what) for one in measured[name])

    def speed(name: str) -> float:
        return made(variant, "small" if PEERS[name].small else size)[0].stat().st_size / 1e6 / median(name, "wall")

    file = made(variant, size)[0]
    print(f"{variant}: {file.stat().st_size / 1e6:.0f} MB, {rows(variant, size):,} rows\n")
    print("| | MB/s | Millrace is faster | wall, s | CPU, s | first run with its start, s | peak memory, MB |")
    print("|---|---|---|---|---|---|---|")
    for name in measured:
        times = f"{speed('millrace') / speed(name):.2f} ×" if "millrace" in measured and name != "millrace" else ""
        print(
            f"| {PEERS[name].title} | {speed(name):.0f} | {times} | {median(name, 'wall'):.2f} | {median(name, 'cpu'):.2f} "
            f"| {median(name, 'first'):.2f} | {median(name, 'memory'):.0f} |",
            flush=True,
        )
    print()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("size", nargs="?", choices=ROWS, default="small")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--variants", default=",".join((*CSV, "json")))
    options.add_argument("--peers", default=",".join(PEERS))
    options.add_argument("--compare-only", action="store_true")
    chosen = options.parse_args()
    DATA.mkdir(parents=True, exist_ok=True)
    names, variants = chosen.peers.split(","), chosen.variants.split(",")
    compare(names, variants, chosen.size)
    if not chosen.compare_only:
        measure(names, variants, chosen.size, chosen.rounds)


if __name__ == "__main__":
    main()
