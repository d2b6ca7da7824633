package dev.millrace.formats.parquet;

import org.jspecify.annotations.Nullable;

/// What a page says of itself.
///
/// @param packedBytes how many bytes follow
/// @param bytes how many these are when unpacked
/// @param crc the checksum of the bytes that follow; null when there is none
/// @param values how many values there are, with those that are missing
/// @param encoding the number of the encoding of its values
/// @param levelEncoding the number of the encoding of its levels, in [Kind#DATA]
/// @param repetitionBytes how many bytes of repetition levels stand unpacked before the other levels, in
///     [Kind#DATA_V2]; a column without repetition needs none of them
/// @param levelBytes how many bytes of other levels stand unpacked before the values, in [Kind#DATA_V2]
/// @param nulls how many values are missing, in [Kind#DATA_V2]; -1 when it is not said
/// @param packed whether the values are packed at all
record PageHeader(
        Kind kind,
        int packedBytes,
        int bytes,
        @Nullable Integer crc,
        int values,
        int encoding,
        int levelEncoding,
        int repetitionBytes,
        int levelBytes,
        int nulls,
        boolean packed) {

    /// How many bytes stand unpacked before the values, in [Kind#DATA_V2].
    int unpackedBytes() {
        return repetitionBytes + levelBytes;
    }

    /// What a page has.
    enum Kind {
        DATA,
        DATA_V2,
        DICTIONARY,
        /// Nothing that is needed.
        OTHER
    }

    /// Reads one, a field at a time.
    static final class Reader {
        private final ThriftReader thrift;
        private int type = -1;
        private int packedBytes = -1;
        private int bytes = -1;
        private @Nullable Integer crc;
        private int described = -1;
        private int values = -1;
        private int encoding = -1;
        private int levelEncoding = -1;
        private int levelBytes;
        private int repetitionBytes;
        private int nulls = -1;
        private boolean packed = true;

        Reader(byte[] buffer, int start, int end) {
            this.thrift = new ThriftReader("a page's header", buffer, start, end);
        }

        /// The first byte after the header.
        int position() {
            return thrift.position();
        }

        PageHeader read() throws BadParquet {
            thrift.topStruct(this::field);
            Kind kind = switch (type) {
                case 0 -> Kind.DATA;
                case 1 -> Kind.OTHER;
                case 2 -> Kind.DICTIONARY;
                case 3 -> Kind.DATA_V2;
                default -> throw new BadParquet("a page has a type that is not known: %d".formatted(type));
            };
            checkSizes(kind);
            return new PageHeader(
                    kind,
                    packedBytes,
                    bytes,
                    crc,
                    values,
                    encoding,
                    levelEncoding,
                    repetitionBytes,
                    levelBytes,
                    nulls,
                    packed);
        }

        private void checkSizes(Kind kind) throws BadParquet {
            if (packedBytes < 0 || bytes < 0) {
                throw new BadParquet("a page has a negative number of bytes, or none is said");
            }
            if (packedBytes > Memory.LARGEST_PAGE || bytes > Memory.LARGEST_PAGE) {
                throw new BadParquet("a page has %d bytes, %d unpacked; at most %d are read"
                        .formatted(packedBytes, bytes, Memory.LARGEST_PAGE));
            }
            if (kind != Kind.OTHER && (described != type || values < 0)) {
                throw new BadParquet("a page does not say how many values it has");
            }
            boolean levelsFit = levelBytes >= 0
                    && repetitionBytes >= 0
                    && (long) levelBytes + repetitionBytes <= Math.min(packedBytes, bytes);
            if (!levelsFit) {
                throw new BadParquet("a page has levels that cannot be");
            }
        }

        private void field(int id) throws BadParquet {
            switch (id) {
                case 1 -> type = thrift.i32();
                case 2 -> bytes = thrift.i32();
                case 3 -> packedBytes = thrift.i32();
                case 4 -> crc = thrift.i32();
                case 5 -> describe(0, this::data);
                case 7 -> describe(2, this::dictionary);
                case 8 -> describe(3, this::dataV2);
                default -> {}
            }
        }

        private void describe(int ofType, ThriftReader.Field field) throws BadParquet {
            described = ofType;
            thrift.struct(field);
        }

        private void data(int id) throws BadParquet {
            switch (id) {
                case 1 -> values = thrift.i32();
                case 2 -> encoding = thrift.i32();
                case 3 -> levelEncoding = thrift.i32();
                default -> {}
            }
        }

        private void dictionary(int id) throws BadParquet {
            switch (id) {
                case 1 -> values = thrift.i32();
                case 2 -> encoding = thrift.i32();
                default -> {}
            }
        }

        private void dataV2(int id) throws BadParquet {
            switch (id) {
                case 1 -> values = thrift.i32();
                case 2 -> nulls = thrift.i32();
                case 4 -> encoding = thrift.i32();
                case 5 -> levelBytes = thrift.i32();
                case 6 -> repetitionBytes = thrift.i32();
                case 7 -> packed = thrift.bool();
                default -> {}
            }
        }
    }
}
