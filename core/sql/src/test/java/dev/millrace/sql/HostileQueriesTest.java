package dev.millrace.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.judging.resources.SqlEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a query tries, it answers a number or a reason, and the next one is answered.
class HostileQueriesTest {
    private static final SqlLimits LIMITS =
            new SqlLimits(64L << 20, 32L << 20, 1, Duration.ofSeconds(2), Duration.ofMinutes(5));

    private static final String TOO_MUCH = "it takes more than the 64 MiB of memory and 32 MiB on disk";
    private static final String TOO_LONG = "it takes longer than 2 seconds";
    private static final String NO_SELECT = "it must be one SELECT statement (without PIVOT)";

    /// @param reason how it begins
    record Hostile(String query, String reason) {
        @Override
        public String toString() {
            return query.length() > 80 ? query.substring(0, 80) + "…" : query;
        }
    }

    @TempDir
    private Path folder = Path.of(".");

    private SqlEngine.Session things() throws IOException {
        var contract = Things.contract(List.of("name: id, logicalType: integer", "name: name, logicalType: string"));
        return Things.session(new DuckDbEngine(folder, LIMITS), contract, "id,name\n1,hidden\n2,private\n");
    }

    static List<List<Hostile>> queries() {
        return List.of(statements(), outside(), answers(), values(), large(), endless(), deep());
    }

    private static List<Hostile> statements() {
        return Stream.of(
                        "",
                        "-- nothing",
                        "SELECT 1; SELECT 2",
                        "DELETE FROM things; SELECT 2",
                        "INSERT INTO things VALUES (3, 'x')",
                        "WITH added AS (INSERT INTO things VALUES (3, 'x') RETURNING id) SELECT count(*) FROM added",
                        "WITH gone AS (DELETE FROM things RETURNING id) SELECT count(*) FROM gone",
                        "UPDATE things SET id = 0",
                        "DROP TABLE things",
                        "CREATE TABLE other AS SELECT 1",
                        "CREATE TEMP MACRO one() AS 1",
                        "COPY things TO 'things.csv'",
                        "EXPORT DATABASE 'x'",
                        "ATTACH 'x.db'",
                        "INSTALL httpfs",
                        "LOAD httpfs",
                        "PRAGMA memory_limit='4GB'",
                        "SET memory_limit = '4GB'",
                        "SET lock_configuration = false",
                        "RESET enable_external_access",
                        "CALL range(10)",
                        "EXPLAIN ANALYZE SELECT 1",
                        "BEGIN",
                        "COMMIT",
                        "CHECKPOINT",
                        "VACUUM",
                        "PREPARE q AS SELECT 1",
                        "PIVOT things ON name",
                        "SELECT count(*) FROM (PIVOT things ON name)")
                .map(query -> new Hostile(query, NO_SELECT))
                .toList();
    }

    private static List<Hostile> outside() {
        Stream<Hostile> functions = Stream.of(
                        "read_text('/etc/passwd')",
                        "read_blob('/etc/passwd')",
                        "read_csv('/etc/passwd')",
                        "READ_CSV_AUTO('/etc/passwd')",
                        "\"read_json\"('/etc/passwd')",
                        "main.read_parquet('/etc/passwd')",
                        "parquet_metadata('/etc/passwd')",
                        "sniff_csv('/etc/passwd')",
                        "glob('/etc/*')",
                        "query('SELECT 1')",
                        "query_table('things')",
                        "json_execute_serialized_sql(json_serialize_sql('SELECT 1'))",
                        "arrow_scan(0, 0, 0)",
                        "duckdb_settings()",
                        "duckdb_secrets()",
                        "enable_logging(storage='file', storage_path='/tmp/x')",
                        "(SELECT * FROM read_text('/etc/passwd'))")
                .map(function ->
                        new Hostile("SELECT count(*) FROM " + function, "its FROM may not have the function "));
        Stream<Hostile> others = Stream.of(
                new Hostile("SELECT count(*) FROM '/etc/passwd.csv'", "it may reach nothing but the rows"),
                new Hostile("SELECT count(*) FROM \"https://example.org/x.parquet\"", "it may reach nothing"),
                new Hostile("SELECT length(getenv('HOME'))", "Catalog Error: Scalar Function with name getenv"),
                new Hostile(
                        "SELECT 1 WHERE EXISTS (SELECT 1 FROM glob('*'))", "its FROM may not have the function glob"),
                new Hostile("SELECT $1", "a function cannot take what the query gives it"));
        return Stream.concat(functions, others).toList();
    }

