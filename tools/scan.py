#!/usr/bin/env python3
"""Has checkov look at templates, and fails on any finding, or when it did not really look.

usage: scan.py CHECKOV TEMPLATE…     (CHECKOV: its program; its settings are in checkov.yaml beside this file)

By itself checkov is content with a template that it cannot read: it then checks nothing, and says so nowhere.
"""

import json
import pathlib
import subprocess
import sys

SETTINGS = pathlib.Path(__file__).with_name("checkov.yaml")


def report(checkov, templates):
    """What checkov says: one report of all templates."""
    ran = subprocess.run(
        [checkov, "--config-file", str(SETTINGS), "--output", "json", "--file", *templates],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        said = json.loads(ran.stdout)
        return said["results"]
    except (ValueError, TypeError, KeyError):
        sys.exit(f"checkov checked nothing (it ended with {ran.returncode}):\n{ran.stdout}\n{ran.stderr}")


def main(checkov, templates):
    results = report(checkov, templates)
    checked = {pathlib.Path(r["file_abs_path"]).resolve() for r in results["passed_checks"]}
    unread = [t for t in templates if pathlib.Path(t).resolve() not in checked]
    for finding in results["failed_checks"]:
        print(f"{finding['file_path']}: {finding['resource']}: {finding['check_id']} {finding['check_name']}")
    for template in unread:
        print(f"{template}: checkov could not read it")
    if results["failed_checks"] or unread:
        sys.exit(1)
    print(f"{len(results['passed_checks'])} checks passed")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2:])
