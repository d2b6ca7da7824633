package dev.millrace.targets.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.targets.lake.parquet.LakeCase;
import org.junit.jupiter.api.Test;

class CatalogTableTest {
    @Test
    void namesTheTypesThatHiveHas() {
        LakeCase lake = LakeCase.of(
                "name: s, logicalType: string",
                "name: i8, logicalType: integer, logicalTypeOptions: {format: i8}",
                "name: i32, logicalType: integer, logicalTypeOptions: {format: i32}",
                "name: u16, logicalType: integer, logicalTypeOptions: {format: u16}",
                "name: u32, logicalType: integer, logicalTypeOptions: {format: u32}",
                "name: i64, logicalType: integer",
                "name: n, logicalType: number",
                "name: m, logicalType: number, physicalType: 'numeric(10, 2)'",
                "name: f, logicalType: number, logicalTypeOptions: {format: f32}",
                "name: g, logicalType: number, logicalTypeOptions: {format: f64}",
                "name: b, logicalType: boolean",
                "name: d, logicalType: date",
                "name: t, logicalType: timestamp",
                "name: h, logicalType: time");
        assertThat(CatalogTable.columns(lake.contract()))
                .extracting(column -> column.name() + " " + column.type())
                .containsExactly(
                        "_oid string",
                        "_line bigint",
                        "s string",
                        "i8 int",
                        "i32 int",
                        "u16 int",
                        "u32 bigint",
                        "i64 bigint",
                        "n decimal(38,18)",
                        "m decimal(10,2)",
                        "f float",
                        "g double",
                        "b boolean",
                        "d date",
                        "t timestamp",
                        "h string");
        assertThat(CatalogTable.partitionColumns(lake.contract()))
                .containsExactly(new CatalogColumn("arrival_date", "date"));
    }

    @Test
    void partitionColumnsAreNotInTheFiles() {
        LakeCase lake = LakeCase.of(
                "name: b, logicalType: integer, required: true, partitioned: true, partitionKeyPosition: 2",
                "name: x, logicalType: string",
                "name: a, logicalType: date, required: true, partitioned: true, partitionKeyPosition: 1");
        assertThat(CatalogTable.partitionColumns(lake.contract()))
                .containsExactly(new CatalogColumn("a", "date"), new CatalogColumn("b", "bigint"));
        assertThat(CatalogTable.columns(lake.contract()))
                .extracting(CatalogColumn::name)
                .containsExactly("_oid", "_line", "x");
    }
}