    private static List<Hostile> answers() {
        return List.of(
                new Hostile("SELECT id FROM things", "it answers several rows"),
                new Hostile("SELECT id FROM things WHERE id > 9", "it answers no row"),
                new Hostile("SELECT id, id FROM things WHERE id = 1", "it answers several columns"),
                new Hostile("SELECT sum(id) FROM things WHERE id > 9", "it answers NULL"),
                new Hostile("SELECT max(name) FROM things", "it answers something else than a number"),
                new Hostile("SELECT true", "it answers something else than a number"),
                new Hostile("SELECT [1]", "it answers something else than a number"),
                new Hostile("SELECT 'nan'::DOUBLE", "it answers no finite number"),
                new Hostile("SELECT sum(id) / 0 FROM things", "it answers no finite number"),
                new Hostile("SELEC 1", "Parser Error: syntax error at or near \"SELEC\""),
                new Hostile("SELECT (1", "Parser Error: "),
                new Hostile("SELECT 'x", "Parser Error: "),
                new Hostile("SELECT count(*) FROM nothing", "Catalog Error: Table with name nothing does not exist!"),
                new Hostile("SELECT sum(size) FROM things", "Binder Error: Referenced column \"size\" not found"));
    }

    /// Whose messages quote values of rows.
    private static List<Hostile> values() {
        return List.of(
                new Hostile("SELECT sum(CAST(name AS INTEGER)) FROM things", "a value cannot be converted"),
                new Hostile("SELECT max(strptime(name, '%Y')) FROM things", "a function cannot take"),
                new Hostile("SELECT error(name) FROM things", "a function cannot take"),
                new Hostile("SELECT sum(id::TINYINT * 100::TINYINT) FROM things", "a number does not fit its type"),
                new Hostile("SELECT count(regexp_matches('x', name || '(')) FROM things", "a function cannot take"),
                new Hostile("SELECT count(json_deserialize_sql(name)) FROM things", "a value cannot be converted"),
                new Hostile("SELECT id FROM things WHERE id = (SELECT id FROM things)", "a function cannot take"));
    }

    private static List<Hostile> large() {
        return List.of(
                new Hostile("SELECT length(repeat('x', 3000000000))", TOO_MUCH),
                new Hostile("SELECT len(range(2000000000))", TOO_MUCH),
                new Hostile("SELECT len(list(i)) FROM range(1000000000) r(i)", TOO_MUCH),
                new Hostile("SELECT length(string_agg(i::VARCHAR, ',')) FROM range(1000000000) r(i)", TOO_MUCH),
                new Hostile(doublings(40), TOO_MUCH),
                new Hostile(
                        "WITH RECURSIVE r(s) AS (SELECT 'xx' UNION ALL SELECT s || s FROM r) SELECT max(length(s)) FROM r",
                        TOO_MUCH),
                new Hostile(
                        "SELECT max(n) FROM (SELECT i, sum(i) OVER (ORDER BY hash(i)) n FROM range(100000000) r(i))",
                        ""));
    }

    private static String doublings(int times) {
        StringBuilder query = new StringBuilder("WITH a0 AS (SELECT 'xx' s)");
        for (int i = 1; i <= times; i++) {
            query.append(", a%d AS (SELECT s || s s FROM a%d)".formatted(i, i - 1));
        }
        return query + " SELECT length(s) FROM a" + times;
    }

