package dev.millrace.journeys;

import dev.millrace.testing.Samples;
import java.util.List;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/// Something that is wrong with batches, put into a journey by its test.
///
/// @param definition in place of each state machine's
/// @param interceptors of all requests to AWS
/// @param sweeps whether the sweep runs
record BatchDefect(UnaryOperator<String> definition, List<ExecutionInterceptor> interceptors, boolean sweeps) {
    /// Nothing is wrong.
    static final BatchDefect NONE = new BatchDefect(UnaryOperator.identity(), List.of(), true);

    BatchDefect {
        interceptors = List.copyOf(interceptors);
    }

    /// The state machine that has one text has another in its place.
    static BatchDefect ofDefinition(String text, String replacement) {
        return new BatchDefect(
                definition -> definition.contains(text) ? Samples.replaced(definition, text, replacement) : definition,
                List.of(),
                true);
    }
}
