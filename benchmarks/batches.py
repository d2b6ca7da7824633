#!/usr/bin/env python3
"""Two batches of 200 files and 2 GB on the local cloud, and their Spark job beside plain Spark.

    ./millrace up --batches && .millrace/venv/bin/python benchmarks/batches.py [--megabytes 2000] [--rounds 3] [--again]

Generates card payments (140 files of 1-20 MB) and account holders (48 files of 15-27 MB), and twelve broken files of six kinds; uploads
all, runs both batches, and requires that the tables hold exactly the rows that were generated, and that every broken file is in the failed
bucket with its report. Then it runs each batch's Spark job again, under the same manifest, in turns with plain Spark, which reads the
landed CSV of the same files and writes it as Parquet by the same partition column: same machine, same Spark, same settings.

It wants a local cloud without other files of the two datasets: ./millrace down first.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections import namedtuple
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

from home import ROOT, Home

PLAIN = Path(__file__).resolve().parent / "plain_spark.py"
PLAIN_OUT = "results/benchmark/"
Expected = namedtuple("Expected", "rows cents")
DATASETS = {"daily": "card_payments", "monthly": "account_holders"}
TOTALS = {
    "card_payments": "SELECT count(*), cast(sum(amount) * 100 AS bigint) FROM card_payments",
    "account_holders": "SELECT count(*), cast(sum(balance) * 100 AS bigint) FROM account_holders",
}
COUNTRIES = ["de", " NL", "UK", "fr ", "IT", ""]
STATUS = ["settled", "settled", "refunded", "disputed"]
SEGMENTS = ["private", "business", "student"]
DAYS = [(date(2026, 11, 16) + timedelta(days=d)).isoformat() for d in range(4)]
PAYMENTS = "payment_id;paid_on;merchant;country;amount;fee;status\n"
HOLDERS = "month,holder_id,full_name,email,iban,born_on,segment,balance\n"


def say(text: str) -> None:
    print(time.strftime("%H:%M:%S"), text, flush=True)


def payment(file: int, number: int, generation: int) -> tuple[str, int]:
    cents = (number * 7919 + file * 104729 + generation * 31) % 99_900 + 100
    return (
        f"P{file:03d}{number:07d};{DAYS[number % 4]};Shop {number % 397};{COUNTRIES[number % 6]};"
        f"{cents // 100}.{cents % 100:02d};{cents // 5000}.{cents // 50 % 100:02d};{STATUS[number % 4]}\n"
    ), cents


def payments(file: int, size: int) -> tuple[str, int, int, int]:
    """A file's text, its rows, and what it adds to the table: one in twenty rows of the file before comes again, changed."""
    rows, again = size // 60, (size // 60) // 20
    lines, added, cents = [PAYMENTS], 0, 0
    if file > 0:
        for number in range(again):
            line, new = payment(file - 1, number, 1)
            lines.append(line)
            cents += new - payment(file - 1, number, 0)[1]
    for number in range(rows - again):
        line, new = payment(file, number, 0)
        lines.append(line)
        cents += new
        added += 1
    return "".join(lines), len(lines) - 1, added, cents


def holders(file: int, size: int) -> tuple[str, int, int, int]:
    rows, cents = size // 112, 0
    lines = [HOLDERS]
    for number in range(rows):
        balance = (number * 7919 + file * 104729) % 5_000_000
        cents += balance
        lines.append(
            f"2026-10-01,H{file}-{number:07d},Anna Bianchi,anna.bianchi.{number}@mail{number % 5}.example,"
            f"DE{10 + number % 89}50010517{(number * 6007 + file) % 10**10:010d},{1940 + number % 66}-0{1 + number % 9}-1{number % 10},"
            f"{SEGMENTS[number % 3]},{balance // 100}.{balance % 100:02d}\n"
        )
    return "".join(lines), rows, rows, cents


def broken() -> list[tuple[str, bytes]]:
    """Two of each kind, small."""
    files = []
    good = payments(0, 60_000)[0]
    for n in range(2):
        files += [
            (f"card-payments/wrong-delimiter-{n}.csv", good.replace(";", ",").encode() + b"\n" * n),
            (f"card-payments/missing-column-{n}.csv", ("\n".join(line.rpartition(";")[0] for line in good.splitlines()) + "\n" * (n + 1)).encode()),
            (f"card-payments/wrong-type-{n}.csv", (good + f"P999999999{n};2026-11-16;Shop;de;twelve;0.10;settled\n").encode()),
            (f"card-payments/empty-{n}.csv", b""),
            (f"account-holders/wrong-segment-{n}.csv", holders(n, 60_000)[0].replace(",student,", ",pupil,").encode()),
            (f"account-holders/wrong-date-{n}.csv", holders(n, 60_000)[0].replace("2026-10-01,", "2026-13-01,", 1).encode()),
        ]
    return files


