package dev.millrace.judging.keys;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Tells which keys come up twice in a file of any size, in bounded memory.
///
/// Keys are told apart by keyed hashes of 128 bits. What does not fit into memory goes to disk, parted by hash, and is
/// gone through part by part after the last row. Of each key all rows but one are told, each once.
final class KeyIndex implements Closeable {
    /// Takes a row whose key another row has.
    public interface Duplicate {
        /// Takes it.
        ///
        /// @param line where the row begins
        /// @param other where another row with the key begins
        /// @param late whether the rows are over, so that there is no current row
        void take(long line, long other, boolean late);
    }

    private final Path folder;
    private final KeyTable table;
    private final Duplicate duplicate;
    private @Nullable KeySpill spill;

    KeyIndex(Path folder, long mostBytes, Duplicate duplicate) {
        this.folder = folder;
        this.table = new KeyTable(mostBytes);
        this.duplicate = duplicate;
    }

    /// Adds the key of the row at `line`, from 1.
    void add(long low, long high, long line) throws IOException {
        if (table.isFull()) {
            spill();
        }
        long other = table.add(low, high, line);
        if (other != 0) {
            duplicate.take(line, other, false);
        }
    }

    private void spill() throws IOException {
        if (spill == null) {
            spill = new KeySpill(folder);
        }
        spill.add(table);
        table.clear();
    }

    /// Goes through what is on disk, after the last row.
    void finish() throws IOException {
        if (spill == null) {
            return;
        }
        spill();
        for (int part = 0; part < KeySpill.PARTS; part++) {
            compare(spill, part);
        }
    }

    /// A part with more entries than fit into memory is gone through several times, for some of its hashes at a time.
    private void compare(KeySpill spilled, int part) throws IOException {
        long rounds = Long.highestOneBit(Math.max(1, spilled.size(part) / table.capacity())) * 2;
        for (long round = 0; round < rounds; round++) {
            long wanted = round;
            table.clear();
            spilled.read(part, (low, high, line) -> {
                if ((high >>> 1) % rounds == wanted) {
                    compare(low, high, line);
                }
            });
        }
        table.clear();
    }

    private void compare(long low, long high, long line) {
        // The rounds share the entries out evenly; should one get too many, the table grows all the same.
        if (table.isFull()) {
            table.grow();
        }
        long other = table.add(low, high, line);
        if (other != 0) {
            duplicate.take(Math.max(line, other), Math.min(line, other), true);
        }
    }

    @Override
    public void close() throws IOException {
        if (spill != null) {
            spill.close();
        }
    }
}
