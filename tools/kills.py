#!/usr/bin/env python3
"""Kills functions, executions and Spark jobs on the local cloud while files and batches are on their way, and compares what comes of it.

    ./millrace up --batches
    .millrace/venv/bin/python tools/kills.py burst [--files 300] [--kills 120] [--seed 1]
    .millrace/venv/bin/python tools/kills.py batch [--rows 2000]

burst: uploads good files, a tenth as many bad ones, and a tenth as many versions of one key whose contract says `replace`, and kills random
processes of functions meanwhile (kill -9). Then it sweeps until every file has come to its end, and requires each good file's rows once,
row for row, each bad file REJECTED, and one version of the key INGESTED.

batch: breaks batches off, each at another point: its execution is stopped in a page, its Spark job is killed when it begins and after it has
switched partitions, and functions are killed all the while. After each, at once, the table must hold the rows of the INGESTED files alone;
after the next undisturbed batch, the rows of all files once.

Both end with `./millrace verify`. It wants a local cloud without other files of its datasets: ./millrace down first.
"""

import argparse
import collections
import json
import os
import random
import signal
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))

from home import ROOT, Home  # noqa: E402

RUNTIME = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"
CONTRACT = """\
apiVersion: v3.1.0
kind: DataContract
id: urn:millrace:tools:{name}
version: 1.0.0
status: active
schema:
  - name: {name}
    properties:
      - {{name: file, logicalType: integer, required: true}}
      - {{name: line, logicalType: integer, required: true}}
customProperties:
  - {{property: millrace.keyPattern, value: "{folder}/*.csv"}}
  - {{property: millrace.onNewVersion, value: {on_new_version}}}
  - {{property: millrace.cadence, value: {cadence}}}
"""
TERMINAL = {"INGESTED", "REJECTED", "SUPERSEDED", "GONE", "IGNORED", "APPLIED"}


def say(text: str) -> None:
    print(time.strftime("%H:%M:%S"), text, flush=True)


def server(name: str) -> int:
    """The process id of the local cloud, or of its job server."""
    lines = (ROOT / ".millrace" / name).read_text().splitlines()
    return int(dict(line.split("=", 1) for line in lines if "=" in line)["pid"])


def descendants(pid: int) -> list[int]:
    """The processes below one, as /proc tells."""
    children = collections.defaultdict(list)
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children[int(fields[1])].append(int(stat.parent.name))
    found, open_ = [], [pid]
    while open_:
        below = children[open_.pop()]
        found += below
        open_ += below
    return found


def with_word(pid: int, word: str) -> list[int]:
    found = []
    for process in descendants(pid):
        try:
            if word in (Path("/proc") / str(process) / "cmdline").read_text():
                found.append(process)
        except OSError:
            continue
    return found


def kill(process: int) -> bool:
    try:
        os.kill(process, signal.SIGKILL)
        return True
    except ProcessLookupError:
        return False


class Killer(threading.Thread):
    """Kills a random process of a function now and then, until it has killed as many as it may."""

    def __init__(self, kills: int, seed: int, pause: float) -> None:
        super().__init__(daemon=True)
        self.cloud, self.left, self.random, self.pause = server("server.properties"), kills, random.Random(seed), pause
        self.killed, self.stopped = 0, threading.Event()

    def run(self) -> None:
        while self.left and not self.stopped.wait(self.pause):
            functions = with_word(self.cloud, RUNTIME)
            if functions and kill(self.random.choice(functions)):
                self.killed += 1
                self.left -= 1


