package dev.millrace.journeys;

import dev.millrace.common.audit.AuditState;
import dev.millrace.testing.Samples;
import java.nio.charset.StandardCharsets;

/// A file that is uploaded, and the contract that is then in force.
///
/// @param name what is special about it
/// @param contract ODCS, YAML
/// @param key in the landing bucket
/// @param content of the file
/// @param earlier content of an older version of the key, ingested before; empty when there is none
/// @param end the state that the file is to end in
/// @param trouble that belongs to it
record Scenario(
        String name, String contract, String key, String content, String earlier, AuditState end, Trouble trouble) {
    /// What goes wrong without anything being made to fail.
    enum Trouble {
        /// Nothing.
        NONE,
        /// Whoever reads the file runs out of memory.
        OUT_OF_MEMORY,
        /// Step Functions may not call the first function, that one time.
        DENIED
    }

    /// A file that keeps its contract, and is ingested when it lands in place of older versions.
    static Scenario goodFile() {
        return new Scenario(
                "a good file",
                text(Samples.contract("on-arrival")),
                Samples.KEY,
                text(Samples.good()),
                "",
                AuditState.INGESTED,
                Trouble.NONE);
    }

    /// A file that takes the place of an older version.
    static Scenario replacingFile() {
        String earlier = text(Samples.good()).replace("12.50", "12.51");
        return new Scenario(
                "a good file that replaces another",
                goodFile().contract(),
                Samples.KEY,
                goodFile().content(),
                earlier,
                AuditState.INGESTED,
                Trouble.NONE);
    }

    /// A file with the bytes of another that was ingested, of a dataset whose duplicates wait for a decision.
    static Scenario duplicateFile() {
        String holding = Samples.replaced(appendedFile().contract(), "value: load", "value: hold");
        return new Scenario(
                "a file with the bytes of another",
                holding,
                Samples.KEY,
                goodFile().content(),
                goodFile().content(),
                AuditState.HELD,
                Trouble.NONE);
    }

    /// A file of a dataset whose versions are added to each other, not replaced.
    static Scenario appendedFile() {
        String appending = Samples.replaced(goodFile().contract(), "value: replace", "value: append");
        return new Scenario(
                "a good file that is added",
                appending,
                Samples.KEY,
                text(Samples.good()),
                "",
                AuditState.INGESTED,
                Trouble.NONE);
    }

    /// A file that breaks its contract.
    static Scenario badFile() {
        return new Scenario(
                "a bad file",
                text(Samples.contract("on-arrival")),
                Samples.KEY,
                text(Samples.bad()),
                "",
                AuditState.REJECTED,
                Trouble.NONE);
    }

    /// A file that whoever reads it dies of.
    static Scenario poisonousFile() {
        return appendedFile().with("a file that ends the function", Trouble.OUT_OF_MEMORY, AuditState.REJECTED);
    }

    /// A file whose execution fails, by no fault of its own.
    static Scenario failingFile() {
        return appendedFile().with("a file whose execution fails", Trouble.DENIED, AuditState.INGESTED);
    }

    private Scenario with(String what, Trouble inTrouble, AuditState endsSo) {
        return new Scenario(what, contract, key, content, earlier, endsSo, inTrouble);
    }

    /// A file whose key no contract matches.
    static Scenario unmatchedFile() {
        return new Scenario(
                "a file of no dataset",
                text(Samples.contract("on-arrival")),
                "unknown/a b+c.csv",
                text(Samples.good()),
                "",
                AuditState.REJECTED,
                Trouble.NONE);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return name;
    }
}
