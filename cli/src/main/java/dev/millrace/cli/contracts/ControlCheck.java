package dev.millrace.cli.contracts;

import dev.millrace.cli.stack.Console;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.contract.Printable;
import dev.millrace.judging.findings.Finding;
import dev.millrace.judging.sets.ControlEntry;
import dev.millrace.judging.sets.ControlList;
import dev.millrace.judging.sets.ControlListReader;
import dev.millrace.judging.sets.ControlReading;
import dev.millrace.judging.sets.FileFacts;
import dev.millrace.judging.sets.FileSet;
import dev.millrace.judging.sets.FileSet.Standing;
import dev.millrace.judging.sets.Md5;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Compares files of this machine with the list of a control file.
final class ControlCheck {
    private final Path control;
    private final ControlReading reading;
    private final List<FileFacts> files = new ArrayList<>();

    private ControlCheck(Path control, ControlReading reading) {
        this.control = control;
        this.reading = reading;
    }

    static ControlCheck of(Path control, Console shown) {
        try (InputStream bytes = Files.newInputStream(control)) {
            return new ControlCheck(control, ControlListReader.read(bytes));
        } catch (IOException e) {
            throw shown.wrongUsage("there is no readable file %s".formatted(Printable.of(control.toString())));
        }
    }

    /// Adds a file that keeps its contract.
    void add(Path file, long bytes, long rows, String sha256) {
        String key = key(file);
        var facts = new FileFacts(key, bytes, rows, sha256, null);
        boolean md5 = reading instanceof ControlReading.Read read
                && read.list().entryOf(key).filter(e -> e.md5() != null).isPresent();
        files.add(md5 ? facts.withMd5(md5(file)) : facts);
    }

    /// Where the list gives whole keys, the file is the one whose key ends in its name.
    private String key(Path file) {
        String end = "/" + file.getFileName();
        return reading instanceof ControlReading.Read read
                ? read.list().entries().stream()
                        .filter(entry -> entry.isKey() && ("/" + entry.name()).endsWith(end))
                        .map(ControlEntry::name)
                        .findFirst()
                        .orElse(file.toString())
                : file.toString();
    }

    private static String md5(Path file) {
        try {
            return Md5.of(new LocalFile(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Says on standard error, since each line of standard output is about a file, what is not as it is announced.
    ///
    /// @return the exit status
    int tell(Console shown) {
        return switch (reading) {
            case ControlReading.Unreadable unreadable -> {
                unreadable.findings().first().forEach(finding -> tell(finding, shown));
                yield Exit.REJECTED;
            }
            case ControlReading.Read read -> tell(read.list(), shown);
        };
    }

    private void tell(Finding finding, Console shown) {
        shown.error("%s:%d: %s".formatted(shownControl(), finding.line(), finding.message()));
    }

    private int tell(ControlList list, Console shown) {
        var set = new FileSet(list, files);
        int status = Exit.OK;
        for (FileFacts file : files) {
            if (set.standing(file) instanceof Standing.Differs differs) {
                differs.differences().forEach(difference -> shown.error(Printable.of(file.key()) + ": " + difference));
                status = Exit.REJECTED;
            } else if (set.standing(file) instanceof Standing.Unlisted) {
                shown.error("%s: %s does not name it".formatted(Printable.of(file.key()), shownControl()));
                status = Exit.REJECTED;
            }
        }
        for (ControlEntry missing : set.missing()) {
            shown.error("%s:%d: there is no file %s that agrees"
                    .formatted(shownControl(), missing.line(), missing.shownName()));
            status = Exit.REJECTED;
        }
        if (status == Exit.OK) {
            shown.remark("The set of %s is complete (files: %,d)"
                    .formatted(shownControl(), list.entries().size()));
        }
        return status;
    }

    private String shownControl() {
        return Printable.of(control.toString());
    }
}
