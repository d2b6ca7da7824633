package dev.millrace.fuzzing;

import dev.millrace.contract.DataContract;

/// Contracts with a column of each type, and rules of most kinds.
final class AllTypes {
    private AllTypes() {}

    /// @param settings lines of customProperties, each `millrace.name: value`
    static DataContract contract(String... settings) {
        StringBuilder more = new StringBuilder();
        for (String setting : settings) {
            String[] parts = setting.split(": ", 2);
            more.append("  - {property: %s, value: %s}\n".formatted(parts[0], parts[1]));
        }
        return Judged.contract("""
                apiVersion: v3.1.0
                kind: DataContract
                id: fuzzed
                version: 1.0.0
                status: active
                schema:
                  - name: things
                    properties:
                      - {name: id, logicalType: integer, required: true, primaryKey: true, primaryKeyPosition: 1}
                      - {name: amount, logicalType: number, physicalType: "decimal(12,2)", logicalTypeOptions: {minimum: -5}}
                      - {name: big, logicalType: number}
                      - {name: ratio, logicalType: number, physicalType: double}
                      - {name: day, logicalType: date}
                      - {name: european, logicalType: date, logicalTypeOptions: {format: "d.M.yyyy"}}
                      - {name: moment, logicalType: timestamp, logicalTypeOptions: {timezone: true, defaultTimezone: Europe/Berlin}}
                      - {name: clock, logicalType: time}
                      - {name: flag, logicalType: boolean}
                      - {name: code, logicalType: string, logicalTypeOptions: {pattern: "^[A-Z]{2,3}-[0-9]{4}$"}}
                      - {name: mail, logicalType: string, logicalTypeOptions: {format: email, maxLength: 40}}
                      - {name: status, logicalType: string, enum: [{value: new}, {value: paid}]}
                customProperties:
                  - {property: millrace.keyPattern, value: "in/*"}
                  - {property: millrace.onNewVersion, value: append}
                  - {property: millrace.onDuplicate, value: load}
                %s""".formatted(more));
    }
}
