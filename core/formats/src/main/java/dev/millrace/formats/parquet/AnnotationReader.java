package dev.millrace.formats.parquet;

import dev.millrace.formats.parquet.Annotation.Plain;
import dev.millrace.formats.parquet.Annotation.Unit;

/// Reads what the values of a column stand for, as files say it now (`LogicalType`) and as they did before 2018
/// (`ConvertedType`).
final class AnnotationReader {
    private final ThriftReader thrift;
    private Annotation found = Plain.NONE;
    private int number;
    private int other;
    private boolean flag;
    private Unit unit = Unit.MICROS;

    AnnotationReader(ThriftReader thrift) {
        this.thrift = thrift;
    }

    /// Reads the union that the current field is.
    Annotation read() throws BadParquet {
        found = Plain.OTHER;
        thrift.struct(this::member);
        return found;
    }

    private void member(int id) throws BadParquet {
        found = switch (id) {
            case 1 -> Plain.STRING;
            case 2 -> Plain.MAP;
            case 3 -> Plain.LIST;
            case 4 -> Plain.ENUM;
            case 5 -> decimal();
            case 6 -> Plain.DATE;
            case 7 -> time();
            case 8 -> timestamp();
            case 10 -> whole();
            case 11 -> Plain.UNKNOWN;
            case 12 -> Plain.JSON;
            case 13 -> Plain.BSON;
            case 14 -> Plain.UUID;
            case 15 -> Plain.FLOAT16;
            case 16 -> Plain.VARIANT;
            case 17 -> Plain.GEOMETRY;
            case 18 -> Plain.GEOGRAPHY;
            default -> Plain.OTHER;
        };
    }

    private Annotation decimal() throws BadParquet {
        thrift.struct(id -> {
            switch (id) {
                case 1 -> other = thrift.i32();
                case 2 -> number = thrift.i32();
                default -> {}
            }
        });
        return new Annotation.Decimal(number, other);
    }

    private Annotation whole() throws BadParquet {
        thrift.struct(id -> {
            switch (id) {
                case 1 -> number = thrift.i8();
                case 2 -> flag = thrift.bool();
                default -> {}
            }
        });
        return new Annotation.Whole(number, flag);
    }

    private Annotation time() throws BadParquet {
        clock();
        return new Annotation.Time(unit, flag);
    }

    private Annotation timestamp() throws BadParquet {
        clock();
        return new Annotation.Timestamp(unit, flag);
    }

    private void clock() throws BadParquet {
        thrift.struct(id -> {
            switch (id) {
                case 1 -> flag = thrift.bool();
                case 2 -> thrift.struct(this::unit);
                default -> {}
            }
        });
    }

    private void unit(int id) throws BadParquet {
        unit = switch (id) {
            case 1 -> Unit.MILLIS;
            case 2 -> Unit.MICROS;
            case 3 -> Unit.NANOS;
            default -> throw new BadParquet("the footer names a unit of time that is not known: %d".formatted(id));
        };
    }

    /// What the number of a `ConvertedType` stands for.
    static Annotation converted(int type, int precision, int scale) {
        return switch (type) {
            case 0 -> Plain.STRING;
            case 1, 2 -> Plain.MAP;
            case 3 -> Plain.LIST;
            case 4 -> Plain.ENUM;
            case 5 -> new Annotation.Decimal(precision, scale);
            case 6 -> Plain.DATE;
            case 7 -> new Annotation.Time(Unit.MILLIS, true);
            case 8 -> new Annotation.Time(Unit.MICROS, true);
            case 9 -> new Annotation.Timestamp(Unit.MILLIS, true);
            case 10 -> new Annotation.Timestamp(Unit.MICROS, true);
            case 11, 12, 13, 14 -> new Annotation.Whole(8 << (type - 11), false);
            case 15, 16, 17, 18 -> new Annotation.Whole(8 << (type - 15), true);
            case 19 -> Plain.JSON;
            case 20 -> Plain.BSON;
            case 21 -> Plain.INTERVAL;
            default -> Plain.OTHER;
        };
    }
}
