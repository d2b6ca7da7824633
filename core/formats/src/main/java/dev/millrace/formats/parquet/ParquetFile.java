package dev.millrace.formats.parquet;

import dev.millrace.contract.DataContract;
import dev.millrace.contract.Packing;
import dev.millrace.judging.bytes.FileBytes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// A Parquet file of which the footer has been read, and its columns held against a contract's.
public final class ParquetFile {
    private final FileBytes bytes;
    private final long mostUnpacked;
    private final Footer footer;
    private final ParquetSchema schema;

    private ParquetFile(FileBytes bytes, long mostUnpacked, Footer footer, ParquetSchema schema) {
        this.bytes = bytes;
        this.mostUnpacked = mostUnpacked;
        this.footer = footer;
        this.schema = schema;
    }

    /// Reads the footer of `bytes`, and nothing else.
    ///
    /// @throws BadParquet if it is none that can be read
    /// @throws IOException if reading fails
    public static ParquetFile open(DataContract contract, FileBytes bytes) throws BadParquet, IOException {
        Footer footer = FooterReader.read(bytes);
        long byItsSize = bytes.size() * contract.packing().maxExpansion();
        return new ParquetFile(
                bytes,
                Math.max(Packing.ALWAYS_ALLOWED, byItsSize),
                footer,
                new ParquetSchema(contract.columns(), footer.columns(), footer.calendar()));
    }

    /// The columns of a file, in their order, whatever any contract says of them.
    ///
    /// @throws BadParquet if it is none that can be read
    /// @throws IOException if reading fails
    public static List<FileColumn> columns(FileBytes bytes) throws BadParquet, IOException {
        FileColumns columns = FooterReader.read(bytes).columns();
        return columns.names().stream().map(name -> column(columns, name)).toList();
    }

    private static FileColumn column(FileColumns columns, String name) {
        int place = columns.indexOf(name);
        if (place < 0) {
            return new FileColumn(name, Optional.empty(), false);
        }
        Leaf leaf = columns.leaves().get(place);
        boolean unsaid = leaf.type() == PhysicalType.BYTE_ARRAY && leaf.annotation() == Annotation.Plain.NONE;
        return new FileColumn(name, NaturalTypes.of(leaf), unsaid);
    }

    /// How many rows there are, as the footer says.
    public long rows() {
        return footer.rows();
    }

    /// What its columns are called, in their order; there may be one twice.
    public List<String> names() {
        return footer.columns().names();
    }

    /// What the contract's column at `index` is in the file, should that be something that it cannot be.
    ///
    /// Such are types that would lose something, and columns that are nested or repeated. What the file does not
    /// have is no mismatch.
    public Optional<TypeMismatch> mismatch(int index) {
        return schema.mismatch(index);
    }

    /// The rows, from the first. A column that the file does not have, or that is no such, has no values.
    ///
    /// @throws BadParquet if there are more of them than the file's size can be worth
    public ParquetRows readRows() throws BadParquet {
        return new ParquetRows(bytes, footer, schema, mostUnpacked);
    }
}
