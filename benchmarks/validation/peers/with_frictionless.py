"""frictionless: its own table schema, every error of every row."""

from frictionless import Resource, Schema, system, validate
from timing import CODE, STATUSES, columns, main

KINDS = {
    "id": {"type": "integer", "constraints": {"maximum": 2**63 - 1}},
    "amount": {"type": "number", "constraints": {"maximum": "9999999999.99"}},
    "ratio": {"type": "number", "floatNumber": True},
    "day": {"type": "date"},
    "at": {"type": "datetime", "format": "any"},
    "clock": {"type": "time"},
    "active": {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
    "code": {"type": "string", "constraints": {"pattern": CODE}},
    "name": {"type": "string", "constraints": {"minLength": 1, "maxLength": 40}},
    "status": {"type": "string", "constraints": {"enum": STATUSES}},
}


def judge(variant: str, file: str, _: str) -> list[tuple[int, str]]:
    schema = Schema.from_descriptor({"fields": [{"name": name, **KINDS[kind]} for name, kind in columns(variant)]})
    with system.use_context(trusted=True):
        report = validate(Resource(path=file, schema=schema), limit_errors=1_000_000_000)
    return [(row - 1, column) for row, column in report.flatten(["rowNumber", "fieldName"])]


main(judge)
