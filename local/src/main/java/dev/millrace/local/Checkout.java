package dev.millrace.local;

import java.nio.file.Files;
import java.nio.file.Path;

/// The folder of the project: where its template, functions and contracts are.
///
/// @param root absolute path of the folder that holds `template.yaml`
public record Checkout(Path root) {
    /// The template that is deployed, at home and on AWS.
    public static final String TEMPLATE = "template.yaml";

    public Checkout {
        root = root.toAbsolutePath().normalize();
        if (!Files.isRegularFile(root.resolve(TEMPLATE))) {
            throw new UserError(
                    "There is no %s in %s. Run ./millrace of a checkout of Millrace.".formatted(TEMPLATE, root));
        }
    }

    /// The checkout that `MILLRACE_ROOT` names, or else the one that the current folder is in.
    public static Checkout find() {
        String named = System.getenv("MILLRACE_ROOT");
        if (named != null && !named.isBlank()) {
            return new Checkout(Path.of(named));
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve(TEMPLATE)) && Files.isRegularFile(folder.resolve("millrace"))) {
                return new Checkout(folder);
            }
        }
        throw new UserError("This folder is in no checkout of Millrace. Go to one, or set MILLRACE_ROOT.");
    }

    /// The folder where the checkout's local cloud keeps its things, unless `MILLRACE_HOME` names another.
    public Home home() {
        String named = System.getenv("MILLRACE_HOME");
        return new Home(named == null || named.isBlank() ? root.resolve(".millrace") : Path.of(named));
    }

    /// The virtual environment with the local cloud and SAM, made by `tools/toolbox.sh`.
    public Toolbox toolbox() {
        String named = System.getenv("MILLRACE_VENV");
        return new Toolbox(named == null || named.isBlank() ? root.resolve(".millrace/venv") : Path.of(named));
    }
}
