#!/usr/bin/env python3
"""Writes template.yaml as CloudFormation sees it, that is with AWS SAM's resources expanded, for the scanners.

usage: expand.py TEMPLATE OUTPUT     (OUTPUT gets JSON; needs aws-sam-translator, which comes with AWS SAM)

Some findings show only here: SAM makes versions, aliases, permissions and event rules of its own. Code that lies beside the
template stands at a made-up place, as if it were uploaded already.
"""

import json
import os
import pathlib
import sys

# The translator asks for a region and for nothing else of AWS.
os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")

from samtranslator.parser.parser import Parser  # noqa: E402
from samtranslator.translator.transform import transform  # noqa: E402
from samtranslator.yaml_helper import yaml_parse  # noqa: E402


class NoManagedPolicies:
    """Roles name no managed policies; were one to, the translator would fail rather than ask AWS."""

    def load(self):
        return {}


def uploaded(template, folder):
    """The template with local code uploaded and state machines inlined, as `sam deploy` would send it."""
    for name, resource in template["Resources"].items():
        properties = resource.get("Properties", {})
        if resource["Type"] == "AWS::Serverless::Function":
            properties["CodeUri"] = f"s3://uploaded/{name}.zip"
        elif resource["Type"] == "AWS::Serverless::StateMachine":
            definition = folder / properties.pop("DefinitionUri")
            properties["Definition"] = json.loads(definition.read_text(encoding="utf-8"))
    return template


def main(source, target):
    template = uploaded(yaml_parse(source.read_text(encoding="utf-8")), source.parent)
    expanded = transform(template, {}, NoManagedPolicies(), feature_toggle=None)
    left = sorted({r["Type"] for r in expanded["Resources"].values() if r["Type"].startswith("AWS::Serverless::")})
    if left:
        sys.exit(f"{source}: {', '.join(left)} could not be expanded")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(expanded, indent=1, default=str) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
