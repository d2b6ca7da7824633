#!/usr/bin/env python3
"""How long a function takes from the start of its process to the answer of its first event, which makes one write in DynamoDB.

    ./millrace up && .millrace/venv/bin/python benchmarks/cold_start/measure.py [--rounds 15] [--with NAME=ARTIFACT …]

And how long the first event takes where SnapStart has a snapshot: from the event to the answer, after what is done before the snapshot. What restoring
the snapshot itself takes on AWS, no machine at home can tell.

In turns: `update-audit` as `./millrace up` built it (Mark Ingested), the ordinary Java function of this folder, and the ordinary Python function, all three
against the table of the local cloud, over TLS. Java runs with AWS's own runtime client and the options of Lambda's managed runtime; the runtime's
interface is this process. `--with` takes other builds of update-audit along, such as one of the revision before. Before anything is timed, each must have
answered, and its write must be in the table. Prints the median, the fastest and the slowest of each, and the memory that each needed.
"""

import argparse
import http.server
import json
import os
import queue
import statistics
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from home import ROOT, Home  # noqa: E402

JAVA_OPTIONS = ["-Xmx435m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xshare:auto", "--enable-native-access=ALL-UNNAMED"]


class Runtime(http.server.BaseHTTPRequestHandler):
    """Lambda's runtime interface for one function at a time."""

    protocol_version = "HTTP/1.1"
    event = b""
    answers: "queue.Queue[tuple[float, bytes]]" = queue.Queue()
    asked = threading.Event()
    given = 0.0

    def do_GET(self) -> None:
        if self.path.endswith("/restore/next"):
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if Runtime.asked.is_set():
            time.sleep(60)  # there is no second event; the function is stopped meanwhile
            return
        Runtime.asked.set()
        Runtime.given = time.monotonic()
        self.send_response(200)
        self.send_header("Lambda-Runtime-Aws-Request-Id", str(uuid.uuid4()))
        self.send_header("Lambda-Runtime-Deadline-Ms", str(int(time.time() * 1000) + 60_000))
        self.send_header("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:000000000000:function:measured")
        self.send_header("Lambda-Runtime-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(Runtime.event)))
        self.end_headers()
        self.wfile.write(Runtime.event)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        Runtime.answers.put((time.monotonic(), b"ERROR " + body if self.path.endswith("error") else body))
        self.send_response(202)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def handle(self) -> None:
        try:
            super().handle()
        except ConnectionError:
            pass  # the function was stopped

    def log_message(self, *_: object) -> None:
        pass


class Peer:
    def __init__(self, name: str, command: list[str], event) -> None:
        self.name, self.command, self.event = name, command, event
        self.seconds: list[float] = []
        self.restored: list[float] = []
        self.megabytes: list[float] = []


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=15)
    options.add_argument("--with", dest="others", action="append", default=[], metavar="NAME=ARTIFACT")
    chosen = options.parse_args()
    home = Home()
    dynamo, table = home.client("dynamodb"), home.outputs["AuditTable"]
    java, runtime = java_of_home()
    subprocess.run([ROOT / "tools/maven.sh", "-q", "-Pbenchmarks", "-DskipUnitTests", "package", "-pl", "benchmarks/cold_start"], check=True)

    def in_java(artifact: Path, lib: Path, handler: str) -> list[str]:
        trust = [f"-Djavax.net.ssl.trustStore={home_file('trust')}", "-Djavax.net.ssl.trustStorePassword=millrace"]
        native = f"-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI={runtime}/libaws-lambda-jni.so"
        path = f"{artifact}:{lib}/*:{runtime}/*"
        hooks = "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac"
        return [java, *JAVA_OPTIONS, *trust, native, hooks, "-cp", path, "com.amazonaws.services.lambda.runtime.api.client.AWSLambda", handler]

    handler = "dev.millrace.updateaudit.UpdateAuditHandler::handleRequest"
    built = ROOT / ".millrace/sam/build/UpdateAuditFunction"
    peers = [Peer("update-audit", in_java(built, built / "lib", handler), marked)]
    for other in chosen.others:
        name, artifact = other.split("=", 1)
        peers.append(Peer(name, in_java(Path(artifact), Path(artifact) / "lib", handler), marked))
    ordinary = HERE / "target"
    peers.append(
        Peer("ordinary Java", in_java(ordinary / "classes", ordinary / "lib", "dev.millrace.benchmarks.OrdinaryHandler::handleRequest"), written)
    )
    peers.append(Peer("ordinary Python", [str(ROOT / ".millrace/venv/bin/python"), str(HERE / "ordinary.py")], written))

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Runtime)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    environment = {
        **{k: v for k, v in home.env.items() if k.startswith("AWS_")},
        "PATH": os.environ["PATH"],
        "AUDIT_TABLE": table,
        "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{server.server_address[1]}",
        "AWS_LAMBDA_FUNCTION_NAME": "measured",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_LOG_GROUP_NAME": "measured",
        "AWS_LAMBDA_LOG_STREAM_NAME": "measured",
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_EXECUTION_ENV": "AWS_Lambda_java25",
        "POWERTOOLS_SERVICE_NAME": "update-audit",
    }
    for round in range(chosen.rounds + 1):
        for peer in peers[round % len(peers) :] + peers[: round % len(peers)]:
            seconds, _, megabytes = once(peer, dynamo, table, environment)
            restored = once(peer, dynamo, table, {**environment, "AWS_LAMBDA_INITIALIZATION_TYPE": "snap-start"})[1]
            if round > 0:  # the first one is the check that all do the work, and fills the caches of files
                peer.seconds.append(seconds)
                peer.restored.append(restored)
                peer.megabytes.append(megabytes)
    for peer in peers:
        print(
            f"{peer.name:20} median {statistics.median(peer.seconds) * 1000:6.0f} ms, {min(peer.seconds) * 1000:.0f} to {max(peer.seconds) * 1000:.0f}"
            f" of {len(peer.seconds)}; first event {statistics.median(peer.restored) * 1000:.0f} ms, {min(peer.restored) * 1000:.0f}"
            f" to {max(peer.restored) * 1000:.0f}; {statistics.median(peer.megabytes):.0f} MB"
        )


