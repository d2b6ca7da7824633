package dev.millrace.judging.sets;

import dev.millrace.contract.Printable;
import dev.millrace.contract.Severity;
import dev.millrace.judging.findings.Finding;
import dev.millrace.judging.findings.Findings;
import dev.millrace.judging.findings.Rule;
import dev.millrace.judging.findings.RuleCount;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads what a control file of the kind LIST says: JSON when it begins with `{`, else a table.
///
/// It has at most 8 MiB and announces at most 10,000 files; whatever is wrong with it is a finding.
public final class ControlListReader {
    /// The most bytes that a control file may have.
    public static final int MOST_BYTES = 8 << 20;

    private final List<ControlEntry> entries = new ArrayList<>();
    private final Map<String, Long> lines = new HashMap<>();
    private final List<Finding> first = new ArrayList<>();
    private int files;
    private long total;

    private ControlListReader() {}

    /// Reads a control file.
    ///
    /// @param bytes read to their end, or to where they are too many; never closed here
    /// @throws IOException if reading fails
    public static ControlReading read(InputStream bytes) throws IOException {
        return new ControlListReader().reading(bytes.readNBytes(MOST_BYTES + 1));
    }

    private ControlReading reading(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            find(0, "a control file has at most %,d bytes".formatted(MOST_BYTES));
        } else {
            decode(bytes).ifPresent(this::read);
        }
        return total == 0
                ? new ControlReading.Read(new ControlList(entries))
                : new ControlReading.Unreadable(new Findings(
                        total, List.of(new RuleCount(Rule.CONTROL_FILE, Severity.HALT, null, total)), first));
    }

    private Optional<String> decode(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
            String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
            if (unmarked.isBlank()) {
                find(0, "the control file is empty; it must say which files its set has");
                return Optional.empty();
            }
            return Optional.of(unmarked);
        } catch (CharacterCodingException e) {
            long line = 1;
            for (int i = 0; i < buffer.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            find(line, "the control file is not UTF-8");
            return Optional.empty();
        }
    }

    private void read(String text) {
        try {
            if (text.stripLeading().startsWith("{")) {
                new JsonList(text, this::add).read();
            } else {
                new TableList(text, this::add).read();
            }
        } catch (Malformed e) {
            find(e.line(), e.problem());
        }
    }

    private void add(EntryFields fields) throws Malformed {
        if (++files > ControlList.MOST_FILES) {
            throw new Malformed(
                    fields.line(), "a control file announces at most %,d files".formatted(ControlList.MOST_FILES));
        }
        Optional<ControlEntry> entry = fields.entry();
        fields.problems().forEach(problem -> find(fields.line(), problem));
        if (entry.isEmpty() || !fields.problems().isEmpty()) {
            return;
        }
        String name = entry.get().name();
        Long before = lines.putIfAbsent(name, fields.line());
        if (before != null) {
            find(fields.line(), "'%s' is announced twice, first in line %d".formatted(Printable.of(name, 100), before));
        }
        entries.add(entry.get());
    }

    private void find(long line, String message) {
        total++;
        if (first.size() < Findings.KEPT) {
            first.add(new Finding(Rule.CONTROL_FILE, Severity.HALT, line, null, null, message));
        }
    }
}
