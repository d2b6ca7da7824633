package dev.millrace.benchmarks;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The data contract of the orders, which Millrace and datacontract-cli both read.
final class ContractText {
    private static final List<String> TYPES = List.of(
            "logicalType: integer, physicalType: bigint",
            "logicalType: number, physicalType: \"decimal(12,2)\"",
            "logicalType: number, physicalType: double",
            "logicalType: date, physicalType: date",
            "logicalType: timestamp, physicalType: timestamptz",
            "logicalType: time, physicalType: time",
            "logicalType: boolean, physicalType: boolean",
            "logicalType: string, physicalType: varchar, logicalTypeOptions: {pattern: '^[A-Z]{2,3}-[0-9]{4}$'}",
            "logicalType: string, physicalType: varchar, logicalTypeOptions: {minLength: 1, maxLength: 40}",
            "logicalType: string, physicalType: varchar, enum: [{value: new}, {value: paid}, {value: packed}, {value: shipped}, {value: closed}]");

    private ContractText() {}

    /// @param path of the file, for tools that look for it in the contract
    static String of(Variant variant, String path) {
        String columns = IntStream.range(0, Orders.COLUMNS.size() * variant.copies())
                .mapToObj(i -> "      - {name: %s, required: true, %s}\n"
                        .formatted(variant.column(i), TYPES.get(i % TYPES.size())))
                .collect(Collectors.joining());
        return """
                apiVersion: v3.1.0
                kind: DataContract
                id: urn:millrace:benchmark:orders
                name: Orders
                version: 1.0.0
                status: active
                servers:
                  - server: here
                    type: local
                    path: %s
                    format: %s
                    delimiter: %s
                schema:
                  - name: orders
                    physicalType: file
                    properties:
                %scustomProperties:
                  - {property: millrace.keyPattern, value: "orders/*"}
                  - {property: millrace.onNewVersion, value: append}
                  - {property: millrace.onDuplicate, value: load}
                  - {property: millrace.onBadRow, value: quarantine}
                  - {property: millrace.maxBadRows, value: 100%%}
                %s""".formatted(
                        path,
                        variant.json() ? "json" : "csv",
                        variant.json() ? "new_line" : "','",
                        columns,
                        variant.json() ? "  - {property: millrace.format, value: jsonl}\n" : "");
    }
}
