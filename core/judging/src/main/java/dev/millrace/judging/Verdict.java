package dev.millrace.judging;

import dev.millrace.contract.NewColumn;
import dev.millrace.judging.findings.Findings;
import java.util.List;
import java.util.Optional;

/// What came out of judging a file.
public sealed interface Verdict {
    /// Data records in the file: all of them, or those up to where reading stopped.
    long rows();

    /// Bytes that were read, packed as they came.
    long bytes();

    /// What was found: also in a file that is loaded there may be rows that are set aside, and what is only warned of.
    Findings findings();

    /// The file keeps its contract. Every row went to the sink, as good or as set aside.
    ///
    /// @param setAside how many of the rows are set aside
    /// @param sha256 of the file's bytes as they came, in lowercase hex
    /// @param newColumns what the contract may be given next, where it says `evolve`
    record Valid(long rows, long setAside, long bytes, String sha256, Findings findings, List<NewColumn> newColumns)
            implements Verdict {
        public Valid {
            newColumns = List.copyOf(newColumns);
        }
    }

    /// The file breaks its contract.
    ///
    /// @param sha256 of the file's bytes as they came, in lowercase hex;
    ///     empty when reading stopped before their end
    record Rejected(Findings findings, long rows, long bytes, Optional<String> sha256) implements Verdict {}
}
