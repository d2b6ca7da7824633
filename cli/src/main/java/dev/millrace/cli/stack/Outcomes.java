package dev.millrace.cli.stack;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.cli.terminal.Exit;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Waits until objects have come to the end of their way, and says what that means for the exit status.
public final class Outcomes {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final AuditView view;
    private final Consumer<AuditRecord> onChange;
    private final Map<ObjectVersion, AuditRecord> last = new LinkedHashMap<>();

    /// @param onChange hears of each record whose state has changed
    public Outcomes(AuditView view, Consumer<AuditRecord> onChange) {
        this.view = view;
        this.onChange = onChange;
    }

    /// Waits for all objects.
    ///
    /// @return false when the time was up first
    public boolean await(Collection<ObjectVersion> objects, Duration timeout) {
        Instant end = Instant.now().plus(timeout);
        while (true) {
            objects.forEach(this::look);
            if (objects.stream().allMatch(object -> settled(object) && !isToGoOn(object, objects))) {
                return true;
            }
            if (Instant.now().isAfter(end)) {
                return false;
            }
            Pauses.pause(PAUSE);
        }
    }

    /// The records as last seen, of those objects that have one.
    public List<AuditRecord> records() {
        return List.copyOf(last.values());
    }

    /// The exit status for what became of the objects.
    public int exitStatus() {
        return exitStatus(last.values().stream().map(AuditRecord::state).collect(Collectors.toSet()));
    }

    /// A failed file counts more than a rejected one, and that more than a held or gone one.
    public static int exitStatus(Set<AuditState> states) {
        if (states.contains(AuditState.FAILED)) {
            return Exit.FAILED;
        }
        if (states.contains(AuditState.REJECTED)) {
            return Exit.REJECTED;
        }
        return states.contains(AuditState.HELD) || states.contains(AuditState.GONE) ? Exit.HELD_OR_GONE : Exit.OK;
    }

    private void look(ObjectVersion object) {
        AuditRecord known = last.get(object);
        if (known != null && settled(known) && known.course().waitsFor() == null) {
            return;
        }
        Optional<AuditRecord> found = view.byId(object.id());
        found.ifPresent(record -> {
            AuditRecord before = last.put(object, record);
            if (before == null || before.state() != record.state()) {
                onChange.accept(record);
            }
        });
    }

    /// Whether it waits for a control file that is one of these.
    private boolean isToGoOn(ObjectVersion object, Collection<ObjectVersion> objects) {
        AuditRecord record = last.get(object);
        String waitsFor = record == null ? null : record.course().waitsFor();
        return waitsFor != null
                && objects.stream().anyMatch(other -> other.key().equals(waitsFor));
    }

    private boolean settled(ObjectVersion object) {
        AuditRecord record = last.get(object);
        return record != null && settled(record);
    }

    /// Whether nothing more happens to an object by itself for now.
    static boolean settled(AuditRecord record) {
        boolean waitsForBatch = record.state() == AuditState.NEW && record.executionArn() == null;
        return record.state().terminal() || record.state().waiting() || waitsForBatch;
    }
}
