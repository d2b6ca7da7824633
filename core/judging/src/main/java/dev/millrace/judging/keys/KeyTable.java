package dev.millrace.judging.keys;

import java.util.Arrays;

/// Hashes of keys and the line of each, in memory: a table with open addressing.
final class KeyTable {
    /// Words of an entry: the two halves of its hash, and its line, which is never 0.
    static final int WORDS = 3;

    private static final int FIRST_SLOTS = 32;

    private final int mostSlots;
    private long[] slots = new long[FIRST_SLOTS * WORDS];
    private int entries;

    /// @param mostBytes the most memory that the table takes, unless it is told to [#grow()]
    KeyTable(long mostBytes) {
        long fitting = Math.max(FIRST_SLOTS, mostBytes / (WORDS * Long.BYTES));
        this.mostSlots = Integer.highestOneBit((int) Math.min(fitting, 1 << 26));
    }

    /// Adds an entry, unless there is one of the same hash.
    ///
    /// @return the line of the entry that was there; 0 when it was added
    long add(long low, long high, long line) {
        int mask = slots.length / WORDS - 1;
        int slot = (int) low & mask;
        while (slots[slot * WORDS + 2] != 0) {
            if (slots[slot * WORDS] == low && slots[slot * WORDS + 1] == high) {
                return slots[slot * WORDS + 2];
            }
            slot = (slot + 1) & mask;
        }
        slots[slot * WORDS] = low;
        slots[slot * WORDS + 1] = high;
        slots[slot * WORDS + 2] = line;
        entries++;
        return 0;
    }

    /// Whether nothing can be added any more. Makes the table greater if it may be.
    boolean isFull() {
        int capacity = slots.length / WORDS;
        if (entries * 4L < capacity * 3L) {
            return false;
        }
        if (capacity >= mostSlots) {
            return true;
        }
        grow();
        return false;
    }

    /// Makes the table twice as great, whatever the memory is.
    void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        entries = 0;
        for (int i = 0; i < old.length; i += WORDS) {
            if (old[i + 2] != 0) {
                add(old[i], old[i + 1], old[i + 2]);
            }
        }
    }

    /// How many entries fit for certain.
    long capacity() {
        return mostSlots * 3L / 4;
    }

    int size() {
        return entries;
    }

    /// All words; those of an entry whose line is 0 are none.
    long[] words() {
        return slots;
    }

    void clear() {
        Arrays.fill(slots, 0);
        entries = 0;
    }
}
