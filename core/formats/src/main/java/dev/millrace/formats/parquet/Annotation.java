package dev.millrace.formats.parquet;

import java.util.Locale;

/// What the stored values of a column stand for (Parquet's logical types).
sealed interface Annotation {

    /// Those without parameters.
    enum Plain implements Annotation {
        /// Nothing is said.
        NONE,
        STRING,
        ENUM,
        JSON,
        BSON,
        UUID,
        DATE,
        FLOAT16,
        INTERVAL,
        LIST,
        MAP,
        VARIANT,
        GEOMETRY,
        GEOGRAPHY,
        /// There are only nulls.
        UNKNOWN,
        /// One that this reader does not know.
        OTHER;

        @Override
        public String toString() {
            return this == UNKNOWN ? "NULL" : name();
        }
    }

    /// Whole numbers of few bits.
    record Whole(int bits, boolean signed) implements Annotation {
        @Override
        public String toString() {
            return "INTEGER(%d, %s)".formatted(bits, signed ? "signed" : "unsigned");
        }
    }

    /// Exact numbers.
    record Decimal(int precision, int scale) implements Annotation {
        @Override
        public String toString() {
            return "DECIMAL(%d,%d)".formatted(precision, scale);
        }
    }

    /// Times of day.
    record Time(Unit unit, boolean utc) implements Annotation {
        @Override
        public String toString() {
            return "TIME(%s, %s)".formatted(unit, zone(utc));
        }
    }

    /// Moments when `utc`, else what some clock showed.
    record Timestamp(Unit unit, boolean utc) implements Annotation {
        @Override
        public String toString() {
            return "TIMESTAMP(%s, %s)".formatted(unit, zone(utc));
        }
    }

    /// What is counted.
    enum Unit {
        MILLIS(1_000),
        MICROS(1_000_000),
        NANOS(1_000_000_000);

        private final long perSecond;

        Unit(long perSecond) {
            this.perSecond = perSecond;
        }

        long perSecond() {
            return perSecond;
        }

        /// How many nanoseconds one has.
        long nanos() {
            return NANOS.perSecond / perSecond;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static String zone(boolean utc) {
        return utc ? "UTC" : "local";
    }
}
