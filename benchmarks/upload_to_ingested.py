#!/usr/bin/env python3
"""How long a warm upload takes to be INGESTED on the local cloud, and how many states its execution enters.

    ./millrace up && .millrace/venv/bin/python benchmarks/upload_to_ingested.py [--files 11] [--bytes 1000000]

Applies a contract of its own, uploads a CSV of the given size again and again (one after the other, each under its own key), and asks
the audit table every 10 ms. The first upload warms the functions and is not counted. Prints every time, the median and the worst.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time

from home import Home

CONTRACT = """apiVersion: v3.1.0
kind: DataContract
id: urn:millrace:benchmark:orders
version: 1.0.0
status: active
schema:
  - name: benchmark_orders
    properties:
      - {name: order_id, logicalType: integer, required: true}
      - {name: ordered_on, logicalType: date, required: true}
      - {name: customer, logicalType: string, required: true, logicalTypeOptions: {maxLength: 40}}
      - {name: amount, logicalType: number, physicalType: "decimal(10,2)", required: true}
customProperties:
  - {property: millrace.keyPattern, value: benchmark/orders/*.csv}
  - {property: millrace.onNewVersion, value: append}
  - {property: millrace.onDuplicate, value: load}
"""


def csv(size: int) -> bytes:
    lines, written = ["order_id,ordered_on,customer,amount\n"], 0
    while written < size:
        i = len(lines)
        lines.append(f"{i},2026-11-{i % 28 + 1:02d},Customer {i % 977},{i % 10000}.{i % 100:02d}\n")
        written += len(lines[-1])
    return "".join(lines).encode()


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--files", type=int, default=11)
    options.add_argument("--bytes", type=int, default=1_000_000)
    wanted = options.parse_args()

    home = Home()
    with tempfile.NamedTemporaryFile(suffix=".odcs.yaml") as contract:
        contract.write(CONTRACT.encode())
        contract.flush()
        home.command("contract", "apply", contract.name)
    outputs, s3, dynamo, steps = home.outputs, home.client("s3"), home.client("dynamodb"), home.client("stepfunctions")
    body, times, entered = csv(wanted.bytes), [], set()
    for number in range(wanted.files + 1):
        key = f"benchmark/orders/{time.time_ns()}.csv"
        begin = time.perf_counter()
        version = s3.put_object(Bucket=outputs["LandingBucket"], Key=key, Body=body)["VersionId"]
        place = {
            "dataset": {"S": "on-arrival/benchmark_orders"},
            "object": {"S": f"{outputs['LandingBucket']}/{key}#{version}"},
        }
        record = {}
        while record.get("state", {}).get("S") != "INGESTED":
            if time.perf_counter() - begin > 60 or record.get("state", {}).get("S") in ("REJECTED", "FAILED", "HELD"):
                sys.exit(f"{key} is not INGESTED: {json.dumps(record)}")
            time.sleep(0.01)
            record = dynamo.get_item(TableName=outputs["AuditTable"], Key=place, ConsistentRead=True).get("Item", {})
        took = time.perf_counter() - begin
        if number > 0:
            times.append(took)
        history = steps.get_execution_history(executionArn=record["executionArn"]["S"], maxResults=1000)["events"]
        entered.add(sum(1 for e in history if e["type"].endswith("StateEntered")))
    print("seconds:", " ".join(f"{t:.2f}" for t in times))
    print(f"{len(body):,} bytes, {len(times)} files: median {statistics.median(times):.2f} s, worst {max(times):.2f} s")
    print(f"states entered by an execution: {', '.join(map(str, sorted(entered)))} (+ 1 transition to the end)")


if __name__ == "__main__":
    main()
