package dev.millrace.contract.parquet;

import org.jspecify.annotations.Nullable;

/// What a file says of the values of a column in a row group.
///
/// @param nulls how many values are missing; -1 when it is not said
/// @param least the least value; null when it is not said, or not exactly
/// @param greatest as `least`
record Statistics(
        long nulls, @Nullable StoredValue least, @Nullable StoredValue greatest) {
    /// The longest value that is kept: one of 38 digits. Texts have no limits that it could be held against.
    private static final int LONGEST = 17;

    private static final byte[] NOT_SAID = {};

    static final Statistics NONE = new Statistics(-1, null, null);

    /// Reads one, a field at a time. The fields 1 and 2 are older ends, in an order that nobody knows for sure.
    static final class Reader {
        private final ThriftReader thrift;
        private final Leaf leaf;
        private long nulls = -1;
        private byte[] least = NOT_SAID;
        private byte[] greatest = NOT_SAID;
        private boolean leastIsExact;
        private boolean greatestIsExact;

        Reader(ThriftReader thrift, Leaf leaf) {
            this.thrift = thrift;
            this.leaf = leaf;
            // Of values of any length the ends may be cut short without a word.
            this.leastIsExact = leaf.type() != PhysicalType.BYTE_ARRAY;
            this.greatestIsExact = leastIsExact;
        }

        Statistics read() throws BadParquet {
            thrift.struct(this::field);
            return new Statistics(nulls, end(least, leastIsExact), end(greatest, greatestIsExact));
        }

        private @Nullable StoredValue end(byte[] end, boolean exact) {
            return exact && end.length <= LONGEST ? StoredValue.ofStatistics(end, leaf) : null;
        }

        private void field(int id) throws BadParquet {
            switch (id) {
                case 3 -> nulls = thrift.i64();
                case 5 -> greatest = thrift.binary();
                case 6 -> least = thrift.binary();
                case 7 -> greatestIsExact = thrift.bool();
                case 8 -> leastIsExact = thrift.bool();
                default -> {}
            }
        }
    }
}
