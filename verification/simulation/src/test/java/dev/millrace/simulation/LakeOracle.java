package dev.millrace.simulation;

import dev.millrace.base.identity.ObjectId;
import dev.millrace.testing.InMemoryS3;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Says whether the rows in the lake are exactly those of the ingested objects.
final class LakeOracle {
    private static final String PROMISE = "every row once";

    private final InMemoryS3 s3;
    private final Landing landing;
    private final Predicate<Uploaded> ingested;

    LakeOracle(InMemoryS3 s3, Landing landing, Predicate<Uploaded> ingested) {
        this.s3 = s3;
        this.landing = landing;
        this.ingested = ingested;
    }

    List<Violation> judge() {
        Map<String, String> expected = expected();
        Map<String, String> actual = actual();
        var violations = new ArrayList<Violation>();
        expected.forEach((key, rows) -> {
            if (!rows.equals(actual.get(key))) {
                violations.add(violation(key, "%s holds %s, not %s".formatted(key, actual.get(key), rows)));
            }
        });
        actual.keySet().stream()
                .filter(key -> !expected.containsKey(key))
                .forEach(key -> violations.add(violation(key, key + " is nobody's")));
        return violations;
    }

    /// Rows by place: those with an even number stand in one file of their object, the others in another.
    private Map<String, String> expected() {
        Map<String, String> expected = new TreeMap<>();
        landing.uploads().stream()
                .filter(ingested)
                .forEach(uploaded -> uploaded.text
                        .lines()
                        .skip(1)
                        .forEach(line -> expected.merge(place(uploaded, line), line + "\n", String::concat)));
        return expected;
    }

    private static String place(Uploaded uploaded, String line) {
        long number = Long.parseLong(line.substring(0, line.indexOf(',')));
        return "%s/part=%s/%s.txt"
                .formatted(uploaded.requirePolicy().dataset(), number % 2 == 0 ? "even" : "odd", uploaded.oid);
    }

    private Map<String, String> actual() {
        Map<String, String> actual = new TreeMap<>();
        s3.keys(Simulation.LAKE).stream()
                .filter(key -> !key.startsWith("_"))
                .forEach(key -> actual.put(key, s3.text(Simulation.LAKE, key)));
        return actual;
    }

    private Violation violation(String key, String how) {
        var oid = new ObjectId(key.substring(key.lastIndexOf('/') + 1).replace(".txt", ""));
        String whose = landing.find(oid).map(Uploaded::toString).orElse("an unknown object");
        return new Violation(PROMISE, oid, whose + ": " + how);
    }
}
