package dev.millrace.local.jobs;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;

/// Lets everybody do everything, but for what a test forbids.
final class FakeGuard implements Guard {
    final List<Right> asked = new CopyOnWriteArrayList<>();
    final Set<String> forbidden = new CopyOnWriteArraySet<>();

    @Override
    public void admit(HttpCall call, List<Right> rights) {
        asked.addAll(rights);
        rights.stream().filter(right -> forbidden.contains(right.action())).forEach(right -> {
            throw new Refusal("AccessDeniedException", "not authorized to perform: " + right.action());
        });
    }
}
