package dev.millrace.base.snapshots;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Work that is done once, while Lambda makes the snapshot that SnapStart starts functions from, so that no event waits
/// for it: classes are loaded then, and need not be for the first event. Elsewhere nothing is done.
public final class BeforeSnapshot implements Resource {
    private static final Logger LOG = LoggerFactory.getLogger(BeforeSnapshot.class);

    /// How Lambda says that a snapshot will be made of this process.
    private static final String KIND = "AWS_LAMBDA_INITIALIZATION_TYPE";

    /// By what they warm. A context forgets resources that nobody else holds.
    private static final Map<String, Resource> HELD = new ConcurrentHashMap<>();

    private final String what;
    private final Work work;

    BeforeSnapshot(String what, Work work) {
        this.what = what;
        this.work = work;
    }

    /// Something that leaves nothing behind: connections and what is secret do not belong in a snapshot.
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    /// Has some work done, once however often it is asked for. When it fails the function goes on without: the first
    /// event does it then.
    ///
    /// @param what it is, for the log
    public static void warm(String what, Work work) {
        warm(Optional.ofNullable(System.getenv(KIND)), Core::getGlobalContext, HELD, new BeforeSnapshot(what, work));
    }

    static void warm(
            Optional<String> kind,
            Supplier<Context<Resource>> context,
            Map<String, Resource> held,
            BeforeSnapshot resource) {
        if (kind.filter("snap-start"::equals).isPresent() && held.putIfAbsent(resource.what, resource) == null) {
            context.get().register(resource);
        }
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        try {
            work.run();
        } catch (Exception e) {
            LOG.warn("{} could not be warmed before the snapshot: the first event does it", what, e);
        }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        // A connection that was open is seen to be closed when it is used, and another is made.
    }
}