def marked(record: dict) -> dict:
    """The event of `Mark Ingested`."""
    claim = {name: record[name]["S"] for name in ("dataset", "object", "oid")}
    return {"state": "Mark Ingested", "execution": "measured", "input": {**claim, "fence": int(record["fence"]["N"]), "rows": 7}}


def written(record: dict) -> dict:
    return {"dataset": record["dataset"]["S"], "object": record["object"]["S"], "rows": "7"}


def record_of_a_file() -> dict:
    """A file that is being loaded, under the fence 1."""
    oid = uuid.uuid4().hex + uuid.uuid4().hex
    now = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime())
    texts = {
        "dataset": "on-arrival/measured",
        "object": f"landing/measured/{oid}.csv#v1",
        "oid": oid,
        "bucket": "landing",
        "key": f"measured/{oid}.csv",
        "versionId": "v1",
        "state": "LOADING",
        "time": now,
        "arrived": now,
        "etag": "e",
        "claimant": "measured",
    }
    history = {"L": [{"M": {"at": {"S": now}, "state": {"S": "LOADING"}, "fence": {"N": "1"}, "by": {"S": "measured"}}}]}
    return {**{name: {"S": text} for name, text in texts.items()}, "fence": {"N": "1"}, "size": {"N": "10"}, "history": history}


def once(peer: Peer, dynamo, table: str, environment: dict) -> tuple[float, float, float]:
    """Seconds from the start and from the event, and the memory in MB."""
    record = record_of_a_file()
    dynamo.put_item(TableName=table, Item=record)
    Runtime.event = json.dumps(peer.event(record)).encode()
    Runtime.asked.clear()
    while not Runtime.answers.empty():
        Runtime.answers.get()
    begun = time.monotonic()
    process = subprocess.Popen(peer.command, env=environment, cwd="/tmp", stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        answered, answer = Runtime.answers.get(timeout=60)
        memory = next(line for line in Path(f"/proc/{process.pid}/status").read_text().splitlines() if line.startswith("VmHWM"))
    except queue.Empty:
        answered, answer, memory = 0.0, b"ERROR no answer", "VmHWM: 0 kB"
    finally:
        process.kill()
        said = process.communicate()[0].decode(errors="replace")
    if answer.startswith(b"ERROR") or b"INGESTED" not in answer:
        sys.exit(f"{peer.name} answered {answer.decode(errors='replace')}\n{said}")
    key = {name: record[name] for name in ("dataset", "object")}
    item = dynamo.get_item(TableName=table, Key=key, ConsistentRead=True)["Item"]
    if {"N": "7"} not in (item.get("rows"), item.get("loaded")):
        sys.exit(f"{peer.name} wrote nothing: {item}")
    dynamo.delete_item(TableName=table, Key=key)
    return answered - begun, answered - Runtime.given, int(memory.split()[1]) / 1024


def java_of_home() -> tuple[str, Path]:
    home = subprocess.run([ROOT / "tools/find-jdk.sh"], check=True, capture_output=True, text=True).stdout.strip()
    return f"{home}/bin/java", home_file("runtime")


def home_file(kind: str) -> Path:
    """A file that the local cloud made for the functions' bootstraps."""
    found = sorted((ROOT / ".millrace").rglob({"runtime": "libaws-lambda-jni.so", "trust": "*.p12"}[kind]))
    if not found:
        sys.exit("The local cloud left nothing to run functions with: ./millrace up")
    return found[0].parent if kind == "runtime" else found[0]


if __name__ == "__main__":
    main()
