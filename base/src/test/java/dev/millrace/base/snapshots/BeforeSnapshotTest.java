package dev.millrace.base.snapshots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crac.Context;
import org.crac.Resource;
import org.junit.jupiter.api.Test;

class BeforeSnapshotTest {
    private final List<String> done = new ArrayList<>();
    private final Map<String, Resource> held = new HashMap<>();
    private final SomeContext context = new SomeContext();

    /// A context that is told of the snapshot by hand.
    private static final class SomeContext extends Context<Resource> {
        private final List<Resource> resources = new ArrayList<>();

        @Override
        public void register(Resource resource) {
            resources.add(resource);
        }

        @Override
        public void beforeCheckpoint(Context<? extends Resource> context) {
            resources.forEach(resource ->
                    assertThatCode(() -> resource.beforeCheckpoint(this)).doesNotThrowAnyException());
        }

        @Override
        public void afterRestore(Context<? extends Resource> context) {
            resources.forEach(resource ->
                    assertThatCode(() -> resource.afterRestore(this)).doesNotThrowAnyException());
        }
    }

    private void warm(Optional<String> kind, BeforeSnapshot resource) {
        BeforeSnapshot.warm(kind, () -> context, held, resource);
    }

    private BeforeSnapshot adding(String what) {
        return new BeforeSnapshot(what, () -> done.add(what));
    }

    @Test
    void doesItsWorkBeforeTheSnapshotAndNotAfter() {
        warm(Optional.of("snap-start"), adding("a"));
        assertThat(done).isEmpty();

        context.beforeCheckpoint(context);
        context.afterRestore(context);

        assertThat(done).containsExactly("a");
    }

    @Test
    void doesTheSameWorkOnce() {
        warm(Optional.of("snap-start"), adding("a"));
        warm(Optional.of("snap-start"), adding("a"));

        context.beforeCheckpoint(context);

        assertThat(done).containsExactly("a");
    }

    @Test
    void doesNothingWhereNoSnapshotIsMade() {
        warm(Optional.of("on-demand"), adding("a"));
        warm(Optional.empty(), adding("b"));

        context.beforeCheckpoint(context);

        assertThat(done).isEmpty();
    }

    /// Or the deployment of the function would fail.
    @Test
    void goesOnWhenItsWorkFails() {
        warm(Optional.of("snap-start"), new BeforeSnapshot("a", () -> {
            throw new IOException("throttled");
        }));
        warm(Optional.of("snap-start"), adding("b"));

        context.beforeCheckpoint(context);

        assertThat(done).containsExactly("b");
    }
}
