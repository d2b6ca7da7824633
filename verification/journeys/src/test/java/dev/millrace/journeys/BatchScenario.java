package dev.millrace.journeys;

import dev.millrace.audit.files.AuditState;
import dev.millrace.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Files of a daily dataset that a batch takes.
///
/// @param name what is special about it
/// @param contract ODCS, YAML
/// @param settings of the functions, where they are not the template's defaults
/// @param before files that the batch of the day before took
/// @param files that are uploaded since, in their order
/// @param mishap that belongs to it
record BatchScenario(
        String name,
        String contract,
        Map<String, String> settings,
        List<Sent> before,
        List<Sent> files,
        Mishap mishap) {
    private static final String FOLDER = "events/orders/";
    private static final String GOOD = text(Samples.good());
    private static final String BAD = text(Samples.bad());

    BatchScenario {
        settings = Map.copyOf(settings);
        before = List.copyOf(before);
        files = List.copyOf(files);
    }

    /// What goes wrong without anything being made to fail.
    enum Mishap {
        /// Nothing.
        NONE,
        /// The first run of the job ends badly when its work is done.
        JOB_FAILS,
        /// The job takes longer than a state waits for it.
        JOB_LASTS,
        /// Nobody hears of the ends of runs.
        UNHEARD
    }

    /// One in which nothing goes wrong.
    BatchScenario(String name, String contract, Map<String, String> settings, List<Sent> before, List<Sent> files) {
        this(name, contract, settings, before, files, Mishap.NONE);
    }

    /// The same with a mishap.
    BatchScenario with(String what, Mishap happens) {
        return new BatchScenario(what, contract, settings, before, files, happens);
    }

    /// A file.
    ///
    /// @param end the state that it is to end in
    record Sent(String key, String content, AuditState end) {
        Sent(String name, AuditState end, String content) {
            this(FOLDER + name, content, end);
        }

        byte[] bytes() {
            return content.getBytes(StandardCharsets.UTF_8);
        }
    }

    /// Good files and a bad one; one of them takes the place of an older version, which a batch took before.
    static BatchScenario ofFiles() {
        return new BatchScenario(
                "a batch",
                text(Samples.contract()),
                Map.of(),
                List.of(new Sent("a.csv", AuditState.SUPERSEDED, GOOD)),
                List.of(
                        new Sent("a.csv", AuditState.INGESTED, changed("12.50")),
                        new Sent("b.csv", AuditState.INGESTED, GOOD),
                        new Sent("c.csv", AuditState.REJECTED, BAD)));
    }

    /// Files that are too big for a function, so that a job judges them.
    static BatchScenario ofBigFiles() {
        return new BatchScenario(
                "a batch of big files",
                text(Samples.contract()),
                Map.of("MAX_LAMBDA_MEGABYTES", "0"),
                List.of(),
                List.of(new Sent("a.csv", AuditState.INGESTED, GOOD), new Sent("c.csv", AuditState.REJECTED, BAD)));
    }

    /// Files without a row, so that there is no job.
    static BatchScenario ofNoRows() {
        return new BatchScenario(
                "a batch without a row",
                text(Samples.contract()),
                Map.of(),
                List.of(),
                List.of(new Sent(
                        "a.csv", AuditState.INGESTED, GOOD.lines().findFirst().orElseThrow() + "\n")));
    }

    /// Two versions of a key that come between two batches.
    static BatchScenario ofVersions() {
        return new BatchScenario(
                "a batch of two versions",
                text(Samples.contract()),
                Map.of(),
                List.of(),
                List.of(
                        new Sent("a.csv", AuditState.SUPERSEDED, GOOD),
                        new Sent("a.csv", AuditState.INGESTED, changed("12.50"))));
    }

    /// A file that waits for its control file, which comes with it.
    static BatchScenario ofASet() {
        String contract = Samples.replaced(
                appending(),
                "customProperties:\n",
                "customProperties:\n  - property: millrace.controlFile\n    value: \"{folder}/all.ctl\"\n");
        return new BatchScenario(
                "a batch of a set",
                contract,
                Map.of(),
                List.of(),
                List.of(
                        new Sent("a.csv", AuditState.INGESTED, GOOD),
                        new Sent("all.ctl", AuditState.APPLIED, "name,rows\na.csv,3\n")));
    }

    /// Nothing was uploaded.
    static BatchScenario ofNothing() {
        return new BatchScenario("an empty batch", text(Samples.contract()), Map.of(), List.of(), List.of());
    }

    /// A batch whose job fails when it has switched the table.
    static BatchScenario ofAFailingJob() {
        return ofFiles().with("a batch whose job fails", Mishap.JOB_FAILS);
    }

    /// A batch whose job takes longer than a state waits.
    static BatchScenario ofALongJob() {
        return ofFiles().with("a batch whose job takes long", Mishap.JOB_LASTS);
    }

    /// Big files, which are judged for longer than a state waits.
    static BatchScenario ofLongJudging() {
        return ofBigFiles().with("a batch of big files that are judged for long", Mishap.JOB_LASTS);
    }

    /// A batch of which no event of a run's end is heard.
    static BatchScenario ofUnheardRuns() {
        return ofBigFiles().with("a batch whose runs end unheard", Mishap.UNHEARD);
    }

    /// A file with the bytes of another, which is held for a person.
    static BatchScenario ofADuplicate() {
        String holding = Samples.replaced(appending(), "value: load", "value: hold");
        return new BatchScenario(
                "a batch with a duplicate",
                holding,
                Map.of(),
                List.of(new Sent("a.csv", AuditState.INGESTED, GOOD)),
                List.of(new Sent("b.csv", AuditState.HELD, GOOD)));
    }

    /// The contract of the sample, with versions that are added to each other.
    private static String appending() {
        return Samples.replaced(text(Samples.contract()), "value: replace", "value: append");
    }

    private static String changed(String amount) {
        return Samples.replaced(GOOD, amount, "12.51");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return name;
    }
}
