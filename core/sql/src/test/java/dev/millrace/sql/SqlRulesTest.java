package dev.millrace.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.DataContract;
import dev.millrace.formats.FileJudge;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.bytes.FileBytes;
import dev.millrace.judging.findings.Finding;
import dev.millrace.judging.findings.Findings;
import dev.millrace.judging.resources.JudgingResources;
import dev.millrace.judging.rows.RowSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rules in SQL as contracts have them.
class SqlRulesTest {
    private static final List<String> COLUMNS = List.of(
            "name: id, logicalType: integer, required: true",
            "name: price, logicalType: number, physicalType: 'decimal(9,2)'",
            "name: mail, logicalType: string, classification: personal, "
                    + "customProperties: [{property: millrace.protect, value: tokenise}]");
    private static final String FILE = "id,price,mail\n1,2.50,ann@example.org\n2,,bob@example.org\n3,1.25,\n";

    @TempDir
    private Path folder = Path.of(".");

    private Verdict judge(DataContract contract, String file) throws IOException {
        JudgingResources bench = JudgingResources.usual().with(new DuckDbEngine(folder, SqlLimits.usual()));
        Verdict verdict =
                FileJudge.judge(contract, FileBytes.of(file.getBytes(StandardCharsets.UTF_8)), bench, RowSink.none());
        assertThat(folder).isEmptyDirectory();
        return verdict;
    }

    private static List<String> messages(Findings findings) {
        return findings.first().stream().map(Finding::message).toList();
    }

    private Verdict.Rejected rejected(String... rules) throws IOException {
        return (Verdict.Rejected) judge(Things.contract(COLUMNS, rules), FILE);
    }

    @Test
    void acceptsAFileThatKeepsAllRules() throws Exception {
        Verdict verdict = judge(
                Things.contract(
                        COLUMNS,
                        "type: sql, query: 'SELECT count(*) FROM {object}', mustBe: 3",
                        "type: sql, query: 'SELECT sum(price) FROM ${table}', mustBe: 3.75",
                        "type: sql, query: 'WITH t AS (SELECT id FROM things) SELECT max(id) FROM t', mustBeLessThan: 4",
                        "type: sql, query: 'SELECT avg(id) FROM things', mustBeBetween: [2, 3]",
                        "type: sql, query: 'SELECT min(price) FROM things', mustNotBe: 0"),
                FILE);

        assertThat(verdict).isInstanceOf(Verdict.Valid.class);
        assertThat(verdict.findings().total()).isZero();
    }

    @Test
    void refusesAFileThatBreaksOne() throws Exception {
        var rejected = rejected(
                "name: few rows, type: sql, query: 'SELECT count(*) FROM things', mustBeLessThan: 3",
                "name: prices, type: sql, query: 'SELECT count(price) FROM things', mustBe: 2");

        assertThat(messages(rejected.findings()))
                .containsExactly("few rows: the query answers 3; the number must be less than 3");
    }

    @Test
    void tellsOfARuleThatOnlyWarns() throws Exception {
        Verdict verdict = judge(
                Things.contract(
                        COLUMNS,
                        "name: few, type: sql, query: 'SELECT count(*) FROM things', mustBe: 2, severity: warn"),
                FILE);

        assertThat(verdict).isInstanceOf(Verdict.Valid.class);
        assertThat(messages(verdict.findings())).containsExactly("few: the query answers 3; the number must be 2");
    }

    @Test
    void refusesAFileWhoseRuleHasNoAnswerEvenIfItOnlyWarns() throws Exception {
        var rejected = rejected(
                "name: size, type: sql, query: 'SELECT sum(size) FROM things', mustBe: 2, severity: warn",
                "name: value, type: sql, query: 'SELECT max(price)::VARCHAR FROM things', mustBe: 2");

        assertThat(messages(rejected.findings()))
                .containsExactly(
                        "size: the query cannot be answered: Binder Error: Referenced column \"size\" not found in FROM "
                                + "clause!",
                        "value: the query cannot be answered: it answers something else than a number");
    }

    @Test
    void knowsNoClassifiedColumn() throws Exception {
        var rejected = rejected("name: mails, type: sql, query: 'SELECT count(mail) FROM things', mustBe: 2");

        assertThat(messages(rejected.findings()))
                .containsExactly(
                        "mails: the query cannot be answered: Binder Error: Referenced column \"mail\" not found in "
                                + "FROM clause!; classified columns are not there for rules in SQL");
    }

    @Test
    void countsRowsWhoseColumnsAreAllClassified() throws Exception {
        DataContract contract = Things.contract(
                "select",
                List.of(COLUMNS.get(2)),
                List.of(),
                "name: rows, type: sql, query: 'SELECT count(*) FROM \"select\"', mustBe: 2");

        assertThat(judge(contract, "mail\nann@example.org\nbob@example.org\n")).isInstanceOf(Verdict.Valid.class);
    }

    @Test
    void areLeftOutWhereTheVerdictStands() {
        String count = "metric: rowCount, mustBe: 3";
        String query = "type: sql, query: 'SELECT 1', mustBe: 1";

        assertThat(Things.contract(COLUMNS, query, count).withoutSql()).isEqualTo(Things.contract(COLUMNS, count));
    }

    @Test
    void asksOfAFileWithoutRows() throws Exception {
        DataContract contract =
                Things.contract(COLUMNS, "name: rows, type: sql, query: 'SELECT count(*) FROM things', mustBe: 0");

        assertThat(judge(contract, "id,price,mail\n")).isInstanceOf(Verdict.Valid.class);
    }
}
