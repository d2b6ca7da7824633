package dev.millrace.judging.keys;

import dev.millrace.contract.DataContract;
import dev.millrace.judging.resources.JudgingResources;
import dev.millrace.judging.rows.RowValues;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/// The keys that rows have in some columns, and which of them come up twice. A row without a value in one of the
/// columns has no key.
public final class RowKeys implements Closeable {
    private final KeyHash hash;
    private final KeyIndex index;

    /// @param names of the columns
    /// @param rules how many rules share the memory for keys
    public RowKeys(
            DataContract contract,
            List<String> names,
            JudgingResources bench,
            int rules,
            KeyIndex.Duplicate duplicate) {
        this.hash = new KeyHash(contract, names);
        this.index = new KeyIndex(bench.folder(), bench.keyBytes() / rules, duplicate);
    }

    public void add(RowValues row) throws IOException {
        if (hash.read(row)) {
            index.add(hash.low(), hash.high(), row.line());
        }
    }

    /// Tells what is known only after the last row.
    public void finish() throws IOException {
        index.finish();
    }

    @Override
    public void close() throws IOException {
        index.close();
    }
}
