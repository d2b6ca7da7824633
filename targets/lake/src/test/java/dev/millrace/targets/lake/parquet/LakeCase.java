package dev.millrace.targets.lake.parquet;

import dev.millrace.contract.DataContract;
import dev.millrace.contract.parsing.ParsedContract;
import dev.millrace.formats.FileJudge;
import dev.millrace.formats.Formats;
import dev.millrace.judging.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/// A contract, its files, and what DuckDB, which is not ours, finds in what was written of them.
public record LakeCase(DataContract contract) {
    static final String OID = "ab".repeat(32);
    static final LocalDate ARRIVAL = LocalDate.of(2026, 11, 21);

    /// The case of these columns.
    ///
    /// @param columns each a YAML mapping, such as `name: id, logicalType: integer`
    public static LakeCase of(String... columns) {
        StringJoiner properties = new StringJoiner("\n");
        for (String column : columns) {
            properties.add("      - {" + column + "}");
        }
        String yaml = """
                apiVersion: v3.1.0
                kind: DataContract
                id: test
                version: 1.0.0
                status: active
                schema:
                  - name: things
                    properties:
                %s
                customProperties:
                  - {property: millrace.keyPattern, value: '*'}
                  - {property: millrace.onNewVersion, value: append}
                """.formatted(properties);
        ParsedContract parsed = Formats.contract(yaml.getBytes(StandardCharsets.UTF_8));
        if (parsed instanceof ParsedContract.Accepted accepted) {
            return new LakeCase(accepted.contract());
        }
        throw new AssertionError(parsed);
    }

    LakeFileWriter writer(Path folder, long mostHeld) {
        return new LakeFileWriter(contract, OID, ARRIVAL, folder, mostHeld);
    }

    /// Hands the rows of `csv`, which must be valid, to `writer`.
    void feed(LakeFileWriter writer, String csv) throws IOException {
        byte[] bytes = csv.getBytes(StandardCharsets.UTF_8);
        Verdict verdict = FileJudge.judge(contract, new ByteArrayInputStream(bytes), writer);
        if (!(verdict instanceof Verdict.Valid)) {
            throw new AssertionError(verdict);
        }
    }

    List<LakeFile> write(Path folder, String csv) throws IOException {
        try (LakeFileWriter writer = writer(folder, 1 << 20)) {
            feed(writer, csv);
            return writer.finish();
        }
    }

    /// The rows that `sql` answers with; `%s` in it is the file. Values with ` | ` between, as DuckDB writes them.
    static List<String> query(String sql, Path file) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            try (ResultSet result = statement.executeQuery(sql.formatted("'" + file + "'"))) {
                while (result.next()) {
                    StringJoiner row = new StringJoiner(" | ");
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        row.add(String.valueOf(result.getString(i)));
                    }
                    rows.add(row.toString());
                }
            }
        }
        return rows;
    }
}
