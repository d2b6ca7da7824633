package dev.millrace.flow.commands;

import dev.millrace.audit.batches.BatchRef;
import dev.millrace.base.clients.Wiring;
import dev.millrace.contract.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes the commands that people are told to enter, in notices, reports, errors and hints: complete for the stack
/// that tells them, and quoted for a shell. Nothing else writes a command that works on a stack.
///
/// Words in capitals, such as `FILE` and `OID`, stand for what the reader knows.
///
/// @param options what names the stack, such as `--stack`, its name, `--region`, its region; empty at home
public record Commands(List<String> options) {
    /// The setting with the stack's name; empty on the local cloud.
    public static final String STACK = "STACK";

    /// The commands of the local cloud.
    public static final Commands AT_HOME = new Commands(List.of());

    private static final String LAUNCHER = "./millrace";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    public Commands {
        options = List.copyOf(options);
    }

    /// The commands of a stack in an account.
    ///
    /// @param region null when it is not known; the reader's own is then the stack's
    public static Commands of(String stack, @Nullable String region) {
        return new Commands(region == null ? List.of("--stack", stack) : List.of("--stack", stack, "--region", region));
    }

    /// The commands of the stack that a function belongs to: of its setting `STACK`, and of the region that Lambda
    /// gives it.
    public static Commands of(Wiring wiring) {
        return wiring.value(STACK)
                .filter(stack -> !stack.isBlank())
                .map(stack -> of(stack, wiring.value("AWS_REGION").orElse(null)))
                .orElse(AT_HOME);
    }

    /// Shows everything about an object.
    ///
    /// @param object its id, key or `key#versionId`
    public String show(String object) {
        return ofObject("show", object);
    }

    /// Shows everything about a batch, and how its jobs stand.
    public String showBatch(BatchRef batch) {
        return line("show", batch.dataset() + "/" + batch.batch());
    }

    /// Writes the findings on an object as a page.
    public String showAsPage(String object) {
        return ofObject("show", object, "--html", "FILE");
    }

    /// Shows all versions of a key, or of an object's key.
    public String history(String object) {
        return ofObject("history", object);
    }

    /// Lists objects.
    public String ls() {
        return line("ls");
    }

    /// Lists the latest objects of a dataset.
    public String ls(String dataset) {
        return line("ls", "--dataset", dataset);
    }

    /// Lists objects of a dataset in some states.
    ///
    /// @param states joined by commas
    public String ls(String dataset, String states) {
        return line("ls", "--dataset", dataset, "--state", states);
    }

    /// Lists objects of a dataset.
    ///
    /// @param state the only one that is wanted, in any case; empty for all
    /// @param since such as `2d`
    public String ls(String dataset, Optional<String> state, String since) {
        List<String> words = new ArrayList<>(List.of("ls", "--dataset", dataset));
        state.ifPresent(wanted -> words.addAll(List.of("--state", wanted)));
        words.addAll(List.of("--since", since));
        return line(words);
    }

    /// Lists objects in some states.
    ///
    /// @param states joined by commas
    public String lsOfStates(String states) {
        return line("ls", "--state", states);
    }

    /// Lets an object go on.
    public String release(String object) {
        return line("release", object);
    }

    /// Closes an object that nobody wants.
    public String dismiss(String object) {
        return line("dismiss", object);
    }

    /// Ingests an INGESTED object again under the contract in force.
    public String reingest(String object) {
        return line("reingest", object);
    }

    /// Starts a FAILED object again.
    public String replay(String object) {
        return line("replay", object);
    }

    /// Starts the FAILED objects of a dataset again.
    ///
    /// @param since such as `2d`
    public String replayFailed(String dataset, String since) {
        return line("replay", "--dataset", dataset, "--state", "FAILED", "--since", since);
    }

    /// Runs a batch of a dataset now.
    ///
    /// @param cadence `daily` or `monthly`
    public String batch(String cadence, String dataset) {
        return line("batch", cadence, "--dataset", dataset, "--wait");
    }

    /// Runs the batches of all datasets of a cadence now.
    ///
    /// @param cadence `daily` or `monthly`
    public String batch(String cadence) {
        return line("batch", cadence, "--wait");
    }

    /// Lists batches.
    public String batches() {
        return line("batches");
    }

    /// Lists the batches of a dataset.
    public String batches(String dataset) {
        return line("batches", "--dataset", dataset);
    }

    /// Sweeps at once.
    public String sweep() {
        return line("sweep");
    }

    /// Sweeps at once what has only just changed, too.
    public String sweepAll() {
        return line("sweep", "--grace", "0s");
    }

    /// Queries the lake.
    public String query(String sql) {
        return line("query", sql);
    }

    /// Uploads a file.
    public String put(String file, String key) {
        return line("put", file, "--key", key, "--wait");
    }

    /// Shows the log of a function.
    public String logs(String function) {
        return line("logs", function);
    }

    /// Lists the contracts in force.
    public String contracts() {
        return line("contract", "ls");
    }

    /// Puts a contract in force.
    ///
    /// @param file its path, or `FILE`
    public String apply(String file) {
        return line("contract", "apply", file);
    }

    /// Tries files against a contract on this machine; needs no stack.
    public String test() {
        return test("FILE", "CONTRACT");
    }

    /// Tries a file against a contract on this machine; needs no stack.
    public String test(String file, String contract) {
        return AT_HOME.line("contract", "test", file, "--contract", contract);
    }

    /// Writes a first contract of a file on this machine; needs no stack.
    public String infer() {
        return AT_HOME.line("contract", "infer", "FILE", "--out", "CONTRACT");
    }

    /// Deploys the stack with its Spark job; at home, starts the local cloud with it.
    public String deploy() {
        return options.isEmpty() ? line("up", "--batches") : line("deploy");
    }

    /// Sends an event to a function.
    public String invoke(String function, String event) {
        return line("invoke", function, "-e", event);
    }

    private String line(String... words) {
        return line(List.of(words));
    }

    private String line(List<String> words) {
        var all = new ArrayList<String>(List.of(LAUNCHER));
        all.addAll(options);
        all.addAll(words);
        return all.stream().map(Commands::quoted).collect(Collectors.joining(" "));
    }

    /// Words that name an object. A key that begins as an option does comes last, after what ends the options.
    private String ofObject(String command, String object, String... more) {
        var words = new ArrayList<String>(List.of(command));
        words.addAll(List.of(more));
        if (object.startsWith("-")) {
            words.add("--");
        }
        words.add(object);
        return line(words);
    }

    /// A word as a shell reads it back. What a terminal would act on, or not show, is written by its code.
    private static String quoted(String word) {
        if (PLAIN.matcher(word).matches()) {
            return word;
        }
        if (!Printable.of(word).equals(word)) {
            return word.codePoints().mapToObj(Commands::coded).collect(Collectors.joining("", "$'", "'"));
        }
        return word.contains(" ") && word.chars().noneMatch(c -> "\"$`\\!".indexOf(c) >= 0)
                ? '"' + word + '"'
                : "'" + word.replace("'", "'\\''") + "'";
    }

    private static String coded(int character) {
        String text = Character.toString(character);
        if (!Printable.of(text).equals(text)) {
            return (character > 0xFFFF ? "\\U%08x" : "\\u%04x").formatted(character);
        }
        return text.equals("'") || text.equals("\\") ? "\\" + text : text;
    }
}
