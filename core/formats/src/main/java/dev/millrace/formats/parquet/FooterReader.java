package dev.millrace.formats.parquet;

import dev.millrace.judging.bytes.FileBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Finds and reads the footer, with two reads by range for most files and three for the others.
final class FooterReader {
    private static final int LARGEST_FOOTER = 16 << 20;
    private static final int MAGIC_BYTES = 4;
    private static final int TAIL_BYTES = 8;

    /// What is read at once from the end of a file; most footers are in it.
    private static final int FIRST_LOOK = 64 << 10;

    private FooterReader() {}

    /// @throws BadParquet if the file is none that can be read
    /// @throws IOException if reading fails
    static Footer read(FileBytes file) throws BadParquet, IOException {
        long size = file.size();
        if (size < MAGIC_BYTES + TAIL_BYTES) {
            throw new BadParquet("the file has %d bytes, which is too short for Parquet".formatted(size));
        }
        byte[] beginning = new byte[MAGIC_BYTES];
        file.read(0, beginning, 0, MAGIC_BYTES);
        checkMagic(new String(beginning, StandardCharsets.ISO_8859_1), "begin with PAR1, as Parquet does");
        byte[] look = new byte[(int) Math.min(size, FIRST_LOOK)];
        file.read(size - look.length, look, 0, look.length);
        checkMagic(
                new String(look, look.length - MAGIC_BYTES, MAGIC_BYTES, StandardCharsets.ISO_8859_1),
                "end with PAR1, as Parquet does: it may be cut off");
        int length = length(look, size);
        long start = size - TAIL_BYTES - length;
        return new Footer.Parser(footer(file, look, start, length), start).parse();
    }

    private static void checkMagic(String magic, String rule) throws BadParquet {
        if (magic.equals("PARE")) {
            throw new BadParquet("the file is encrypted Parquet, which is not read");
        }
        if (!magic.equals("PAR1")) {
            throw new BadParquet("the file does not " + rule);
        }
    }

    private static int length(byte[] look, long size) throws BadParquet {
        int length = LittleEndian.int32(look, look.length - TAIL_BYTES);
        if (length < 0 || length > size - MAGIC_BYTES - TAIL_BYTES) {
            throw new BadParquet(
                    "the file says that its footer has %d bytes, more than there are".formatted(length & 0xFFFF_FFFFL));
        }
        if (length > LARGEST_FOOTER) {
            throw new BadParquet(
                    "the file's footer has %d bytes; at most %d are read".formatted(length, LARGEST_FOOTER));
        }
        return length;
    }

    private static byte[] footer(FileBytes file, byte[] look, long start, int length) throws IOException {
        int from = look.length - TAIL_BYTES - length;
        if (from >= 0) {
            return Arrays.copyOfRange(look, from, from + length);
        }
        byte[] footer = new byte[length];
        file.read(start, footer, 0, length);
        return footer;
    }
}
