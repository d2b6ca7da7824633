package dev.millrace.contract.parsing;

/// Refuses what ODCS has and Millrace does not do yet, wherever ignoring it would load data that the contract
/// forbids.
final class Unbuilt {
    private Unbuilt() {}

    static void ofColumn(Fields column, Problems problems) {
        ofObject(column, problems);
        column.get("encryptedName")
                .ifPresent(spot -> problems.add(spot, "'encryptedName' is not built yet; remove it"));
    }

    static void ofObject(Fields object, Problems problems) {
        object.items("relationships")
                .forEach(relationship -> problems.add(relationship, "relationships are not built yet; remove it"));
    }
}
