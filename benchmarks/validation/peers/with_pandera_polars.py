"""pandera on Polars: every cell is read as text, and each check is a Polars expression that types it."""

import pandera.polars as pa
import polars as pl
from timing import CODE, STATUSES, columns, main


def fits(expression) -> pa.Check:
    return pa.Check(lambda data: data.lazyframe.select(expression(pl.col(data.key))))


KINDS = {
    "id": fits(lambda cell: cell.cast(pl.Int64, strict=False).is_not_null()),
    "amount": fits(lambda cell: cell.str.contains(r"^-?[0-9]{1,10}(\.[0-9]{1,2})?$")),
    "ratio": fits(lambda cell: cell.cast(pl.Float64, strict=False).is_finite().fill_null(False)),
    "day": fits(lambda cell: cell.str.to_date("%Y-%m-%d", strict=False).is_not_null()),
    "at": fits(lambda cell: cell.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f%#z", strict=False, time_zone="UTC").is_not_null()),
    "clock": fits(lambda cell: cell.str.to_time("%H:%M:%S", strict=False).is_not_null()),
    "active": fits(lambda cell: cell.is_in(["true", "false"])),
    "code": fits(lambda cell: cell.str.contains(CODE)),
    "name": fits(lambda cell: cell.str.len_chars().is_between(1, 40)),
    "status": fits(lambda cell: cell.is_in(STATUSES)),
}


def judge(variant: str, file: str, _: str) -> list[tuple[int, str]]:
    schema = pa.DataFrameSchema({name: pa.Column(pl.String, KINDS[kind]) for name, kind in columns(variant)})
    frame = pl.read_csv(file, infer_schema=False, empty_string_is_null=False)
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases.filter(pl.col("index").is_not_null())
        return sorted(zip((cases["index"] + 1).to_list(), cases["column"].to_list()))
    return []


main(judge)
