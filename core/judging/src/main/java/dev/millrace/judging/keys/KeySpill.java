package dev.millrace.judging.keys;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// Entries of a [KeyTable] on disk, parted by the first bits of their hashes, so that equal ones lie in one part. The
/// file is gone when it is closed.
final class KeySpill implements Closeable {
    static final int PARTS = 64;

    private static final int PART_SHIFT = Long.SIZE - Integer.numberOfTrailingZeros(PARTS);
    private static final int ENTRY_BYTES = KeyTable.WORDS * Long.BYTES;
    private static final int BUFFER_BYTES = 1024 * ENTRY_BYTES;

    /// Where entries of one part lie together.
    private record Run(long position, long entries) {}

    private final FileChannel file;
    private final List<List<Run>> runs = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);

    KeySpill(Path folder) throws IOException {
        Path path = Files.createTempFile(folder, "keys-", ".tmp");
        file = FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        for (int i = 0; i < PARTS; i++) {
            runs.add(new ArrayList<>());
        }
    }

    private static int part(long low) {
        return (int) (low >>> PART_SHIFT);
    }

    /// Writes all entries of `table`.
    void add(KeyTable table) throws IOException {
        long[] words = table.words();
        int[] sizes = new int[PARTS];
        for (int i = 0; i < words.length; i += KeyTable.WORDS) {
            if (words[i + 2] != 0) {
                sizes[part(words[i])]++;
            }
        }
        for (int part = 0; part < PARTS; part++) {
            if (sizes[part] > 0) {
                runs.get(part).add(new Run(file.position(), sizes[part]));
                write(words, part);
            }
        }
    }

    private void write(long[] words, int part) throws IOException {
        for (int i = 0; i < words.length; i += KeyTable.WORDS) {
            if (words[i + 2] != 0 && part(words[i]) == part) {
                buffer.putLong(words[i]).putLong(words[i + 1]).putLong(words[i + 2]);
                if (!buffer.hasRemaining()) {
                    flush();
                }
            }
        }
        flush();
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
        buffer.clear();
    }

    /// How many entries a part has.
    long size(int part) {
        return runs.get(part).stream().mapToLong(Run::entries).sum();
    }

    /// Takes an entry.
    interface Entry {
        void take(long low, long high, long line) throws IOException;
    }

    /// Gives all entries of a part, in the order in which they were written.
    void read(int part, Entry entry) throws IOException {
        for (Run run : runs.get(part)) {
            long position = run.position();
            for (long left = run.entries(); left > 0; left -= buffer.capacity() / ENTRY_BYTES) {
                buffer.clear().limit((int) Math.min(buffer.capacity(), left * ENTRY_BYTES));
                while (buffer.hasRemaining()) {
                    int read = file.read(buffer, position);
                    if (read < 0) {
                        throw new EOFException("The file of keys has become shorter");
                    }
                    position += read;
                }
                buffer.flip();
                while (buffer.hasRemaining()) {
                    entry.take(buffer.getLong(), buffer.getLong(), buffer.getLong());
                }
            }
            buffer.clear();
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