class BatchHome(Home):
    """The local cloud, and what batches leave in it."""

    def __init__(self) -> None:
        super().__init__()
        self.s3 = self.client("s3")

    def keys(self, bucket: str, prefix: str) -> list[str]:
        pages = self.s3.get_paginator("list_objects_v2").paginate(Bucket=self.outputs[bucket], Prefix=prefix)
        return [found["Key"] for page in pages for found in page.get("Contents", [])]

    def forget(self, bucket: str) -> None:
        """Drops what plain Spark has written, and old versions of objects: the local cloud keeps all in memory, which Spark needs."""
        pages = self.s3.get_paginator("list_object_versions").paginate(Bucket=self.outputs[bucket])
        found = [v for page in pages for v in page.get("Versions", []) + page.get("DeleteMarkers", [])]
        for version in found:
            if not version["IsLatest"] or version["Key"].startswith(PLAIN_OUT) or "Size" not in version:
                self.s3.delete_object(Bucket=self.outputs[bucket], Key=version["Key"], VersionId=version["VersionId"])

    def run(self, dataset: str) -> str:
        """The id of its last batch."""
        return max(key.split("/")[2] for key in self.keys("StagingBucket", f"results/{dataset}/"))

    def result(self, dataset: str) -> dict:
        """What the job of its last batch wrote down in the end."""
        return self.json(f"results/{dataset}/{self.run(dataset)}/curate.json")

    def reopen(self, manifest: str) -> None:
        """Lets the job of a batch that is over run once more: takes away its result, and the mark that it is over."""
        job = self.json(manifest)
        for folder, name in ((job["results"], "curate.json"), (job["location"], f"_runs/{job['batch']}.closed")):
            bucket, _, key = folder.removeprefix("s3://").partition("/")
            self.s3.delete_object(Bucket=bucket, Key=key + name)

    def json(self, key: str) -> dict:
        return json.loads(self.s3.get_object(Bucket=self.outputs["StagingBucket"], Key=key)["Body"].read())

    def totals(self, dataset: str) -> Expected:
        cells = [w for w in self.command("query", TOTALS[dataset]).split() if w.lstrip("-").isdigit()]
        return Expected(int(cells[-2]), int(cells[-1]))


def land(home: BatchHome, megabytes: int) -> tuple[dict[str, Expected], dict[str, int], dict[str, int]]:
    expected, read, sizes = {}, {}, {}
    # One after the other, while the next is made: of rows with the same key the newest counts.
    with ThreadPoolExecutor(1) as uploads:
        done = []
        for dataset, prefix, make, count, least, most in [
            ("card_payments", "card-payments", payments, 140, 1, 20),
            ("account_holders", "account-holders", holders, 48, 15, 27),
        ]:
            shares = [least + (most - least) * (i / (count - 1)) ** (2 if count > 100 else 1) for i in range(count)]
            scale = megabytes / 2 / sum(shares)
            total, rows, size = Expected(0, 0), 0, 0
            for file in range(count):
                text, lines, added, cents = make(file, int(shares[file] * scale * 1_000_000))
                body = text.encode()
                total = Expected(total.rows + added, total.cents + cents)
                rows, size = rows + lines, size + len(body)
                put = dict(Bucket=home.outputs["LandingBucket"], Key=f"{prefix}/{file:03d}.csv", Body=body)
                done.append(uploads.submit(lambda p=put: home.s3.put_object(**p) and None))
                if len(done) > 4:
                    done.pop(0).result()
            expected[dataset], read[dataset], sizes[dataset] = total, rows, size
        for key, body in broken():
            done.append(uploads.submit(home.s3.put_object, Bucket=home.outputs["LandingBucket"], Key=key, Body=body))
        for one in done:
            one.result()
    return expected, read, sizes


