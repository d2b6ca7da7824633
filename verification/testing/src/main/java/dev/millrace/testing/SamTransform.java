package dev.millrace.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// What AWS makes of a template: AWS SAM's own transform, as the Python tools of the checkout carry it.
public final class SamTransform {
    /// Writes a template as JSON with long intrinsics, which is what `sam build` makes of it, but for the code.
    private static final String PLAIN = """
            import json, pathlib, sys
            from samtranslator.yaml_helper import yaml_parse
            source, target = map(pathlib.Path, sys.argv[1:])
            target.write_text(json.dumps(yaml_parse(source.read_text(encoding="utf-8"))), encoding="utf-8")
            """;

    private static final int MOST_CHARACTERS = 20_000_000;

    private SamTransform() {}

    /// Writes the checkout's template, without short tags, and its state machines into a folder.
    ///
    /// @return the template there
    public static Path build(Path folder) throws IOException {
        Path root = Checkout.root();
        Path template = folder.resolve("template.json");
        python("-c", PLAIN, root.resolve("template.yaml").toString(), template.toString());
        Path machines = Files.createDirectories(folder.resolve("statemachine"));
        try (var files = Files.list(root.resolve("statemachine"))) {
            for (Path file : files.toList()) {
                Files.copy(file, machines.resolve(file.getFileName()));
            }
        }
        return template;
    }

    /// The resources of a template, by logical id, after the transform.
    ///
    /// @param template a file beside which its state machines lie
    public static Map<String, Object> expand(Path template) throws IOException {
        Path expanded = Files.createTempFile("expanded", ".json");
        python(Checkout.root().resolve("tools/expand.py").toString(), template.toString(), expanded.toString());
        var options = new LoaderOptions();
        options.setCodePointLimit(MOST_CHARACTERS);
        options.setMaxAliasesForCollections(0);
        Map<String, Object> root =
                Template.map(new Yaml(new SafeConstructor(options)).load(Files.readString(expanded)));
        Files.delete(expanded);
        return new LinkedHashMap<>(Template.map(root.get("Resources")));
    }

    private static void python(String... words) throws IOException {
        var all = new ArrayList<>(List.of(tools().resolve("bin/python").toString()));
        all.addAll(List.of(words));
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException("%s failed: %s".formatted(all, said));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the template was expanded", e);
        }
    }

    /// The virtual environment that `tools/toolbox.sh cloud` makes.
    private static Path tools() {
        String named = System.getenv("MILLRACE_VENV");
        return named == null || named.isBlank() ? Checkout.root().resolve(".millrace/venv") : Path.of(named);
    }
}
