package dev.millrace.authoring.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.BadRows;
import dev.millrace.contract.Cadence;
import dev.millrace.contract.Column;
import dev.millrace.contract.Compression;
import dev.millrace.contract.Curation;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.Engine;
import dev.millrace.contract.Expectation;
import dev.millrace.contract.FileCheck;
import dev.millrace.contract.FileChecks;
import dev.millrace.contract.FileFormat;
import dev.millrace.contract.IntegerFormat;
import dev.millrace.contract.Limit;
import dev.millrace.contract.LogicalType;
import dev.millrace.contract.LogicalType.DateType;
import dev.millrace.contract.LogicalType.DecimalType;
import dev.millrace.contract.LogicalType.FloatType;
import dev.millrace.contract.LogicalType.IntegerType;
import dev.millrace.contract.LogicalType.StringType;
import dev.millrace.contract.LogicalType.TimeType;
import dev.millrace.contract.LogicalType.TimestampType;
import dev.millrace.contract.NumberForm;
import dev.millrace.contract.OnDuplicate;
import dev.millrace.contract.OnNewVersion;
import dev.millrace.contract.Owners;
import dev.millrace.contract.Packing;
import dev.millrace.contract.Partitioning;
import dev.millrace.contract.Protection;
import dev.millrace.contract.QualityRule;
import dev.millrace.contract.Range;
import dev.millrace.contract.SchemaPolicy;
import dev.millrace.contract.Severity;
import dev.millrace.contract.StringFormat;
import dev.millrace.contract.Tolerance;
import dev.millrace.contract.keys.ControlFile;
import dev.millrace.contract.keys.KeyPattern;
import dev.millrace.contract.parsing.ContractPlaces;
import dev.millrace.contract.parsing.ParsedContract;
import dev.millrace.contract.patterns.EcmaPattern;
import dev.millrace.contract.temporal.TemporalPattern;
import dev.millrace.formats.Formats;
import dev.millrace.formats.csv.CsvFormat;
import dev.millrace.formats.json.JsonFormat;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A component that is added to a contract's records must be compared, too: here is where it is missed.
class EveryComponentTest {
    private static final ContractPlaces NOWHERE = ContractPlaces.of(new byte[0]);
    private static final DataContract CONTRACT = twoColumns();
    private static final Column COLUMN = CONTRACT.columns().get(0);
    private static final QualityRule RULE = new QualityRule(
            "rows",
            new QualityRule.RowCount(),
            new Expectation(Expectation.Operator.BE, BigDecimal.ONE, BigDecimal.ONE),
            false,
            Severity.HALT);

