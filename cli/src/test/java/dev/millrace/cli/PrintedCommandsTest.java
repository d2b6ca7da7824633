package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.batches.BatchRef;
import dev.millrace.flow.commands.Commands;
import dev.millrace.local.Checkout;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// Every command that people are told to enter is one that the command line takes, on the stack that tells it.
class PrintedCommandsTest {
    private static final Commands DEPLOYED = Commands.of("prod", "eu-west-1");

    /// Words of prose may follow; quotes and what shells know end a command that stands in a sentence.
    private static final Pattern IN_SOURCE = Pattern.compile("\\./millrace((?: [a-z][a-z-]*)+)");

    private static final Pattern INLINE = Pattern.compile("`(\\./millrace[^`]*)`");

    /// What works without a stack, or at home only.
    private static final List<String> WITHOUT_STACK =
            List.of("up", "down", "demo", "env", "test", "contract test", "contract infer", "of a checkout");

    /// What only runs on the local cloud, or shows how `--stack` is given.
    private static final List<String> AT_HOME = List.of("DemoCommand.java", "BatchDemo.java");

    @Test
    void ofEveryKindAreTakenByTheCommandLine() throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (Commands commands : List.of(Commands.AT_HOME, DEPLOYED)) {
            for (Method method : Commands.class.getDeclaredMethods()) {
                if (Modifier.isPublic(method.getModifiers()) && isCommand(method)) {
                    lines.add(line(commands, method));
                }
            }
        }
        assertThat(lines).hasSizeGreaterThan(50);
        for (List<String> words : inShell(lines)) {
            assertTaken(words);
        }
    }

    private static boolean isCommand(Method method) {
        return method.getReturnType() == String.class
                && !Modifier.isStatic(method.getModifiers())
                && !method.getName().equals("toString");
    }

    private static final BatchRef BATCH = new BatchRef("orders", "daily", "20261121T020000Z");

    private static String line(Commands commands, Method method) {
        Object[] values = Arrays.stream(method.getParameters())
                .map(parameter -> switch (parameter.getName()) {
                    case "since" -> "2d";
                    case "cadence" -> "daily";
                    case "state" -> Optional.of("failed");
                    case "states" -> "HELD,FAILED";
                    case "function" -> "validate-file";
                    case "batch" -> BATCH;
                    default -> "it's -$HOME \"a\" *;x\\!";
                })
                .toArray();
        try {
            return (String) method.invoke(commands, values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(method + " cannot be called", e);
        }
    }

    /// What a shell makes of command lines.
    private static List<List<String>> inShell(List<String> lines) throws IOException, InterruptedException {
        String script =
                "set -f; for_each() { for word in \"$@\"; do printf '%s\\0' \"$word\"; done; printf '\\n\\0'; }\n"
                        + String.join(
                                "\n",
                                lines.stream()
                                        .map(line -> "for_each " + line.substring("./millrace".length()))
                                        .toList());
        Process bash = new ProcessBuilder("bash", "-euc", script)
                .redirectErrorStream(true)
                .start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(said).isZero();
        List<List<String>> all = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (String word : said.split("\0", -1)) {
            if (word.equals("\n")) {
                all.add(List.copyOf(words));
                words.clear();
            } else {
                words.add(word);
            }
        }
        assertThat(all).hasSameSizeAs(lines);
        return all;
    }

    private static void assertTaken(List<String> words) {
        assertThat(problem(words)).as(String.join(" ", words)).isEmpty();
    }

    private static Optional<String> problem(List<String> words) {
        try {
            new CommandLine(new Main())
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .parseArgs(words.toArray(String[]::new));
            return Optional.empty();
        } catch (CommandLine.ParameterException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Test
    void nameTheStackWhereItIsNotAtHome() {
        assertThat(DEPLOYED.release("0a1b")).isEqualTo("./millrace --stack prod --region eu-west-1 release 0a1b");
        assertThat(Commands.of("prod", null).ls()).isEqualTo("./millrace --stack prod ls");
        assertThat(Commands.AT_HOME.release("0a1b")).isEqualTo("./millrace release 0a1b");
        assertThat(DEPLOYED.test()).as("needs no stack").isEqualTo("./millrace contract test FILE --contract CONTRACT");
    }

    @Test
    void areReadBackByAShellAsTheyWereMeant() throws IOException, InterruptedException {
        List<String> keys = List.of(
                "a b.csv",
                "it's.csv",
                "-x.csv",
                "$(rm -rf x)`id`.csv",
                "a\\b\"c!.csv",
                "tab\tbell\u0007.csv",
                "ü*?.csv#v1");
        List<List<String>> read = inShell(keys.stream().map(DEPLOYED::show).toList());

        assertThat(read).extracting(List::getLast).containsExactlyElementsOf(keys);
        read.forEach(PrintedCommandsTest::assertTaken);
        assertThat(DEPLOYED.show("bell\u0007")).doesNotContain("\u0007");
    }

    /// Whoever writes a command in a text of his own forgets the stack.
    @Test
    void areWrittenInOnePlace() throws IOException {
        List<String> strays = new ArrayList<>();
        for (Path file : files(".java", "/src/main/")) {
            if (file.endsWith("commands/Commands.java")) {
                continue;
            }
            boolean home = AT_HOME.contains(file.getFileName().toString());
            for (String line : Files.readAllLines(file)) {
                Matcher command = IN_SOURCE.matcher(line.strip().startsWith("///") ? "" : line);
                while (command.find()) {
                    String words = command.group(1).strip();
                    if (!home && WITHOUT_STACK.stream().noneMatch(words::startsWith)) {
                        strays.add(file.getFileName() + ": " + words);
                    }
                }
            }
        }
        assertThat(strays).isEmpty();
    }

    @Test
    void inTheDocumentationAreTakenToo() throws IOException, InterruptedException {
        List<String> wheres = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (Path file : files(".md", "")) {
            String text = Files.readString(file).replace("\\\n", " ");
            boolean code = false;
            for (String line : text.lines().toList()) {
                code ^= line.strip().startsWith("```");
                List<String> found = code
                        ? inCode(line)
                        : INLINE.matcher(line)
                                .results()
                                .map(r -> r.group(1))
                                .filter(command -> !command.contains("…"))
                                .toList();
                for (String command : found) {
                    wheres.add(Checkout.find().root().relativize(file) + ": " + command);
                    // Brackets stand for what may be left out.
                    lines.add(command.replaceAll("\\s#\\s.*", "").replaceAll("[\\[\\]]", ""));
                }
            }
        }
        assertThat(lines).hasSizeGreaterThan(80);
        List<String> wrong = new ArrayList<>();
        List<List<String>> read = inShell(lines);
        for (int i = 0; i < lines.size(); i++) {
            String where = wheres.get(i);
            boolean onlyNamed = lines.get(i).matches("\\./millrace( [a-z]+)+");
            problem(read.get(i))
                    .filter(problem -> !(onlyNamed && problem.startsWith("Missing required")))
                    .ifPresent(problem -> wrong.add(where + ": " + problem));
        }
        assertThat(wrong).isEmpty();
    }

    /// The commands of a line of a shell.
    private static List<String> inCode(String line) {
        return Arrays.stream(line.strip().replaceFirst("^\\$ ", "").split("&&|\\|", -1))
                .map(String::strip)
                .filter(command -> command.startsWith("./millrace "))
                .toList();
    }

    private static List<Path> files(String ending, String below) {
        return dev.millrace.testing.Checkout.files(ending).stream()
                .filter(file -> file.toString().contains(below))
                .toList();
    }
}
