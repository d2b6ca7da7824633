#!/usr/bin/env python3
"""Compares what `./millrace contract infer` takes with what judging the same file by the inferred contract takes.

Three files are made (seeded): a CSV of 159,000 rows with numbers, times and codes; one of 5,000 rows and 785 columns,
packed by gzip; JSON lines. Both commands read each in turns, and the medians of their CPU time (user and system, their
JVM's start included) are printed. The contract that `infer` writes must hold for the file.

    ./millrace up            # builds the command
    python3 benchmarks/inference.py [--rounds 3]
"""

import argparse
import gzip
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def mixed(path):
    rng = random.Random(1)
    with open(path, "w", encoding="utf-8") as file:
        file.write("id,ts,lat,lon,name,a,b,c,d,code\n")
        for row in range(159_000):
            file.write(
                f"{row},2026-11-{1 + row % 30:02d} {row // 3600 % 24:02d}:{row // 60 % 60:02d}:{row % 60:02d},"
                f"{rng.uniform(-90, 90):.6f},{rng.uniform(-180, 180):.6f},name {row % 977},{rng.gauss(0, 1)},"
                f"{rng.randrange(1_000_000)},{rng.choice('ABCD')},{rng.randrange(1_000) / 1000},X{row:07d}\n"
            )


def wide(path):
    rng = random.Random(2)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write("label," + ",".join(f"p{i}" for i in range(784)) + "\n")
        for row in range(5_000):
            pixels = (str(rng.randrange(256)) if rng.random() < 0.2 else "0" for _ in range(784))
            file.write(f"{row % 10}," + ",".join(pixels) + "\n")


def lines(path):
    rng = random.Random(3)
    airports = [a + b + c for a in "ABSD" for b in "TUQL" for c in "QWB"]
    with open(path, "w", encoding="utf-8") as file:
        for row in range(200_000):
            flight = {
                "date": f"2001/01/{1 + row // 6500:02d} {row // 60 % 24:02d}:{row % 60:02d}",
                "delay": rng.randrange(-20, 300),
                "distance": rng.randrange(30, 2700),
                "origin": rng.choice(airports),
                "destination": rng.choice(airports),
            }
            file.write(json.dumps(flight) + "\n")


FILES = {"mixed.csv": mixed, "wide.csv.gz": wide, "flights.jsonl": lines}


def cpu(*words):
    """CPU seconds of a command that must succeed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([ROOT / "millrace", *words], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, words))} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        for name, make in FILES.items():
            path = Path(folder, name)
            make(path)
            contract = Path(folder, name + ".odcs.yaml")
            cpu("contract", "infer", path, "--out", contract)
            infer, test = [], []
            for _ in range(rounds):
                infer.append(cpu("contract", "infer", path, "--out", Path(folder, f"{len(infer)}-{name}.yaml")))
                test.append(cpu("contract", "test", path, "--contract", contract))
            one, other = statistics.median(infer), statistics.median(test)
            size = os.path.getsize(path) / 1e6
            print(f"{name}: {size:.1f} MB, infer {one:.2f} s, test {other:.2f} s, {one / other:.1f} times", flush=True)


if __name__ == "__main__":
    main()
