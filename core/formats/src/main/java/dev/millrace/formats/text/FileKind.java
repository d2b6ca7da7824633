package dev.millrace.formats.text;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// Files of other formats, whatever their names end in, known by their first bytes.
public enum FileKind {
    ELF("a program (ELF)", "7F454C46"),
    WINDOWS_PROGRAM("a program (Windows)", "4D5A90"),
    JAVA_CLASS("a program (Java class)", "CAFEBABE"),
    PDF("a PDF document", "255044462D"),
    XML("an XML document", "3C3F786D6C"),
    PNG("an image (PNG)", "89504E470D0A1A0A"),
    JPEG("an image (JPEG)", "FFD8FF"),
    // Workbooks and documents of newer office programs are ZIP archives.
    ZIP("a ZIP archive or an Excel workbook", "504B0304 504B0506 504B0708"),
    OFFICE("an Excel workbook or a document of an older office program", "D0CF11E0A1B11AE1"),
    PARQUET("a Parquet file", "50415231 50415245"),
    ORC("an ORC file", "4F5243"),
    AVRO("an Avro file", "4F626A01"),
    SQLITE("an SQLite database", "53514C69746520666F726D6174203300"),
    GZIP("compressed (gzip)", "1F8B"),
    BZIP2("compressed (bzip2)", "425A68"),
    XZ("compressed (xz)", "FD377A585A00"),
    ZSTANDARD("compressed (Zstandard)", "28B52FFD"),
    LZ4("compressed (LZ4)", "04224D18"),
    SNAPPY("compressed (Snappy)", "FF060000734E61507059"),
    SEVEN_ZIP("a 7-Zip archive", "377ABCAF271C"),
    RAR("a RAR archive", "526172211A07");

    /// How far a file is looked into for what no text has, where its beginning could be a column's name.
    private static final int LOOKED_AT = 64;

    private final String description;
    private final String beginnings;

    /// @param beginnings in hexadecimal digits, with spaces between them
    FileKind(String description, String beginnings) {
        this.description = description;
        this.beginnings = beginnings;
    }

    /// What a file is that begins so; empty when nothing speaks against text.
    ///
    /// @param limit how many of the bytes there are
    public static Optional<FileKind> at(byte[] bytes, int limit) {
        return Arrays.stream(values())
                .filter(kind -> Arrays.stream(kind.beginnings.split(" "))
                        .map(HexFormat.of()::parseHex)
                        .anyMatch(beginning -> begins(bytes, limit, beginning)))
                .findFirst();
    }

    private static boolean begins(byte[] bytes, int limit, byte[] beginning) {
        int length = beginning.length;
        return limit >= length
                && Arrays.equals(bytes, 0, length, beginning, 0, length)
                && (!isName(beginning) || hasControls(bytes, length, Math.min(limit, LOOKED_AT)));
    }

    private static boolean isName(byte[] beginning) {
        for (byte b : beginning) {
            if (b < 0 || !Character.isLetterOrDigit(b)) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasControls(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            byte b = bytes[i];
            if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r') {
                return true;
            }
        }
        return false;
    }

    /// With its article, such as `a PDF document`.
    public String description() {
        return description;
    }
}
