/// Reading the files of a dataset and judging them against their contract, in one pass and in bounded memory.
///
/// [FileJudge][dev.millrace.contract.reading.FileJudge] is the way in. Every route (Lambda, container, Spark) calls
/// it, so a file is judged alike everywhere.
@NullMarked
package dev.millrace.contract.reading;

import org.jspecify.annotations.NullMarked;
