"""DuckDB: a typed read that keeps what it rejects, and a query of the rules that are no types.

DuckDB names the line of what it rejects; rows that break a rule are named by their id, which counts the rows.
"""

import os

import duckdb
from timing import STATUSES, columns, main

TYPES = {
    "id": "BIGINT",
    "amount": "DECIMAL(12,2)",
    "ratio": "DOUBLE",
    "day": "DATE",
    "at": "TIMESTAMPTZ",
    "clock": "TIME",
    "active": "BOOLEAN",
    "code": "VARCHAR",
    "name": "VARCHAR",
    "status": "VARCHAR",
}
RULES = {
    "code": "NOT regexp_full_match({0}, '[A-Z]{{2,3}}-[0-9]{{4}}')",
    "name": "NOT (length({0}) BETWEEN 1 AND 40)",
    "status": f"{{0}} NOT IN ({', '.join(repr(status) for status in STATUSES)})",
}


def judge(variant: str, file: str, _: str) -> list[tuple[int, str]]:
    own = columns(variant)
    types = {name: TYPES[kind] for name, kind in own}
    ruled = [(name, RULES[kind].format(f'"{name}"')) for name, kind in own if kind in RULES]
    broken = [f'CASE WHEN {rule} THEN {i} END' for i, (_, rule) in enumerate(ruled)]
    # Every column is asked for: DuckDB does not type those that a query leaves out.
    wanted = [rule for _, rule in ruled] + [f'"{name}" IS NULL' for name in types]
    with duckdb.connect(config={"threads": int(os.environ["THREADS"])}) as database:
        rows = database.execute(
            f"""SELECT "{own[0][0]}", {', '.join(broken)}
            FROM read_csv(?, header = true, auto_detect = false, delim = ',', quote = '"', columns = {types},
                store_rejects = true, rejects_limit = 0)
            WHERE {' OR '.join(wanted)}""",
            [file],
        ).fetchall()
        rejected = database.execute("SELECT line - 1, column_name FROM reject_errors").fetchall()
    return rejected + [(row[0], ruled[i][0]) for row in rows for i in row[1:] if i is not None]


main(judge)
