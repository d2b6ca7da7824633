package dev.millrace.sql;

import dev.millrace.contract.DataContract;
import dev.millrace.contract.parsing.ParsedContract;
import dev.millrace.formats.FileJudge;
import dev.millrace.formats.Formats;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.bytes.FileBytes;
import dev.millrace.judging.resources.JudgingResources;
import dev.millrace.judging.resources.SqlEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Contracts and files of the dataset `things`.
final class Things {
    private Things() {}

    /// @param columns of ODCS in short form, such as `name: n, logicalType: integer`
    /// @param rules of the dataset, likewise
    static DataContract contract(List<String> columns, String... rules) {
        return contract("things", columns, List.of(), rules);
    }

    /// @param settings of `customProperties`
    static DataContract contract(List<String> columns, List<String> settings) {
        return contract("things", columns, settings);
    }

    static DataContract contract(String dataset, List<String> columns, List<String> settings, String... rules) {
        StringBuilder custom = new StringBuilder();
        settings.forEach(setting -> custom.append("  - {").append(setting).append("}\n"));
        StringBuilder properties = new StringBuilder();
        columns.forEach(column -> properties.append("      - {").append(column).append("}\n"));
        StringBuilder quality = new StringBuilder();
        List.of(rules).forEach(rule -> quality.append("      - {").append(rule).append("}\n"));
        String yaml = """
                apiVersion: v3.1.0
                kind: DataContract
                id: test
                version: 1.0.0
                status: active
                schema:
                  - name: %s
                    properties:
                %s    quality:%s
                %scustomProperties:
                  - {property: millrace.keyPattern, value: 'in/*.csv'}
                  - {property: millrace.onNewVersion, value: append}
                %s""".formatted(dataset, properties, rules.length == 0 ? " []" : "", quality, custom);
        if (Formats.contract(yaml.getBytes(StandardCharsets.UTF_8)) instanceof ParsedContract.Accepted accepted) {
            return accepted.contract();
        }
        throw new AssertionError(Formats.contract(yaml.getBytes(StandardCharsets.UTF_8)) + " for\n" + yaml);
    }

    /// The rows of `file` in an engine.
    static SqlEngine.Session session(SqlEngine engine, DataContract contract, String file) throws IOException {
        SqlEngine.Session session = engine.open(contract);
        try {
            FileBytes bytes = FileBytes.of(file.getBytes(StandardCharsets.UTF_8));
            Verdict verdict = FileJudge.judge(contract, bytes, JudgingResources.usual(), session);
            if (verdict instanceof Verdict.Rejected) {
                throw new AssertionError(verdict);
            }
            return session;
        } catch (IOException | AssertionError e) {
            session.close();
            throw e;
        }
    }
}
