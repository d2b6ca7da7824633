package dev.millrace.cli.files;

import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.cli.stack.Console;
import dev.millrace.cli.stack.Stack;
import dev.millrace.contract.Printable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Uploads files into the landing bucket.
@Command(
        name = "put",
        description = "Upload files into the landing bucket.",
        footer = {
            "",
            "With --wait the exit status is 0 when all are INGESTED (or APPLIED, IGNORED, SUPERSEDED, or NEW until their",
            "batch), 4 when any failed, else 3 when any was rejected, else 5 when any is held or gone; 124 when the time was up."
        })
public final class PutCommand implements Callable<Integer> {
    @Mixin
    private Console shown = new Console();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The files.")
    private List<Path> files = List.of();

    @Option(
            names = "--key",
            paramLabel = "K",
            description =
                    "Key of the object, or a prefix that ends with / for the files' names; the file's name unless given.")
    private @Nullable String key;

    @Mixin
    private Waiting waiting = new Waiting();

    @Override
    public Integer call() {
        check();
        Stack stack = shown.stack();
        Uploader upload = new Uploader(stack);
        Set<ObjectVersion> objects = new LinkedHashSet<>();
        for (Path file : files) {
            ObjectVersion object = upload.put(file, key(file));
            objects.add(object);
            shown.line("Uploaded %s as %s, id %s".formatted(file, object, object.id()));
        }
        return waiting.outcome(shown, stack, objects);
    }

    private void check() {
        if (key != null && files.size() > 1 && !key.endsWith("/")) {
            throw shown.wrongUsage("--key names one object, but there are %d files. End it with / to make it a prefix."
                    .formatted(files.size()));
        }
        for (Path file : files) {
            if (!Files.isReadable(file) || !Files.isRegularFile(file)) {
                throw shown.wrongUsage("there is no readable file %s".formatted(Printable.of(file.toString())));
            }
        }
    }

    private String key(Path file) {
        String name = file.getFileName().toString();
        if (key == null) {
            return name;
        }
        return key.endsWith("/") ? key + name : key;
    }
}
