"""pandera on pandas: every cell is read as text, and each check is a vectorised conversion of pandas.

Columns that pandera itself coerces are named in full too, but at a failure it converts value by value: minutes for this file.
"""

import pandas as pd
import pandera.pandas as pa
from timing import CODE, STATUSES, columns, main


def fits(conversion) -> pa.Check:
    return pa.Check(lambda cells: conversion(cells).notna())


KINDS = {
    # to_numeric makes floats of integers that are too great.
    "id": pa.Check.str_matches(r"^-?[0-9]{1,18}$"),
    "amount": pa.Check.str_matches(r"^-?[0-9]{1,10}(\.[0-9]{1,2})?$"),
    "ratio": fits(lambda cells: pd.to_numeric(cells, errors="coerce")),
    "day": fits(lambda cells: pd.to_datetime(cells, format="%Y-%m-%d", errors="coerce")),
    "at": fits(lambda cells: pd.to_datetime(cells, format="ISO8601", utc=True, errors="coerce")),
    "clock": fits(lambda cells: pd.to_datetime(cells, format="%H:%M:%S", errors="coerce")),
    "active": pa.Check.isin(["true", "false"]),
    "code": pa.Check.str_matches(CODE),
    "name": pa.Check.str_length(1, 40),
    "status": pa.Check.isin(STATUSES),
}


def judge(variant: str, file: str, _: str) -> list[tuple[int, str]]:
    schema = pa.DataFrameSchema({name: pa.Column(str, KINDS[kind]) for name, kind in columns(variant)})
    frame = pd.read_csv(file, dtype=str, keep_default_na=False, engine="c")
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        cases = cases[cases["index"].notna()]
        return sorted({(int(index) + 1, column) for index, column in zip(cases["index"], cases["column"])})
    return []


main(judge)
