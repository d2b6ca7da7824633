"""What every peer has in common: its arguments, the columns of a variant, the timing, and the verdict as `row column` lines."""

import json
import sys
import time

COLUMNS = ["id", "amount", "ratio", "day", "at", "clock", "active", "code", "name", "status"]
CODE = "^[A-Z]{2,3}-[0-9]{4}$"
STATUSES = ["new", "paid", "packed", "shipped", "closed"]


def columns(variant: str) -> list[tuple[str, str]]:
    """Each column's name, and which of the ten it is."""
    if not variant.startswith("wide"):
        return [(name, name) for name in COLUMNS]
    return [(f"{name}_{copy}", name) for copy in range(1, 21) for name in COLUMNS]


def main(judge) -> None:
    """Runs `judge(variant, file, contract)`, which returns pairs of row (from 1) and column, so often as asked."""
    variant, file, contract, verdict, times = sys.argv[1:6]
    runs, bad = [], []
    for _ in range(int(times)):
        cpu, began = time.process_time(), time.perf_counter()
        bad = judge(variant, file, contract)
        runs.append([round(time.perf_counter() - began, 4), round(time.process_time() - cpu, 4)])
    with open(verdict, "w", encoding="utf-8") as lines:
        lines.writelines(f"{row} {column}\n" for row, column in bad)
    print(json.dumps({"runs": runs, "bad": len(bad)}))