    /// A record of a contract, another value for each of its components, and the contract that has it.
    record Case(Record record, Map<String, Object> others, Function<Record, DataContract> contract) {
        @Override
        public String toString() {
            return record.getClass().getSimpleName();
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                contract(),
                new Case(
                        CONTRACT.name(),
                        Map.of(
                                "id", "other",
                                "version", "2.0.0",
                                "dataset", "others",
                                "title", Optional.of("Others")),
                        name -> with(CONTRACT, "name", name)),
                new Case(
                        CONTRACT.intake(),
                        Map.of(
                                "keyPattern",
                                KeyPattern.of("other/*"),
                                "controlFile",
                                Optional.of(ControlFile.of("{folder}/_SUCCESS")),
                                "cadence",
                                Cadence.DAILY,
                                "format",
                                new JsonFormat(true, FileFormat.DEFAULT_MAX_RECORD_BYTES),
                                "packing",
                                new Packing(Compression.GZIP, Packing.DEFAULT_MAX_EXPANSION)),
                        intake -> with(CONTRACT, "intake", intake)),
                new Case(CONTRACT.policies(), policies(), policies -> with(CONTRACT, "policies", policies)),
                new Case(COLUMN, column(), column -> with(CONTRACT, "columns", List.of(column))),
                format(
                        CsvFormat.DEFAULT,
                        Map.of("delimiter", ';', "quote", '\'', "header", false, "maxRecordBytes", 5)),
                format(new JsonFormat(true, 9), Map.of("lines", false, "maxRecordBytes", 5)),
                new Case(
                        Packing.NONE,
                        Map.of("compression", Compression.AUTO, "maxExpansion", 5),
                        packing -> intake("packing", packing)),
                new Case(
                        BadRows.DEFAULT,
                        Map.of("severity", Severity.QUARANTINE, "most", new Tolerance(BigDecimal.TEN, true)),
                        rows -> policy("badRows", rows)),
                new Case(
                        Tolerance.DEFAULT,
                        Map.of("number", BigDecimal.ZERO, "percent", false),
                        most -> policy("badRows", with(BadRows.DEFAULT, "most", most))),
                new Case(RULE, rule(), rule -> with(CONTRACT, "quality", List.of(rule))),
                new Case(
                        CONTRACT.owners(),
                        Map.of(
                                "team", Optional.of("us"),
                                "support", List.of(channel()),
                                "members", List.of(new Owners.Member("u", Optional.empty(), Optional.empty()))),
                        owners -> with(CONTRACT, "owners", owners)),
                type(
                        StringType.ANY,
                        Map.of(
                                "minLength",
                                2,
                                "maxLength",
                                3,
                                "pattern",
                                Optional.of(EcmaPattern.of("x")),
                                "format",
                                Optional.of(StringFormat.UUID))),
                type(
                        new IntegerType(IntegerFormat.I32, Range.all(), Optional.empty()),
                        Map.of(
                                "format", IntegerFormat.I8,
                                "range", least(BigDecimal.ONE),
                                "multipleOf", Optional.of(BigDecimal.TEN))),
                type(
                        new DecimalType(10, 2, Range.all(), Optional.empty()),
                        Map.of(
                                "precision",
                                11,
                                "scale",
                                3,
                                "range",
                                least(BigDecimal.ONE),
                                "multipleOf",
                                Optional.of(BigDecimal.TEN))),
                type(new FloatType(false, Range.all()), Map.of("single", true, "range", least(BigDecimal.ONE))),
                type(
                        new DateType(TemporalPattern.ISO_DATE, Range.all()),
                        Map.of("format", TemporalPattern.of("dd.MM.yyyy"), "range", least(LocalDate.EPOCH))),
                type(
                        new DateType(TemporalPattern.of("dd.MM.yy"), Range.all()),
                        Map.of(
                                "format",
                                TemporalPattern.of("dd.MM.yy").ofCentury(1926),
                                "range",
                                least(LocalDate.EPOCH))),
                type(
                        new TimeType(TemporalPattern.of("HH:mm:ss"), Range.all()),
                        Map.of("format", TemporalPattern.of("HH:mm:ss").cutting(), "range", least(LocalTime.NOON))),
                type(
                        new TimeType(TemporalPattern.ISO_TIME, Range.all()),
                        Map.of("format", TemporalPattern.of("HH:mm"), "range", least(LocalTime.NOON))),
                type(
                        new TimestampType(TemporalPattern.ISO_TIMESTAMP, true, Optional.empty(), Range.all()),
                        Map.of(
                                "format", TemporalPattern.of("dd.MM.yyyy HH:mm XXX"),
                                "zoned", false,
                                "defaultZone", Optional.of(ZoneId.of("Europe/Paris")),
                                "range", least(Instant.EPOCH))));
    }

    private static Case contract() {
        return new Case(
                CONTRACT,
                Map.ofEntries(
                        Map.entry("name", with(CONTRACT.name(), "id", "other")),
                        Map.entry("intake", with(CONTRACT.intake(), "cadence", Cadence.DAILY)),
                        Map.entry("policies", with(CONTRACT.policies(), "onDuplicate", OnDuplicate.LOAD)),
                        Map.entry("columns", List.of(COLUMN)),
                        Map.entry("primaryKey", List.of("a")),
                        Map.entry("quality", List.of(RULE)),
                        Map.entry("partitioning", new Partitioning.ByColumns(List.of("a"))),
                        Map.entry("owners", new Owners(Optional.of("us"), List.of(), List.of())),
                        Map.entry(
                                "curation",
                                new Curation(
                                        Curation.Deduplication.NEWEST,
                                        Map.of(),
                                        List.of(),
                                        Optional.empty(),
                                        Engine.GLUE))),
                contract -> (DataContract) contract);
    }

