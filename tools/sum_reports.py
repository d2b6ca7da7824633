"""Sums the JUnit reports of surefire and failsafe below a folder: prints `passed failed skipped`."""

import pathlib
import sys
import xml.etree.ElementTree

FOLDERS = ("surefire-reports", "java17-reports", "failsafe-reports")

passed = failed = skipped = 0
for report in pathlib.Path(sys.argv[1]).glob("**/target/*-reports/TEST-*.xml"):
    if report.parent.name not in FOLDERS or ".millrace" in report.parts:
        continue
    suite = xml.etree.ElementTree.parse(report).getroot()
    tests, errors, failures, skips = (int(suite.get(name, 0)) for name in ("tests", "errors", "failures", "skipped"))
    failed += errors + failures
    skipped += skips
    passed += tests - errors - failures - skips
print(passed, failed, skipped)
