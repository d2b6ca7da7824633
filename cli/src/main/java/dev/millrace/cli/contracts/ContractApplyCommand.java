package dev.millrace.cli.contracts;

import dev.millrace.audit.files.AuditState;
import dev.millrace.authoring.ContractRemarks;
import dev.millrace.authoring.diff.Change;
import dev.millrace.cli.contracts.Backtest.Compared;
import dev.millrace.cli.stack.Console;
import dev.millrace.cli.stack.Stack;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.parsing.ParsedContract;
import dev.millrace.contract.parsing.Problem;
import dev.millrace.flow.contracts.ApplyResult;
import dev.millrace.flow.contracts.ContractStore;
import dev.millrace.flow.contracts.Takeover;
import dev.millrace.formats.Formats;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Puts contracts in force, after a look at what they change.
@Command(
        name = "apply",
        description =
                "Put contracts in force. A wrong one is refused with all its errors, each as FILE:LINE:COLUMN: MESSAGE (exit 2); so are "
                        + "one that the dataset's table cannot follow, other content under a version that was applied, and, without "
                        + "--accept-breaking, one that breaks something of the contract in force.")
final class ContractApplyCommand implements Callable<Integer> {
    /// How many of the latest files are judged by a contract that breaks something.
    private static final int BACKTESTED = 20;

    private static final int LONGEST_REASON = 500;

    /// No execution goes on for longer.
    private static final Duration ON_THEIR_WAY = Duration.ofDays(1);

    @Mixin
    private Console shown = new Console();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Contracts (*.odcs.yaml).")
    private List<Path> files = List.of();

    @Option(
            names = "--accept-breaking",
            paramLabel = "REASON",
            description =
                    "Put a contract in force although it breaks something of the one before; why, which is kept. The latest files are "
                            + "judged by it first.")
    private @Nullable String reason;

    @Override
    public Integer call() {
        if (reason != null && (reason.isBlank() || reason.length() > LONGEST_REASON)) {
            throw shown.wrongUsage(
                    "--accept-breaking wants a reason, of %d characters at most".formatted(LONGEST_REASON));
        }
        Stack stack = shown.stack();
        int status = Exit.OK;
        for (Path file : files) {
            var contract = new ContractFile(file);
            byte[] yaml = contract.bytes(shown);
            status = Math.max(
                    status,
                    switch (Formats.contract(yaml)) {
                        case ParsedContract.Refused refused -> contract.tell(refused.problems(), shown);
                        case ParsedContract.Accepted accepted -> apply(stack, contract, accepted.contract(), yaml);
                    });
        }
        return status;
    }

    private int apply(Stack stack, ContractFile file, DataContract next, byte[] yaml) {
        ContractStore store = stack.contracts();
        var lookout = new Succession.Lookout(store, stack.catalog(), stack.output("CatalogDatabase"));
        Succession succession = lookout.of(next, yaml);
        List<Problem> problems = problems(succession);
        if (!problems.isEmpty()) {
            return file.tell(problems, shown);
        }
        succession.changes().stream()
                .filter(Change::needsCare)
                .forEach(change -> shown.remark(
                        "%s:%d: %s".formatted(file.file(), change.difference().lineAfter(), change.text())));
        Optional<String> accepted = succession.needsAcceptance() ? Optional.ofNullable(reason) : Optional.empty();
        if (accepted.isPresent()) {
            backtest(stack, next);
        }
        ApplyResult result = store.apply(yaml, file::beside, Takeover.of(succession.inForce(), accepted));
        return report(stack, file, succession, next, result);
    }

    /// Why it cannot be put in force; what it breaks is among that until somebody accepts it.
    private List<Problem> problems(Succession succession) {
        List<Problem> problems = new ArrayList<>(succession.problems());
        if (reason != null) {
            return problems;
        }
        succession
                .breaking()
                .forEach(change -> problems.add(new Problem(
                        Math.max(1, change.difference().lineAfter()),
                        1,
                        "",
                        change.text() + ". To apply it all the same: --accept-breaking REASON")));
        if (succession.unreadable()) {
            problems.add(
                    new Problem(
                            1,
                            1,
                            "",
                            "the contract in force cannot be read by this release, so nobody can tell what changes. To apply this one all the same: --accept-breaking REASON"));
        }
        return problems;
    }

    private void backtest(Stack stack, DataContract next) {
        List<Compared> compared = new Backtesting(shown, stack).judge(next.dataset(), next, BACKTESTED, one -> {});
        if (!compared.isEmpty()) {
            shown.remark(Backtesting.summary(compared));
        }
    }

    private int report(
            Stack stack, ContractFile contract, Succession succession, DataContract next, ApplyResult result) {
        return switch (result) {
            case ApplyResult.Applied applied -> {
                shown.line("%s: %s %s %s"
                        .formatted(
                                contract.file(),
                                applied.pin().dataset(),
                                applied.pin().version(),
                                applied.changed() ? "is in force" : "was in force already"));
                if (stack.contracts().current().isRetired(applied.pin().dataset())) {
                    shown.remark(
                            "Its status is retired: files that come for it are HELD, and its table stays as it is.");
                    ContractRetireCommand.tellWhatWaits(
                            shown, stack, applied.pin().dataset());
                }
                succession.clear().forEach(shown::remark);
                ContractRemarks.of(next).forEach(shown::remark);
                next.keepRawDays().ifPresent(days -> tellOfRawFiles(stack, days));
                if (succession.toBatches()) {
                    tellOfFilesOnTheirWay(stack, applied.pin().dataset());
                }
                yield Exit.OK;
            }
            case ApplyResult.Refused refused -> contract.tell(refused.problems(), shown);
        };
    }

    private void tellOfRawFiles(Stack stack, int days) {
        shown.remark(
                stack.deletesRawFiles()
                        ? "The bytes of its files are deleted from the landing bucket %d days after they are INGESTED, SUPERSEDED or IGNORED, of those that lie there now, too. Without them nothing can be ingested again or judged anew."
                                .formatted(days)
                        : "This stack deletes no raw files, whatever millrace.keepRawDays says. Let it: deploy it with the parameter DeleteRawFiles=true.");
    }

    /// Their rows must lie in the table before a batch takes over its partitions.
    private void tellOfFilesOnTheirWay(Stack stack, String dataset) {
        int many = shown.audit(stack)
                .ofDataset(
                        dataset,
                        EnumSet.of(AuditState.VALIDATING, AuditState.VALID, AuditState.LOADING),
                        Instant.now().minus(ON_THEIR_WAY))
                .size();
        if (many > 0) {
            shown.remark("%,d files of %s are being ingested by the contract before. Start no batch until they are: %s"
                    .formatted(many, dataset, stack.commands().ls(dataset)));
        }
    }
}
