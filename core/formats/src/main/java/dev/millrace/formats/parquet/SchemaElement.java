package dev.millrace.formats.parquet;

import dev.millrace.formats.parquet.Annotation.Plain;
import org.jspecify.annotations.Nullable;

/// One line of the schema in a footer: a column, or a group of as many of the next lines as it has children.
///
/// @param type null for a group
/// @param length how many bytes each value has, of [PhysicalType#FIXED_LEN_BYTE_ARRAY]
record SchemaElement(
        String name,
        @Nullable PhysicalType type,
        int length,
        Repetition repetition,
        int children,
        Annotation annotation) {

    /// How many values there are for each one of the group around it.
    enum Repetition {
        REQUIRED,
        OPTIONAL,
        REPEATED
    }

    /// Reads one, a field at a time.
    static final class Reader {
        private final ThriftReader thrift;
        private @Nullable String name;
        private @Nullable PhysicalType type;
        private @Nullable Annotation logical;
        private Repetition repetition = Repetition.REQUIRED;
        private int length;
        private int children;
        private int converted = -1;
        private int scale;
        private int precision;

        Reader(ThriftReader thrift) {
            this.thrift = thrift;
        }

        SchemaElement read() throws BadParquet {
            thrift.struct(this::field);
            if (name == null) {
                throw new BadParquet("the footer's schema has a column without a name");
            }
            Annotation annotation = logical != null
                    ? logical
                    : converted < 0 ? Plain.NONE : AnnotationReader.converted(converted, precision, scale);
            return new SchemaElement(name, type, length, repetition, children, annotation);
        }

        private void field(int id) throws BadParquet {
            switch (id) {
                case 1 -> type = PhysicalType.of(thrift.i32());
                case 2 -> length = thrift.i32();
                case 3 -> repetition = repetition(thrift.i32());
                case 4 -> name = thrift.text();
                case 5 -> children = thrift.i32();
                case 6 -> converted = thrift.i32();
                case 7 -> scale = thrift.i32();
                case 8 -> precision = thrift.i32();
                case 10 -> logical = new AnnotationReader(thrift).read();
                default -> {}
            }
        }

        private static Repetition repetition(int number) throws BadParquet {
            return switch (number) {
                case 0 -> Repetition.REQUIRED;
                case 1 -> Repetition.OPTIONAL;
                case 2 -> Repetition.REPEATED;
                default ->
                    throw new BadParquet(
                            "the footer's schema has a repetition that is not known: %d".formatted(number));
            };
        }
    }
}
