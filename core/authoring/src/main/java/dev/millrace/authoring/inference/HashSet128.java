package dev.millrace.authoring.inference;

/// A set of 128-bit hashes, without an object for each.
final class HashSet128 {
    private long[] slots = new long[64];
    private int size;

    /// Adds a hash; false when it was in already. A hash of two zeros counts as another one.
    boolean add(long high, long low) {
        long first = high == 0 && low == 0 ? 1 : high;
        if (size * 4 >= slots.length) {
            grow();
        }
        return put(first, low);
    }

    private boolean put(long high, long low) {
        int mask = slots.length / 2 - 1;
        int at = (int) (low ^ low >>> 32) & mask;
        while (slots[2 * at] != 0 || slots[2 * at + 1] != 0) {
            if (slots[2 * at] == high && slots[2 * at + 1] == low) {
                return false;
            }
            at = at + 1 & mask;
        }
        slots[2 * at] = high;
        slots[2 * at + 1] = low;
        size++;
        return true;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[Math.multiplyExact(old.length, 2)];
        size = 0;
        for (int i = 0; i < old.length; i += 2) {
            if (old[i] != 0 || old[i + 1] != 0) {
                put(old[i], old[i + 1]);
            }
        }
    }
}
