package dev.millrace.formats.parquet;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// In which calendar a file has its days and moments, as its writer says in the footer's metadata.
///
/// Spark says its version, and by keys without values that it wrote in the hybrid calendar; before 3.0 (of INT96 before
/// 3.1) it knew no other. Before it said its version, it said its schema. Hive says whether its dates are proleptic.
///
/// @param days whether dates are of the hybrid calendar
/// @param moments whether INT64 timestamps in UTC are
/// @param int96 whether INT96 timestamps are
/// @param zone of the writer; null when it is not known
record WriterCalendar(
        boolean days,
        boolean moments,
        boolean int96,
        @Nullable ZoneId zone) {
    /// That of all writers that say nothing: the Gregorian calendar for all times.
    static final WriterCalendar GREGORIAN = new WriterCalendar(false, false, false, null);

    private static final String SPARK = "org.apache.spark.version";
    private static final String SPARK_SCHEMA = "org.apache.spark.sql.parquet.row.metadata";
    private static final String SPARK_OLD = "org.apache.spark.legacyDateTime";
    private static final String SPARK_OLD_INT96 = "org.apache.spark.legacyINT96";
    private static final String SPARK_ZONE = "org.apache.spark.timeZone";
    private static final String HIVE_PROLEPTIC = "writer.date.proleptic";

    /// The keys of the metadata that say it.
    static final Set<String> KEYS = Set.of(SPARK, SPARK_SCHEMA, SPARK_OLD, SPARK_OLD_INT96, SPARK_ZONE, HIVE_PROLEPTIC);

    private static final Pattern VERSION = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})\\b.*", Pattern.DOTALL);

    /// @param metadata of the footer, its [#KEYS]
    /// @param createdBy the library that wrote the file; empty when it is not said
    static WriterCalendar of(Map<String, String> metadata, String createdBy) {
        boolean hive = "false".equals(metadata.get(HIVE_PROLEPTIC));
        boolean before3 = isBefore(metadata, createdBy, 0) || metadata.containsKey(SPARK_OLD);
        boolean before31 = isBefore(metadata, createdBy, 1) || metadata.containsKey(SPARK_OLD_INT96);
        return hive || before3 || before31
                ? new WriterCalendar(hive || before3, before3, before31, zone(metadata.get(SPARK_ZONE)))
                : GREGORIAN;
    }

    /// Whether it was Spark before the minor version `minor` of 3.
    private static boolean isBefore(Map<String, String> metadata, String createdBy, int minor) {
        String version = metadata.get(SPARK);
        if (version == null) {
            // Other libraries copy the metadata of what they read.
            return metadata.containsKey(SPARK_SCHEMA) && createdBy.startsWith("parquet-mr");
        }
        Matcher parts = VERSION.matcher(version);
        if (!parts.matches()) {
            return false;
        }
        int major = Integer.parseInt(parts.group(1));
        return major < 3 || (major == 3 && Integer.parseInt(parts.group(2)) < minor);
    }

    private static @Nullable ZoneId zone(@Nullable String name) {
        try {
            return name == null ? null : ZoneId.of(name, ZoneId.SHORT_IDS);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /// What makes moments of the ones that are stored; null when they are what they should be.
    @Nullable OldCalendar moments(boolean ofInt96) {
        return (ofInt96 ? int96 : moments) ? new OldCalendar(zone) : null;
    }
}