class KillsHome(Home):
    def __init__(self) -> None:
        super().__init__()
        self.s3 = self.client("s3")

    def apply(self, name: str, folder: str, on_new_version: str, cadence: str) -> None:
        path = ROOT / ".millrace/tmp" / f"{name}.odcs.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(CONTRACT.format(name=name, folder=folder, on_new_version=on_new_version, cadence=cadence))
        self.command("contract", "apply", str(path))

    def put(self, key: str, body: str) -> None:
        self.s3.put_object(Bucket=self.outputs["LandingBucket"], Key=key, Body=body.encode())

    def records(self, dataset: str) -> list[dict]:
        text = self.command("ls", "--dataset", dataset, "--json")
        return [json.loads(line) for line in text.splitlines() if line.startswith("{")]

    def states(self, dataset: str) -> collections.Counter:
        return collections.Counter(record["state"] for record in self.records(dataset))

    def rows(self, table: str) -> dict[int, tuple[int, int, int]]:
        """Of each file: how many rows, how many different lines, and the sum of these."""
        text = self.command(
            "query", "--json", f"select file, count(*) as n, count(distinct line) as d, sum(line) as s from {table} group by file"
        )
        found = (json.loads(line) for line in text.splitlines() if line.startswith("{"))
        return {int(row["file"]): (int(row["n"]), int(row["d"]), int(row["s"])) for row in found}

    def sweep(self) -> None:
        self.command("sweep", "--grace", "0s", statuses=(0, 1, 3, 4))

    def verify(self) -> None:
        """Ends the program when the tables do not hold what is recorded."""
        self.command("verify")
        say("verify: as it must be")


def text(file: int, rows: int) -> str:
    return "file,line\n" + "".join(f"{file},{line}\n" for line in range(rows))


def expected(rows: int) -> tuple[int, int, int]:
    return rows, rows, rows * (rows - 1) // 2


def require(what: str, found, wanted) -> None:
    if found != wanted:
        sys.exit(f"{what}: {found}, not {wanted}")
    say(f"{what}: as it must be")


