package dev.millrace.sql;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.DataContract;
import dev.millrace.judging.resources.SqlEngine;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each value comes to the engine as what its column says it is. In the file: the least of each type, the greatest, and
/// none.
@TestInstance(Lifecycle.PER_CLASS)
class TypesTest {
    private static final DataContract CONTRACT = Things.contract(List.of(
            "name: row, logicalType: integer, required: true",
            "name: a8, logicalType: integer, logicalTypeOptions: {format: i8}",
            "name: a16, logicalType: integer, logicalTypeOptions: {format: i16}",
            "name: a32, logicalType: integer, logicalTypeOptions: {format: i32}",
            "name: a64, logicalType: integer",
            "name: u8, logicalType: integer, logicalTypeOptions: {format: u8}",
            "name: u16, logicalType: integer, logicalTypeOptions: {format: u16}",
            "name: u32, logicalType: integer, logicalTypeOptions: {format: u32}",
            "name: d4, logicalType: number, physicalType: 'decimal(4,2)'",
            "name: d9, logicalType: number, physicalType: 'decimal(9,9)'",
            "name: d18, logicalType: number, physicalType: 'decimal(18,0)'",
            "name: d38, logicalType: number, physicalType: 'decimal(38,3)'",
            "name: f32, logicalType: number, physicalType: real",
            "name: f64, logicalType: number, physicalType: double",
            "name: flag, logicalType: boolean",
            "name: day, logicalType: date",
            "name: moment, logicalType: timestamp",
            "name: reading, logicalType: timestamp, logicalTypeOptions: {timezone: false}",
            "name: clock, logicalType: time",
            "name: text, logicalType: string",
            // Words of SQL.
            "name: select, logicalType: integer",
            "name: group, logicalType: string",
            "name: rowid, logicalType: integer"));

    private static final String FILE = """
            row,a8,a16,a32,a64,u8,u16,u32,d4,d9,d18,d38,f32,f64,flag,day,moment,reading,clock,text,select,group,rowid
            1,-128,-32768,-2147483648,-9223372036854775808,0,0,0,-99.99,-0.999999999,-999999999999999999,\
            -99999999999999999999999999999999999.999,-3.4028234e38,-1.7976931348623157e308,false,0001-01-01,\
            0001-01-01T00:00:00Z,0001-01-01T00:00:00,00:00:00,"",-1,by,-7
            2,127,32767,2147483647,9223372036854775807,255,65535,4294967295,99.99,0.999999999,999999999999999999,\
            99999999999999999999999999999999999.999,3.4028234e38,1.7976931348623157e308,true,9999-12-31,\
            9999-12-31T23:59:59.999999Z,9999-12-31T23:59:59.999999,23:59:59.999999,"a text of more than twelve bytes \
            – 🦆",1,order,7
            3,,,,,,,,,,,,,,,,,,,,,,
            """;

    @TempDir
    private static Path folder = Path.of(".");

    private SqlEngine.@Nullable Session session;

    @BeforeAll
    void load() throws IOException {
        session = Things.session(new DuckDbEngine(folder, SqlLimits.usual()), CONTRACT, FILE);
    }

    @AfterAll
    void close() throws IOException {
        if (session != null) {
            session.close();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT count(*) FROM things                                                                  | 3
            SELECT a8 FROM things WHERE row = 1                                                          | -128
            SELECT a8 FROM things WHERE row = 2                                                          | 127
            SELECT a16 FROM things WHERE row = 1                                                         | -32768
            SELECT a16 FROM things WHERE row = 2                                                         | 32767
            SELECT a32 FROM things WHERE row = 1                                                         | -2147483648
            SELECT a32 FROM things WHERE row = 2                                                         | 2147483647
            SELECT a64 FROM things WHERE row = 1                                                         | -9223372036854775808
            SELECT a64 FROM things WHERE row = 2                                                         | 9223372036854775807
            SELECT sum(a64) FROM things                                                                  | -1
            SELECT u8 FROM things WHERE row = 2                                                          | 255
            SELECT u16 FROM things WHERE row = 2                                                         | 65535
            SELECT u32 FROM things WHERE row = 2                                                         | 4294967295
            SELECT sum(u8) + sum(u16) + sum(u32) FROM things                                             | 4295033085
            SELECT d4 FROM things WHERE row = 1                                                          | -99.99
            SELECT d4 FROM things WHERE row = 2                                                          | 99.99
            SELECT d9 FROM things WHERE row = 1                                                          | -0.999999999
            SELECT d9 FROM things WHERE row = 2                                                          | 0.999999999
            SELECT d18 FROM things WHERE row = 1                                                         | -999999999999999999
            SELECT d18 FROM things WHERE row = 2                                                         | 999999999999999999
            SELECT d38 FROM things WHERE row = 1                                                         | -99999999999999999999999999999999999.999
            SELECT d38 FROM things WHERE row = 2                                                         | 99999999999999999999999999999999999.999
            SELECT f32 FROM things WHERE row = 2                                                         | 3.4028235E+38
            SELECT f64 FROM things WHERE row = 1                                                         | -1.7976931348623157E+308
            SELECT f64 FROM things WHERE row = 2                                                         | 1.7976931348623157E+308
            SELECT count(*) FILTER (flag) FROM things                                                    | 1
            SELECT count(*) FROM things WHERE day = '0001-01-01' AND row = 1                             | 1
            SELECT max(year(day)) - min(year(day)) FROM things                                           | 9998
            SELECT count(*) FROM things WHERE moment = '0001-01-01T00:00:00+00' AND row = 1              | 1
            SELECT count(*) FROM things WHERE moment = '9999-12-31 23:59:59.999999+00'                   | 1
            SELECT hour(moment) FROM things WHERE row = 2                                                | 23
            SELECT count(*) FROM things WHERE reading = '0001-01-01T00:00:00' AND row = 1                | 1
            SELECT count(*) FROM things WHERE reading = '9999-12-31 23:59:59.999999'                     | 1
            SELECT count(*) FROM things WHERE clock = '00:00:00' AND row = 1                             | 1
            SELECT count(*) FROM things WHERE clock = '23:59:59.999999'                                  | 1
            SELECT length(text) FROM things WHERE row = 1                                                | 0
            SELECT length(text) FROM things WHERE row = 2                                                | 36
            SELECT strlen(text) FROM things WHERE row = 2                                                | 41
            SELECT count(*) FROM things WHERE text = 'a text of more than twelve bytes – 🦆'             | 1
            SELECT "select" FROM "things" WHERE "group" = 'order'                                        | 1
            SELECT sum(rowid) + 100 FROM things                                                          | 100
            SELECT count(COLUMNS(* EXCLUDE row))::INT FROM (SELECT row, a8 FROM things)                  | 2
            SELECT count(a64)+count(d38)+count(f64)+count(flag)+count(moment)+count(text) FROM things    | 12
            """)
    void arrivesAsItIs(String query, BigDecimal number) throws Exception {
        assertThat(requireNonNull(session).answer(query)).isEqualByComparingTo(number);
    }
}
