package dev.millrace.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The Python tools: a virtual environment that `tools/toolbox.sh` makes.
///
/// @param venv its folder
public record Toolbox(Path venv) {
    public Toolbox {
        venv = venv.toAbsolutePath().normalize();
    }

    /// The environment's Python.
    public Path python() {
        return tool("python");
    }

    /// The command of AWS SAM.
    public Path sam() {
        return tool("sam");
    }

    /// The folder of the public sample files that the demo uses (vega_datasets).
    public Path sampleData() {
        return inside("vega_datasets/_data", "vega_datasets");
    }

    /// The folder of AWS's own models of its services (botocore).
    public Path serviceModels() {
        return inside("botocore/data", "botocore");
    }

    private Path inside(String folder, String what) {
        try (var versions = Files.list(venv.resolve("lib"))) {
            return versions.map(version -> version.resolve("site-packages").resolve(folder))
                    .filter(Files::isDirectory)
                    .findFirst()
                    .orElseThrow(() -> missing(what));
        } catch (IOException e) {
            throw new UncheckedIOException(missing(what).getMessage(), e);
        }
    }

    private Path tool(String name) {
        Path tool = venv.resolve("bin").resolve(name);
        if (!Files.isExecutable(tool)) {
            throw missing(name);
        }
        return tool;
    }

    private UserError missing(String what) {
        return new UserError("The Python tools in %s lack %s. Run tools/toolbox.sh cloud, which installs them."
                .formatted(venv, what));
    }
}
