/// Reading Parquet files that may have been made to do harm.
///
/// [ParquetFile][dev.millrace.formats.parquet.ParquetFile] is the way in: it reads what a file says of itself and
/// holds it against a contract, and [ParquetRows][dev.millrace.formats.parquet.ParquetRows] decodes the rows.
/// Nothing is allocated because a file says that it needs much, no class is ever named by one, and whatever is
/// wrong is a [BadParquet][dev.millrace.formats.parquet.BadParquet].
@NullMarked
package dev.millrace.formats.parquet;

import org.jspecify.annotations.NullMarked;
