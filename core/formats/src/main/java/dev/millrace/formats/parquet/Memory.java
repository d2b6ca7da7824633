package dev.millrace.formats.parquet;

/// Counts the bytes of all pages that are held at a time, and those that have been made of a file's in all.
final class Memory {
    /// The longest value that is read, as long as the longest record of any other format.
    static final int LONGEST_VALUE = 16 << 20;

    /// The most bytes that a page may have, packed or not: DuckDB ends a page with the value that takes it to 100 MiB.
    static final int LARGEST_PAGE = (100 << 20) + LONGEST_VALUE;

    /// The most bytes that are held at a time: two of the largest pages, and what one of them was unpacked from. A
    /// function has 1.5 GB of heap, and two tasks of Spark share one at home.
    static final long MOST_HELD = 3L * LARGEST_PAGE;

    private final long mostUnpacked;
    private long held;
    private long unpacked;

    /// @param mostUnpacked how many bytes may be made of the file's
    Memory(long mostUnpacked) {
        this.mostUnpacked = mostUnpacked;
    }

    /// An array of `length` bytes or more, which may be `old`, whose bytes are not kept.
    byte[] room(byte[] old, int length) throws BadParquet {
        if (old.length >= length) {
            return old;
        }
        hold(length);
        held -= old.length;
        return new byte[length];
    }

    /// Takes note of bytes that are about to be allocated.
    void hold(long bytes) throws BadParquet {
        held += bytes;
        if (held > MOST_HELD) {
            throw new BadParquet(
                    "one page of each column, unpacked, takes more than %d MiB together; smaller pages are needed"
                            .formatted(MOST_HELD >> 20));
        }
    }

    /// Takes note of bytes that are no longer held.
    void release(long bytes) {
        held -= bytes;
    }

    /// Takes note of what has been made of packed bytes or repeated ones.
    void unpacked(long bytes) throws BadParquet {
        unpacked += bytes;
        if (unpacked > mostUnpacked) {
            throw tooMuch();
        }
    }

    /// Takes note of how many values there will be, missing ones included.
    void expect(long rows, int columns) throws BadParquet {
        if (rows > mostUnpacked / columns) {
            throw tooMuch();
        }
    }

    private BadParquet tooMuch() {
        return new BadParquet(
                "the file unpacks to more than %d bytes, which is more than millrace.maxExpansion allows for its size"
                        .formatted(mostUnpacked));
    }
}
