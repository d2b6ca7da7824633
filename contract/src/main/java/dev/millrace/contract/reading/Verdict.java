package dev.millrace.contract.reading;

import java.util.Optional;

/// What came out of judging a file.
public sealed interface Verdict {
    /// Data records in the file: all of them, or those up to where reading stopped.
    long rows();

    /// Bytes that were read.
    long bytes();

    /// The file keeps its contract, and every row went to the sink.
    ///
    /// @param sha256 of the file's bytes as they came, in lowercase hex
    record Valid(long rows, long bytes, String sha256) implements Verdict {}

    /// The file breaks its contract.
    ///
    /// @param sha256 of the file's bytes as they came, in lowercase hex;
    ///     empty when reading stopped before their end
    record Rejected(Findings findings, long rows, long bytes, Optional<String> sha256) implements Verdict {}
}
