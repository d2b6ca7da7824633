package dev.millrace.journeys;

import dev.millrace.testing.Samples;
import java.nio.charset.StandardCharsets;

/// A file that is uploaded, and the contract that is then in force.
///
/// @param name what is special about it
/// @param contract ODCS, YAML
/// @param key in the landing bucket
/// @param content of the file
record Scenario(String name, String contract, String key, String content) {
    /// A file that keeps its contract, and is ingested when it lands in place of older versions.
    static Scenario goodFile() {
        return new Scenario("a good file", text(Samples.contract("on-arrival")), Samples.KEY, text(Samples.good()));
    }

    /// A file of a dataset whose versions are added to each other, not replaced.
    static Scenario appendedFile() {
        String contract = goodFile().contract();
        String appending = contract.replace("value: replace", "value: append");
        if (appending.equals(contract)) {
            throw new IllegalStateException("The sample contract no longer says what happens to older versions");
        }
        return new Scenario("a good file that is added", appending, Samples.KEY, text(Samples.good()));
    }

    /// A file that breaks its contract.
    static Scenario badFile() {
        return new Scenario("a bad file", text(Samples.contract("on-arrival")), Samples.KEY, text(Samples.bad()));
    }

    /// A file whose key no contract matches.
    static Scenario unmatchedFile() {
        return new Scenario(
                "a file of no dataset",
                text(Samples.contract("on-arrival")),
                "unknown/a b+c.csv",
                text(Samples.good()));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return name;
    }
}
