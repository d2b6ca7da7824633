#!/usr/bin/env python3
"""Writes the settings of `sam deploy` in one environment of samconfig.toml as JSON, read as AWS SAM itself reads them.

usage: sam_settings.py FOLDER ENVIRONMENT OUTPUT     (needs aws-sam-cli)

FOLDER holds samconfig.toml; the names are sam's own, and `parameter_overrides` becomes an object whatever form it has. Without such a
file there are no settings; an environment that is not in the file is an error, since sam would pass over it.
"""

import json
import pathlib
import sys

from samcli.cli.types import CfnParameterOverridesType
from samcli.lib.config.samconfig import SamConfig


def settings(folder, environment):
    config = SamConfig(folder)
    if not config.exists():
        return {}
    if environment not in config.get_stage_configuration_names():
        sys.exit(f"{config.filepath} has no environment {environment}")
    found = dict(config.get_all(["deploy"], "parameters", environment))
    overrides = found.get("parameter_overrides")
    found["parameter_overrides"] = CfnParameterOverridesType().convert(overrides, None, None)
    return found


def main(folder, environment, output):
    text = json.dumps(settings(folder, environment), default=str)
    pathlib.Path(output).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
