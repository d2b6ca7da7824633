package dev.millrace.formats.json;

import java.util.Arrays;

/// Names and their numbers, in the order of their bytes. Looking one up takes as many comparisons as the logarithm of
/// their number, whatever names somebody thinks up.
final class SortedNames {
    private byte[][] names = new byte[16][];
    private int[] numbers = new int[16];
    private int size;

    int size() {
        return size;
    }

    /// Where the name from `from` to `to` (excluded) stands; if it does not, `-1 -` where it would.
    int find(byte[] bytes, int from, int to) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            byte[] name = names[middle];
            int order = Arrays.compare(name, 0, name.length, bytes, from, to);
            if (order == 0) {
                return middle;
            }
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle - 1;
        }
        return -1 - low;
    }

    int number(int place) {
        return numbers[place];
    }

    /// @param place as [#find] gave it, not negative
    void insert(int place, byte[] name, int number) {
        if (size == names.length) {
            names = Arrays.copyOf(names, size * 2);
            numbers = Arrays.copyOf(numbers, size * 2);
        }
        System.arraycopy(names, place, names, place + 1, size - place);
        System.arraycopy(numbers, place, numbers, place + 1, size - place);
        names[place] = name;
        numbers[place] = number;
        size++;
    }
}
