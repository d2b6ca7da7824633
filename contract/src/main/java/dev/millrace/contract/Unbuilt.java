package dev.millrace.contract;

import java.util.List;
import java.util.Locale;

/// Refuses what ODCS has and Millrace does not do yet, wherever ignoring it would load data that the contract
/// forbids.
final class Unbuilt {
    private static final List<String> IN_CLEAR = List.of("public", "internal");

    private Unbuilt() {}

    static void ofObject(Fields object, Problems problems) {
        ofElement(object, problems);
    }

    static void ofColumn(Fields column, Problems problems) {
        ofElement(column, problems);
        for (String flag : List.of("unique", "primaryKey")) {
            if (column.flag(flag)) {
                problems.add(column.near(flag), "'%s: true' is not built yet; remove it".formatted(flag));
            }
        }
        if (column.whole("primaryKeyPosition").orElse(-1) > 0) {
            problems.add(column.near("primaryKeyPosition"), "primary keys are not built yet; remove it");
        }
        column.get("encryptedName")
                .ifPresent(spot -> problems.add(spot, "'encryptedName' is not built yet; remove it"));
        column.text("classification")
                .filter(classification -> !IN_CLEAR.contains(classification.toLowerCase(Locale.ROOT)))
                .ifPresent(classification -> problems.add(
                        column.near("classification"),
                        "masking is not built yet, so only public and internal columns can be loaded, not '%s' ones"
                                .formatted(classification)));
    }

    private static void ofElement(Fields element, Problems problems) {
        element.items("quality").stream()
                .filter(rule -> !rule.fields().text("type").orElse("library").equals("text"))
                .forEach(rule ->
                        problems.add(rule, "quality rules are not built yet, but those of type text; remove it"));
        element.items("relationships")
                .forEach(relationship -> problems.add(relationship, "relationships are not built yet; remove it"));
        element.items("customProperties").stream()
                .map(item -> item.fields().near("property"))
                .filter(property -> SettingsParser.isOurs(property.text().orElse("")))
                .forEach(property -> problems.add(
                        property,
                        "'%s' does not belong here: millrace properties stand in the contract's own customProperties"
                                .formatted(property.text().orElse(""))));
    }
}
