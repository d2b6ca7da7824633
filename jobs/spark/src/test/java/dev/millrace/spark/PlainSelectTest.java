package dev.millrace.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainSelectTest {
    @BeforeAll
    static void rows() {
        TestSpark.SESSION.range(3).createOrReplaceTempView("plain_rows");
        TestSpark.SESSION.udf().register("plus_one", (Long id) -> id + 1, DataTypes.LongType);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM plain_rows",
                "SELECT *, CASE WHEN id < 2 THEN 'few' ELSE 'many' END AS size FROM plain_rows WHERE id > 0",
                "SELECT r.id + 1 AS id FROM (SELECT id * 2 AS id FROM plain_rows) r"
            })
    void isOfOneRowAtATime(String query) {
        assertThat(PlainSelect.is(TestSpark.SESSION.sql(query))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", textBlock = """
            SELECT *, name || '!' AS loud FROM named_rows => true
            SELECT loud, id FROM (SELECT id, upper(name) AS loud FROM named_rows) => true
            SELECT name FROM named_rows => false
            SELECT id + 0 AS id, name FROM named_rows => false
            SELECT id AS name, length(name) AS id FROM named_rows => false
            SELECT * FROM named_rows WHERE id > 1 => false
            SELECT * FROM named_rows LIMIT 2 => false
            SELECT DISTINCT * FROM named_rows => false
            """)
    void keepsEachRowAndItsKey(String query, boolean keeps) {
        Dataset<Row> rows = TestSpark.SESSION.range(3).selectExpr("id", "'n' || id AS name");
        rows.createOrReplaceTempView("named_rows");
        assertThat(PlainSelect.keepsEachRow(TestSpark.SESSION.sql(query), rows, List.of("id")))
                .isEqualTo(keeps);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT id, rand() AS chance FROM plain_rows",
                "SELECT id, plus_one(id) AS more FROM plain_rows",
                "SELECT count(*) AS rows FROM plain_rows",
                "SELECT DISTINCT id FROM plain_rows",
                "SELECT id, row_number() OVER (ORDER BY id) AS place FROM plain_rows",
                "SELECT id FROM plain_rows WHERE id IN (SELECT max(id) FROM plain_rows)",
                "SELECT id, explode(array(1, 2)) AS part FROM plain_rows",
                "SELECT a.id FROM plain_rows a JOIN plain_rows b ON a.id = b.id",
                "SELECT id FROM plain_rows UNION ALL SELECT id FROM plain_rows",
                "SELECT 1 AS id",
                "SELECT id, assert_true(id > 0) AS none FROM plain_rows",
                "SELECT if(id > 0, id, cast(raise_error('no!') AS bigint)) AS id FROM plain_rows",
                "SELECT id FROM range(3)"
            })
    void isMore(String query) {
        assertThat(PlainSelect.is(TestSpark.SESSION.sql(query))).isFalse();
    }
}
