package dev.millrace.journeys;

import dev.millrace.audit.files.AuditState;
import dev.millrace.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A file that is uploaded, and the contract that is then in force.
///
/// @param name what is special about it
/// @param contract ODCS, YAML
/// @param key in the landing bucket
/// @param content of the file
/// @param earlier content of an older version of the key, ingested before; empty when there is none
/// @param before other files that come first, in their order
/// @param end the state that the file is to end in
/// @param trouble that belongs to it
record Scenario(
        String name,
        String contract,
        String key,
        String content,
        String earlier,
        List<Other> before,
        AuditState end,
        Trouble trouble) {
    private static final String LIST = "events/orders/all.ctl";
    private static final String OTHER = "events/orders/other.csv";

    Scenario {
        before = List.copyOf(before);
    }

    /// One without others.
    Scenario(
            String name, String contract, String key, String content, String earlier, AuditState end, Trouble trouble) {
        this(name, contract, key, content, earlier, List.of(), end, trouble);
    }

    /// A file of the same set.
    ///
    /// @param end the state that it is to end in
    record Other(String key, String content, AuditState end) {}

    /// What is special about it, or goes wrong without anything being made to fail.
    enum Trouble {
        /// Nothing.
        NONE,
        /// Whoever reads the file runs out of memory.
        OUT_OF_MEMORY,
        /// Step Functions may not call the first function, that one time.
        DENIED,
        /// There is a table of the dataset's name whose columns have other types.
        OTHER_TABLE,
        /// It was uploaded in parts, so that S3 has no checksum of the whole.
        IN_PARTS
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

    /// A file that breaks a rule of which its contract only warns.
    static Scenario remarkedFile() {
        return warned("a file with remarks", appendedFile());
    }

    /// The same, of a dataset whose versions replace each other.
    static Scenario remarkedReplacement() {
        return warned("a file with remarks that may replace another", goodFile());
    }

    private static Scenario warned(String name, Scenario of) {
        String warning = Samples.replaced(
                of.contract(),
                "maxLength: 40\n",
                "maxLength: 3\n        customProperties: [{property: millrace.severity, value: warn}]\n");
        return new Scenario(name, warning, of.key(), of.content(), "", AuditState.INGESTED, Trouble.NONE);
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

    /// The same, uploaded in parts: its copy is proved by reading both.
    static Scenario badFileInParts() {
        return badFile().with("a bad file that was uploaded in parts", Trouble.IN_PARTS, AuditState.REJECTED);
    }

    /// A file that whoever reads it dies of.
    static Scenario poisonousFile() {
        return appendedFile().with("a file that ends the function", Trouble.OUT_OF_MEMORY, AuditState.REJECTED);
    }

    /// A file whose execution fails, by no fault of its own.
    static Scenario failingFile() {
        return appendedFile().with("a file whose execution fails", Trouble.DENIED, AuditState.INGESTED);
    }

    /// A file that keeps its contract, which says something else than its table.
    static Scenario misfittingFile() {
        return appendedFile().with("a file that its table cannot take", Trouble.OTHER_TABLE, AuditState.HELD);
    }

    /// A file that waits for its control file.
    static Scenario waitingFile() {
        return ofASet("a file that waits for its set", Samples.KEY, goodFile().content(), AuditState.HELD);
    }

    /// A file that is the last of its set, of which another one waits.
    static Scenario completingFile() {
        return ofASet(
                "a file that completes its set",
                Samples.KEY,
                goodFile().content(),
                AuditState.INGESTED,
                new Other(LIST, list(), AuditState.APPLIED),
                new Other(OTHER, goodFile().content(), AuditState.INGESTED));
    }

    /// A control file for which its files wait.
    static Scenario controlFile() {
        return ofASet(
                "a control file",
                LIST,
                list().replace("2026-11-21.csv,3\n", ""),
                AuditState.APPLIED,
                new Other(OTHER, goodFile().content(), AuditState.INGESTED));
    }

    private static String list() {
        return "name,rows\n2026-11-21.csv,3\nother.csv,3\n";
    }

    private static Scenario ofASet(String name, String key, String content, AuditState end, Other... before) {
        String contract = Samples.replaced(
                appendedFile().contract(),
                "customProperties:\n",
                "customProperties:\n  - property: millrace.controlFile\n    value: \"{folder}/all.ctl\"\n");
        return new Scenario(name, contract, key, content, "", List.of(before), end, Trouble.NONE);
    }

    private Scenario with(String what, Trouble inTrouble, AuditState endsSo) {
        return new Scenario(what, contract, key, content, earlier, before, endsSo, inTrouble);
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
