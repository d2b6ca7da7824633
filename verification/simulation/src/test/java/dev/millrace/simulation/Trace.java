package dev.millrace.simulation;

import dev.millrace.base.identity.ObjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// What happened, line by line: kept when somebody wants to read it.
final class Trace {
    private final Timeline timeline;
    private final Fibers fibers;
    private final boolean kept;
    private final List<Line> lines = new ArrayList<>();

    Trace(Timeline timeline, Fibers fibers, boolean kept) {
        this.timeline = timeline;
        this.fibers = fibers;
        this.kept = kept;
    }

    private record Line(String object, String text) {}

    /// Notes what the running fiber does.
    void note(Supplier<String> what) {
        if (kept) {
            String object = fibers.current()
                    .map(f -> f.about == null ? "" : f.about.hex())
                    .orElse("");
            add(object, fibers.current().map(f -> f.name + ": ").orElse("") + what.get());
        }
    }

    /// Notes what happens to an object.
    void note(ObjectId object, Supplier<String> what) {
        if (kept) {
            add(object.hex(), what.get());
        }
    }

    private void add(String object, String text) {
        String shown = text.length() <= 300 ? text : text.substring(0, 300) + "…";
        lines.add(new Line(object, timeline.passed() + " " + shown));
    }

    /// What happened to an object, or names it.
    List<String> of(ObjectId object) {
        return lines.stream()
                .filter(l -> l.object().equals(object.hex()) || l.text().contains(object.hex()))
                .map(Line::text)
                .toList();
    }

    /// All of it.
    List<String> all() {
        return lines.stream().map(Line::text).toList();
    }
}