def burst(home: KillsHome, files: int, kills: int, seed: int) -> None:
    home.apply("killed", "killed", "append", "on-arrival")
    home.apply("killed_key", "killed-key", "replace", "on-arrival")
    sizes = {file: 20 + file % 90 for file in range(files)}
    versions = files // 10
    killer = Killer(kills, seed, 1.0)
    killer.start()
    began = time.monotonic()
    with ThreadPoolExecutor(4) as uploads:
        done = [uploads.submit(home.put, f"killed/{file:04d}.csv", text(file, rows)) for file, rows in sizes.items()]
        done += [uploads.submit(home.put, f"killed/bad-{n:04d}.csv", f"file,line\n{n},none\n") for n in range(files // 10)]
        for one in done:
            one.result()
    for version in range(versions):
        home.put("killed-key/key.csv", text(version, 2))
    say(f"uploaded in {time.monotonic() - began:.0f} s")
    wanted = {"killed": files + files // 10, "killed_key": versions}
    while True:
        home.sweep()
        states = {dataset: home.states(dataset) for dataset in wanted}
        say(f"{killer.killed} killed; {({d: dict(s) for d, s in states.items()})}")
        ended = all(sum(s[t] for t in TERMINAL) == wanted[d] for d, s in states.items())
        if ended and not killer.is_alive():
            break
        if time.monotonic() - began > 7200:
            sys.exit("Not all files have come to their end in two hours")
        time.sleep(15)
    say(f"all files have come to their end after {time.monotonic() - began:.0f} s")
    require("files", dict(states["killed"]), {"INGESTED": files, "REJECTED": files // 10})
    require("versions of the key", dict(states["killed_key"]), {"INGESTED": 1, "SUPERSEDED": versions - 1})
    require("rows", home.rows("killed"), {file: expected(rows) for file, rows in sizes.items()})
    home.sweep()
    found = home.rows("killed_key")
    require("rows of the key", list(found.values()), [expected(2)])
    home.verify()


class Batches:
    """Batches of one dataset, broken off at will."""

    def __init__(self, home: KillsHome, dataset: str) -> None:
        self.home, self.dataset = home, dataset
        self.sfn = home.client("stepfunctions")

        machines = self.sfn.list_state_machines()["stateMachines"]
        self.machine = next(m["stateMachineArn"] for m in machines if m["name"].endswith("ingest-batch"))

    def running(self) -> list[dict]:
        return self.sfn.list_executions(stateMachineArn=self.machine, statusFilter="RUNNING")["executions"]

    def idle(self) -> None:
        """The sweep may have begun a batch that is owed."""
        self.await_("the end of all batches", lambda: not self.running())

    def start(self) -> str:
        self.idle()
        self.home.command("batch", "daily", "--dataset", self.dataset)
        return max(self.running(), key=lambda e: e["startDate"])["executionArn"]

    def status(self, arn: str) -> str:
        return self.sfn.describe_execution(executionArn=arn)["status"]

    def entered(self, arn: str, state: str) -> bool:
        events = self.sfn.get_execution_history(executionArn=arn, maxResults=1000)["events"]
        return any(e.get("stateEnteredEventDetails", {}).get("name") == state for e in events)

    def await_(self, what: str, is_so) -> None:
        began = time.monotonic()
        while not is_so():
            if time.monotonic() - began > 600:
                sys.exit(f"{what} did not come in ten minutes")
            time.sleep(0.2)

    def end(self, arn: str) -> str:
        self.await_("the batch's end", lambda: self.status(arn) != "RUNNING")
        return self.status(arn)

    def spark(self) -> list[int]:
        return with_word(server("jobs.properties"), "--millrace-job")

    def journals(self) -> list[str]:
        listed = self.home.s3.list_objects_v2(Bucket=self.home.outputs["LakeBucket"], Prefix=f"{self.dataset}/_runs/")
        return [o["Key"] for o in listed.get("Contents", []) if o["Key"].endswith(".json")]


def batch(home: KillsHome, rows: int) -> None:
    dataset = "killed_daily"
    home.apply(dataset, "killed-daily", "append", "daily")
    batches = Batches(home, dataset)
    files = iter(range(1000))
    there: dict[int, tuple[int, int, int]] = {}

    def land() -> list[int]:
        new = [next(files) for _ in range(6)]
        for file in new:
            home.put(f"killed-daily/{file:04d}.csv", text(file, rows))
        batches.await_("the records of the uploads", lambda: sum(home.states(dataset).values()) >= new[-1] + 1)
        return new

    def in_page(arn: str) -> None:
        batches.await_("a page", lambda: batches.entered(arn, "Ingest Page"))
        time.sleep(3)
        batches.sfn.stop_execution(executionArn=arn)

    def spark_begins(arn: str) -> None:
        batches.await_("the Spark job", batches.spark)
        time.sleep(1)
        for process in batches.spark():
            kill(process)

    def spark_has_switched(arn: str) -> None:
        before = set(batches.journals())
        batches.await_("the journal of the run", lambda: set(batches.journals()) - before)
        for process in batches.spark():
            kill(process)

    def commit(arn: str) -> None:
        batches.await_("the commit", lambda: batches.entered(arn, "Commit Batch"))
        batches.sfn.stop_execution(executionArn=arn)

    def functions(arn: str) -> None:
        killer = Killer(28, 1, 1.5)
        killer.start()
        batches.end(arn)
        killer.stopped.set()
        say(f"{killer.killed} functions killed")

    waiting: list[int] = []
    for break_off in (in_page, spark_begins, spark_has_switched, commit, functions):
        waiting += land()
        arn = batches.start()
        break_off(arn)
        ended = batches.end(arn)
        home.sweep()
        batches.idle()
        states = collections.Counter(r["state"] for r in home.records(dataset))
        say(f"{break_off.__name__}: {ended}; {dict(states)}")
        ingested = {int(Path(r["key"]).stem) for r in home.records(dataset) if r["state"] == "INGESTED"}
        require(f"{break_off.__name__}, at once", home.rows(dataset) if ingested else {}, {f: expected(rows) for f in ingested})
        home.command("batch", "daily", "--dataset", dataset, "--wait", statuses=(0, 3, 4))
        there |= {file: expected(rows) for file in waiting}
        waiting = []
        require(f"{break_off.__name__}, after the next batch", home.rows(dataset), there)
    home.verify()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("what", choices=["burst", "batch"])
    options.add_argument("--files", type=int, default=300)
    options.add_argument("--kills", type=int, default=120)
    options.add_argument("--rows", type=int, default=2000)
    options.add_argument("--seed", type=int, default=1)
    wanted = options.parse_args()
    home = KillsHome()
    if wanted.what == "burst":
        burst(home, wanted.files, wanted.kills, wanted.seed)
    else:
        batch(home, wanted.rows)


if __name__ == "__main__":
    main()
