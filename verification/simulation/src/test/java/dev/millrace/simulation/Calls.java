package dev.millrace.simulation;

import java.util.function.Supplier;

/// Makes calls of services. What stands between a function and a service - time that passes, faults, outages - is put
/// around each.
public interface Calls {
    /// Calls without anything in between.
    Calls PLAIN = new Calls() {
        @Override
        public <T> T make(Service service, String what, Supplier<T> effect) {
            return effect.get();
        }
    };

    /// Makes a call.
    ///
    /// @param what it is about, for traces
    /// @param effect what the service does when the call reaches it: wholly or not at all
    <T> T make(Service service, String what, Supplier<T> effect);

    /// Makes a call that answers nothing.
    default void make(Service service, String what, Runnable effect) {
        make(service, what, () -> {
            effect.run();
            return true;
        });
    }

    /// The services that can be called.
    enum Service {
        DYNAMO,
        S3,
        STEP_FUNCTIONS,
        CATALOG,
        TOPICS
    }
}
