package dev.millrace.notices.reports;

import dev.millrace.flow.commands.Commands;
import java.util.List;

/// What a person can do about the findings in a file.
final class NextSteps {
    private final Commands commands;

    NextSteps(Commands commands) {
        this.commands = commands;
    }

    /// @param loaded whether the file is loaded all the same
    List<String> after(FindingsReport report, boolean loaded) {
        String rule =
                report.findings().isEmpty() ? "" : report.findings().getFirst().rule();
        boolean onlyTried = report.oid().isEmpty();
        if (onlyTried) {
            return List.of(
                    "If the file is wrong: have it mended.",
                    "If the contract is wrong: change it. Then try both again: " + commands.test());
        }
        if (loaded) {
            return List.of(
                    "If the file is wrong: have it mended and upload it again.",
                    "If the contract is wrong: change it and apply it: " + commands.apply("FILE"));
        }
        String again = "let the file in again: " + commands.release(report.oid());
        return switch (rule) {
            case "no-contract" ->
                List.of(
                        "If the key is wrong: upload the file again under a key that a data contract expects.",
                        "If it is a new kind of file: write a data contract for it (" + commands.infer()
                                + " makes a first one), apply it (" + commands.apply("FILE") + "), then " + again);
            case "could-not-be-validated" ->
                List.of(
                        "Upload it in smaller parts: it took more time or memory than there is, or broke the program that"
                                + " reads it.",
                        "If nothing is wrong with it: when the program is mended, " + again);
            case "new-version" ->
                List.of(
                        "Upload it under another key.",
                        "Or change millrace.onNewVersion in the contract, apply it (" + commands.apply("FILE")
                                + "), then " + again);
            default ->
                List.of(
                        "If the file is wrong: have it mended and upload it again, under the same key or another.",
                        "If the contract is wrong: change it, apply it (" + commands.apply("FILE") + "), then "
                                + again);
        };
    }
}