def spark(home: BatchHome, script: Path, arguments: list[str], jars: list[Path], memory: str) -> tuple[float, int]:
    """Seconds that spark-submit takes, its start included, and the most memory of its process, in MB."""
    venv, log = ROOT / ".millrace/venv-spark", ROOT / ".millrace/logs/benchmark-spark.log"
    trust = ROOT / ".millrace/tls/trust.p12"
    conf = {
        "spark.ui.enabled": "false",
        "spark.driver.memory": memory,
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.session.timeZone": "UTC",
        "spark.driver.extraClassPath": ":".join(str(jar) for jar in (venv / "jars").glob("*.jar")),
        "spark.driver.extraJavaOptions": f"-Djavax.net.ssl.trustStore={trust} -Djavax.net.ssl.trustStorePassword=millrace",
        "spark.hadoop.fs.s3.impl": "org.apache.hadoop.fs.s3a.S3AFileSystem",
        "spark.hadoop.fs.s3a.endpoint": home.env["AWS_ENDPOINT_URL"],
        "spark.hadoop.fs.s3a.endpoint.region": home.env["AWS_REGION"],
        "spark.hadoop.fs.s3a.path.style.access": "true",
        "spark.hadoop.fs.s3a.aws.credentials.provider": "com.amazonaws.auth.EnvironmentVariableCredentialsProvider",
    }
    words = [str(venv / "bin/spark-submit"), "--master", "local[2]"]
    for name, value in conf.items():
        words += ["--conf", f"{name}={value}"]
    words += (["--jars", ",".join(map(str, jars))] if jars else []) + [str(script), *arguments]
    environment = {**os.environ, **home.env, "PYSPARK_PYTHON": str(venv / "bin/python"), "SPARK_LOCAL_IP": "127.0.0.1"}
    environment["JAVA_HOME"] = subprocess.run([ROOT / "tools/find-jdk.sh", "17"], check=True, capture_output=True, text=True).stdout.strip()
    began = time.monotonic()
    with log.open("w") as out:
        process = subprocess.Popen(words, stdout=out, stderr=subprocess.STDOUT, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{script.name} failed; see {log}")
    return time.monotonic() - began, usage.ru_maxrss // 1024


def batch(home: BatchHome, cadence: str) -> float:
    """How long it took."""
    began = time.monotonic()
    # Status 3: some files are refused.
    home.command("batch", cadence, "--dataset", DATASETS[cadence], "--wait", statuses=(3,))
    return time.monotonic() - began


def require_refused(home: BatchHome) -> None:
    """Each broken file lies in the failed bucket, below its object's id, beside its report."""
    keys = home.keys("FailedBucket", "")
    for key, _ in broken():
        moved = [k.rpartition("/")[0] for k in keys if k.endswith("/" + key.rpartition("/")[2])]
        if len(moved) != 1 or moved[0] + ".findings.json" not in keys:
            sys.exit(f"{key} is not in the failed bucket with its report")


def compare(home: BatchHome, dataset: str, rounds: int, memory: str) -> dict:
    """The last batch's job and plain Spark, in turns, over the same good files."""
    job = ROOT / "jobs/spark/src/main/python/millrace_job.py"
    jar = ROOT / "jobs/spark/target/quick/millrace-spark.jar"
    staging = home.outputs["StagingBucket"]
    manifest = f"manifests/{dataset}/{home.run(dataset)}/curate.json"
    rows = home.result(dataset)["rowsRead"]
    files = [f"s3://{f['bucket']}/{f['key']}" for f in home.json(manifest)["files"]]
    listing = ROOT / ".millrace/demo" / f"{dataset}.json"
    listing.parent.mkdir(parents=True, exist_ok=True)
    listing.write_text(json.dumps(files))
    plain, ours = [], []
    for number in range(rounds):
        for bucket in ("LakeBucket", "StagingBucket"):
            home.forget(bucket)
        out = f"s3://{staging}/{PLAIN_OUT}{dataset}/{number}/"
        plain.append(spark(home, PLAIN, [dataset, str(listing), out], [], memory))
        home.reopen(manifest)
        ours.append(
            spark(home, job, ["--manifest", f"s3://{staging}/{manifest}", "--millrace-job", f"benchmark#{number}"], [jar], memory)
        )
        if home.result(dataset)["rowsRead"] != rows:
            sys.exit(f"The job read {home.result(dataset)['rowsRead']} rows, not {rows}")
        say(f"{dataset} round {number + 1}: plain {plain[-1][0]:.1f} s, job {ours[-1][0]:.1f} s")
    seconds = [statistics.median(t for t, _ in way) for way in (plain, ours)]
    return {
        "rows": rows,
        "plain s": round(seconds[0], 1),
        "job s": round(seconds[1], 1),
        "plain rows/s": round(rows / seconds[0]),
        "job rows/s": round(rows / seconds[1]),
        "job / plain": round(seconds[0] / seconds[1], 2),
        "plain peak MB": max(m for _, m in plain),
        "job peak MB": max(m for _, m in ours),
    }


def ingest(home: BatchHome, megabytes: int) -> None:
    for name in DATASETS.values():
        home.command("contract", "apply", str(ROOT / "contracts" / f"{name}.odcs.yaml"))
    say("generating and uploading")
    expected, read, sizes = land(home, megabytes)
    say(f"landed: {sizes} bytes, {read} rows")
    for cadence, dataset in DATASETS.items():
        seconds = batch(home, cadence)
        result = home.result(dataset)
        if result["rowsRead"] != read[dataset]:
            sys.exit(f"The job read {result['rowsRead']} rows, not {read[dataset]}")
        say(f"batch of {dataset}: {seconds:.0f} s; its job wrote {result['rowsWritten']} rows, peak heap {result['peakMemoryBytes'] >> 20} MB")
    found = {dataset: home.totals(dataset) for dataset in DATASETS.values()}
    if found != expected:
        sys.exit(f"The tables hold {found}, not {expected}")
    require_refused(home)
    say(f"every good row is there once, every broken file is refused: {found}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--megabytes", type=int, default=2000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--memory", default="1g", help="of Spark's heap, in both ways")
    options.add_argument("--again", action="store_true", help="only compare the jobs, of the batches that ran before")
    wanted = options.parse_args()

    home = BatchHome()
    if not wanted.again:
        ingest(home, wanted.megabytes)
    before = {dataset: home.totals(dataset) for dataset in DATASETS.values()}
    figures = {dataset: compare(home, dataset, wanted.rounds, wanted.memory) for dataset in DATASETS.values()}
    if {dataset: home.totals(dataset) for dataset in DATASETS.values()} != before:
        sys.exit("The tables changed by running the jobs again")
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
