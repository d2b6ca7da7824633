package dev.millrace.cli.demo;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.cli.contracts.ContractFile;
import dev.millrace.cli.files.Listing;
import dev.millrace.cli.files.Uploader;
import dev.millrace.cli.home.UpCommand;
import dev.millrace.cli.lake.QueryEngine;
import dev.millrace.cli.stack.AuditView;
import dev.millrace.cli.stack.Console;
import dev.millrace.cli.stack.Outcomes;
import dev.millrace.cli.stack.Stack;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.contract.Printable;
import dev.millrace.flow.contracts.ApplyResult;
import dev.millrace.flow.contracts.ContractStore;
import dev.millrace.local.Access;
import dev.millrace.local.Checkout;
import dev.millrace.local.UserError;
import dev.millrace.local.cloud.NoticeQueue;
import dev.millrace.local.cloud.SentNotice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Shows the whole way of good and broken files on the local cloud.
@Command(
        name = "demo",
        description =
                "Start the local cloud, deploy, drop three public files and three broken ones, and show what became of them.")
public final class DemoCommand implements Callable<Integer> {
    private static final List<String> CONTRACTS =
            List.of("airports.odcs.yaml", "seattle_weather.odcs.yaml", "us_employment.odcs.yaml");
    private static final String QUERY =
            "SELECT state, count(*) AS airports FROM airports GROUP BY state ORDER BY airports DESC, state LIMIT 5";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration NOTICES = Duration.ofSeconds(10);

    @Mixin
    private Console shown = new Console();

    @Option(
            names = "--port",
            defaultValue = "${env:MILLRACE_PORT}",
            description = "Where the local cloud listens on 127.0.0.1.")
    private @Nullable Integer port;

    @Option(
            names = "--batch",
            description = "Show batches instead: files of a daily and of a monthly dataset, taken together by Spark.")
    private boolean batch;

    @Override
    public Integer call() {
        if (!shown.atHome()) {
            throw new UserError(
                    "The demo runs on the local cloud only. On a real stack: ./millrace --stack NAME put FILE --wait");
        }
        Instant began = Instant.now();
        Checkout checkout = Checkout.find();
        Access access = UpCommand.up(checkout, port, batch, shown);
        Stack stack = Stack.on(access);
        if (batch) {
            return new BatchDemo(checkout, stack, shown).run(began);
        }
        shown.step("Putting three data contracts in force");
        CONTRACTS.forEach(name ->
                apply(stack.contracts(), checkout.root().resolve("contracts").resolve(name)));
        List<DemoFiles.Drop> drops =
                new DemoFiles(checkout.toolbox().sampleData(), checkout.home().made("demo")).all();
        shown.step("Dropping three public files and three broken ones into the landing bucket");
        Instant dropped = Instant.now();
        Map<ObjectVersion, DemoFiles.Drop> objects = drop(stack, drops, shown);
        boolean asExpected = watch(stack, objects);
        notices(access, dropped, objects.size() / 2);
        query(stack);
        next(access, Duration.between(began, Instant.now()));
        return asExpected ? Exit.OK : Exit.FAILURE;
    }

    /// Uploads files, and tells of each.
    static Map<ObjectVersion, DemoFiles.Drop> drop(Stack stack, List<DemoFiles.Drop> drops, Console shown) {
        var upload = new Uploader(stack);
        var objects = new LinkedHashMap<ObjectVersion, DemoFiles.Drop>();
        for (DemoFiles.Drop drop : drops) {
            objects.put(upload.put(drop.file(), drop.key()), drop);
            shown.remark("  %-36s %s".formatted(drop.key(), drop.what()));
        }
        return objects;
    }

    private boolean watch(Stack stack, Map<ObjectVersion, DemoFiles.Drop> objects) {
        shown.step("Watching them");
        var outcomes = new Outcomes(
                new AuditView(stack),
                record -> shown.remark(
                        "  %-36s %s".formatted(Printable.of(record.version().key()), record.state())));
        boolean inTime = outcomes.await(objects.keySet(), PATIENCE);
        heading("The audit table (./millrace ls)");
        Listing.lines(outcomes.records(), shown.columns()).forEach(shown::line);
        if (!inTime) {
            shown.error("not all came to an end in %d s; see ./millrace ls and ./millrace logs validate-file"
                    .formatted(PATIENCE.toSeconds()));
        }
        return inTime && outcomes.records().stream().allMatch(record -> asExpected(record, objects));
    }

    /// Whether what became of a file is what it was made for.
    static boolean asExpected(AuditRecord record, Map<ObjectVersion, DemoFiles.Drop> objects) {
        DemoFiles.Drop drop = objects.get(record.version());
        return drop != null && record.state() == (drop.good() ? AuditState.INGESTED : AuditState.REJECTED);
    }

    /// Notices come a moment after the record is closed.
    private void notices(Access access, Instant since, int expected) {
        Instant end = Instant.now().plus(NOTICES);
        List<SentNotice> notices = List.of();
        while (notices.size() < expected && Instant.now().isBefore(end)) {
            notices = NoticeQueue.read(access).stream()
                    .filter(notice -> notice.at().isAfter(since))
                    .toList();
        }
        heading("The notices that were sent (on AWS they are mails)");
        notices.forEach(notice -> shown.line(Printable.of(notice.subject())));
        if (!notices.isEmpty()) {
            shown.line("");
            shown.line("The last of them in full:");
            shown.line("");
            notices.getLast().message().lines().forEach(line -> shown.line("    " + Printable.of(line)));
        }
    }

    private void query(Stack stack) {
        heading("The loaded rows (./millrace query \"%s\")".formatted(QUERY));
        QueryEngine.of(stack).run(QUERY).lines(shown.columns()).forEach(shown::line);
    }

    private void next(Access access, Duration took) {
        heading("Next");
        shown.line("./millrace ls                                   what became of every file");
        shown.line("./millrace show seattle-weather/wrong-type.csv  why one was refused, and where it is now");
        shown.line("./millrace put FILE --key airports/mine.csv --wait");
        shown.line("./millrace query \"SELECT * FROM us_employment LIMIT 5\"");
        shown.line("");
        shown.line("Done in %d s. The local cloud goes on running at %s; stop it with ./millrace down."
                .formatted(took.toSeconds(), access.endpoint()));
    }

    private void heading(String text) {
        shown.line("");
        shown.line(text);
        shown.line("");
    }

    static void apply(ContractStore store, Path file) {
        try {
            if (store.apply(Files.readAllBytes(file), new ContractFile(file)::beside)
                    instanceof ApplyResult.Refused refused) {
                throw new UserError("%s is refused: %s".formatted(file, refused.problems()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