    private static List<Hostile> endless() {
        return List.of(
                new Hostile("SELECT count(*) FROM range(100000000000) a, range(1000000000) b", "it takes "),
                new Hostile("SELECT max(hash(i)) FROM range(100000000000) r(i)", TOO_LONG),
                new Hostile("SELECT count(*) FROM " + "things, ".repeat(40) + "things", "it takes "),
                new Hostile(
                        "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r",
                        "it takes "),
                new Hostile("SELECT sleep_ms(3600000)", TOO_LONG));
    }

    private static List<Hostile> deep() {
        return List.of(
                new Hostile(
                        "SELECT " + "(".repeat(9_000) + "1" + ")".repeat(9_000), "Parser Error: Max expression depth"),
                new Hostile("SELECT " + "NOT ".repeat(4_900) + "true", "Parser Error: Max expression depth"),
                new Hostile(
                        "SELECT " + "[".repeat(9_000) + "1" + "]".repeat(9_000), "Parser Error: Max expression depth"),
                new Hostile(
                        "SELECT " + "(SELECT ".repeat(2_000) + "1" + ")".repeat(2_000), "Parser Error: Max expression"),
                new Hostile("SELECT 1" + "+1".repeat(9_900), "Parser Error: Max expression depth"));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void eachHasAReasonAndTheNextIsAnswered(List<Hostile> hostiles) throws Exception {
        try (var things = things()) {
            for (Hostile hostile : hostiles) {
                assertThatThrownBy(() -> things.answer(hostile.query()))
                        .as(hostile.toString())
                        .isInstanceOf(SqlEngine.NoAnswer.class)
                        .message()
                        .startsWith(hostile.reason())
                        .doesNotContain("hidden", "private", folder.toString());
                assertThat(things.answer("SELECT count(*) FROM things"))
                        .as("after %s", hostile)
                        .isEqualByComparingTo("2");
            }
        }
        assertThat(folder).isEmptyDirectory();
    }

    /// DuckDB evaluates what does not depend on rows while it plans, and hears of nothing then.
    @Test
    void endsTheEngineForAQueryThatCannotBeCancelled() throws Exception {
        String query = "SELECT 0" + " + length(lpad('x', 300000000, 'y'))".repeat(100);
        try (var things = things()) {
            assertThatThrownBy(() -> things.answer(query))
                    .isInstanceOf(SqlEngine.NoAnswer.class)
                    .hasMessage(TOO_LONG);
            assertThatThrownBy(() -> things.answer("SELECT count(*) FROM things"))
                    .isInstanceOf(SqlEngine.NoAnswer.class)
                    .hasMessage("it was not asked, for a query before it made the engine break off");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void givesAllQueriesTogetherNoMoreThanTheirTime() throws Exception {
        Duration second = Duration.ofSeconds(1);
        var engine = new DuckDbEngine(folder, new SqlLimits(64L << 20, 32L << 20, 1, second, second));
        var contract = Things.contract(List.of("name: id, logicalType: integer"));
        try (var things = Things.session(engine, contract, "id\n1\n")) {
            assertThatThrownBy(() -> things.answer("SELECT sleep_ms(3600000)"))
                    .hasMessage("it takes longer than 1 second");
            assertThatThrownBy(() -> things.answer("SELECT 1"))
                    .isInstanceOf(SqlEngine.NoAnswer.class)
                    .hasMessage("the queries before it took all of the 1 seconds that they have together");
        }
    }

    @Test
    void leavesNothingOnDiskWhenTheEngineIsKilled() throws Exception {
        try (var things = things()) {
            assertThat(folder).isNotEmptyDirectory();
            ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);

            assertThatThrownBy(() -> things.answer("SELECT count(*) FROM things"))
                    .isInstanceOfAny(SqlEngine.NoAnswer.class, IOException.class);
        }
        assertThat(folder).isEmptyDirectory();
    }
}