    private static Map<String, Object> policies() {
        return Map.of(
                "onNewVersion",
                OnNewVersion.REPLACE,
                "onDuplicate",
                OnDuplicate.LOAD,
                "onSchemaChange",
                SchemaPolicy.REORDER,
                "badRows",
                new BadRows(Severity.QUARANTINE, Tolerance.DEFAULT),
                "fileChecks",
                new FileChecks(Map.of(FileCheck.NO_LINE_END, Optional.empty())),
                "keepRawDays",
                Optional.of(30));
    }

    private static DataContract intake(String component, Object value) {
        return with(CONTRACT, "intake", with(CONTRACT.intake(), component, value));
    }

    private static DataContract policy(String component, Object value) {
        return with(CONTRACT, "policies", with(CONTRACT.policies(), component, value));
    }

    private static Map<String, Object> column() {
        return Map.of(
                "name",
                "other",
                "header",
                "Other",
                "type",
                new LogicalType.BooleanType(),
                "required",
                false,
                "unique",
                true,
                "values",
                List.of("x"),
                "severity",
                Optional.of(Severity.WARN),
                "protection",
                Optional.of(Protection.DROP),
                "numbers",
                NumberForm.LENIENT);
    }

    private static Map<String, Object> rule() {
        return Map.of(
                "name",
                "other",
                "measure",
                new QualityRule.NullValues("a"),
                "expectation",
                new Expectation(Expectation.Operator.BE, BigDecimal.ZERO, BigDecimal.ZERO),
                "percent",
                true,
                "severity",
                Severity.WARN);
    }

    private static Owners.Channel channel() {
        return new Owners.Channel("c", Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static <T extends Comparable<? super T>> Range<T> least(T value) {
        return new Range<>(Optional.of(new Limit<>(value, true)), Optional.empty());
    }

    private static Case format(FileFormat format, Map<String, Object> others) {
        return new Case((Record) format, others, changed -> intake("format", changed));
    }

    private static Case type(LogicalType type, Map<String, Object> others) {
        return new Case(
                (Record) type, others, changed -> with(CONTRACT, "columns", List.of(with(COLUMN, "type", changed))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isCompared(Case of) {
        assertThat(Arrays.stream(of.record().getClass().getRecordComponents()).map(RecordComponent::getName))
                .as("each component needs another value here")
                .containsExactlyInAnyOrderElementsOf(of.others().keySet());
        DataContract before = of.contract().apply(of.record());
        of.others().forEach((component, other) -> {
            DataContract after = of.contract().apply(with(of.record(), component, other));
            assertThat(ContractDiff.between(before, NOWHERE, after, NOWHERE))
                    .as(component)
                    .isNotEmpty();
            assertThat(ContractDiff.between(after, NOWHERE, before, NOWHERE))
                    .as(component + ", the other way round")
                    .isNotEmpty();
            assertThat(ContractDiff.between(after, NOWHERE, after, NOWHERE)).isEmpty();
        });
    }

    /// A record with one component changed.
    private static <R extends Record> R with(R record, String component, Object value) {
        try {
            RecordComponent[] components = record.getClass().getRecordComponents();
            Class<?>[] types = new Class<?>[components.length];
            Object[] values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                values[i] = components[i].getName().equals(component)
                        ? value
                        : components[i].getAccessor().invoke(record);
            }
            @SuppressWarnings("unchecked")
            Constructor<R> constructor = (Constructor<R>) record.getClass().getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(record + " cannot be changed", e);
        }
    }

    private static DataContract twoColumns() {
        String yaml = """
                apiVersion: v3.1.0
                kind: DataContract
                id: test
                version: 1.0.0
                status: active
                schema:
                  - name: things
                    properties:
                      - {name: a, logicalType: string, required: true}
                      - {name: b, logicalType: integer}
                customProperties:
                  - {property: millrace.keyPattern, value: 'in/*.csv'}
                  - {property: millrace.onNewVersion, value: append}
                """;
        return ((ParsedContract.Accepted) Formats.contract(yaml.getBytes(StandardCharsets.UTF_8))).contract();
    }
}
