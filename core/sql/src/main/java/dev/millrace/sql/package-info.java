/// Answering the quality rules that are written in SQL, by DuckDB.
///
/// A query of a contract may ask for more memory or time than there is, and DuckDB gives some of it before it looks at
/// its limits. So it runs in a process of its own ([Worker][dev.millrace.sql.Worker]) with limits that the operating
/// system keeps, and whatever becomes of that process is a finding about the rule.
/// [DuckDbEngine][dev.millrace.sql.DuckDbEngine] is the way in.
@NullMarked
package dev.millrace.sql;

import org.jspecify.annotations.NullMarked;
