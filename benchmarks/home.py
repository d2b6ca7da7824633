"""The local cloud as benchmarks use it: it must run, by ./millrace up."""

import subprocess
import sys
from pathlib import Path

import boto3
from botocore.config import Config

ROOT = Path(__file__).resolve().parent.parent


class Home:
    """Its clients and its stack's outputs, and the command millrace on it."""

    def __init__(self) -> None:
        exports = (line.removeprefix("export ").split("=", 1) for line in self.command("env").splitlines() if line.startswith("export "))
        self.env = {name: value.strip("'") for name, value in exports}
        self.session = boto3.Session(self.env["AWS_ACCESS_KEY_ID"], self.env["AWS_SECRET_ACCESS_KEY"], region_name=self.env["AWS_REGION"])
        stack = self.client("cloudformation").describe_stacks(StackName="millrace")["Stacks"][0]
        self.outputs = {o["OutputKey"]: o["OutputValue"] for o in stack["Outputs"]}

    def client(self, service: str):
        return self.session.client(
            service,
            endpoint_url=self.env["AWS_ENDPOINT_URL"],
            verify=self.env["AWS_CA_BUNDLE"],
            config=Config(s3={"addressing_style": "path"}),
        )

    def command(self, *words: str, statuses: tuple[int, ...] = (0,)) -> str:
        """What ./millrace WORDS prints; ends the benchmark when it ends with another status."""
        done = subprocess.run([ROOT / "millrace", *words], capture_output=True, text=True)
        if done.returncode not in statuses:
            sys.exit(f"./millrace {' '.join(words)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout
