package dev.millrace.common.failed;

import java.util.List;

/// What a person can do about the findings in a file.
final class NextSteps {
    private NextSteps() {}

    /// @param loaded whether the file is loaded all the same
    static List<String> after(FindingsReport report, boolean loaded) {
        String rule =
                report.findings().isEmpty() ? "" : report.findings().getFirst().rule();
        boolean onlyTried = report.oid().isEmpty();
        if (onlyTried) {
            return List.of(
                    "If the file is wrong: have it mended.",
                    "If the contract is wrong: change it. Then try both again: millrace contract test.");
        }
        if (loaded) {
            return List.of(
                    "If the file is wrong: have it mended and upload it again.",
                    "If the contract is wrong: change it and run: millrace contract apply.");
        }
        String again = "let the file in again: millrace release " + report.oid();
        return switch (rule) {
            case "no-contract" ->
                List.of(
                        "If the key is wrong: upload the file again under a key that a data contract expects.",
                        "If it is a new kind of file: write a data contract for it (millrace contract infer FILE makes a"
                                + " first one), run millrace contract apply, then " + again);
            case "could-not-be-validated" ->
                List.of(
                        "Upload it in smaller parts: it took more time or memory than there is, or broke the program that"
                                + " reads it.",
                        "If nothing is wrong with it: when the program is mended, " + again);
            case "new-version" ->
                List.of(
                        "Upload it under another key.",
                        "Or change millrace.onNewVersion in the contract, run millrace contract apply, then " + again);
            default ->
                List.of(
                        "If the file is wrong: have it mended and upload it again, under the same key or another.",
                        "If the contract is wrong: change it, run millrace contract apply, then " + again);
        };
    }
}
