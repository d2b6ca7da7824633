package dev.millrace.journeys;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.millrace.testing.Samples;
import java.util.List;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/// Something that is wrong with Millrace, put into a journey by its test.
///
/// @param starter in place of `start-ingestion`
/// @param definition in place of the state machine
/// @param interceptors of all requests to AWS
/// @param sweeps whether the sweep runs
record Defect(
        UnaryOperator<RequestHandler<SQSEvent, SQSBatchResponse>> starter,
        UnaryOperator<String> definition,
        List<ExecutionInterceptor> interceptors,
        boolean sweeps) {
    /// Nothing is wrong.
    static final Defect NONE = new Defect(UnaryOperator.identity(), UnaryOperator.identity(), List.of(), true);

    Defect {
        interceptors = List.copyOf(interceptors);
    }

    /// Another function takes the events.
    static Defect ofStarter(UnaryOperator<RequestHandler<SQSEvent, SQSBatchResponse>> starter) {
        return new Defect(starter, NONE.definition, NONE.interceptors, true);
    }

    /// The state machine's file has one text in place of another.
    static Defect ofDefinition(String text, String replacement) {
        return new Defect(
                NONE.starter, definition -> Samples.replaced(definition, text, replacement), NONE.interceptors, true);
    }

    /// Requests of one kind are sent otherwise.
    static <T extends SdkRequest> Defect ofRequests(Class<T> kind, UnaryOperator<T> change) {
        var interceptor = new ExecutionInterceptor() {
            @Override
            public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
                SdkRequest request = context.request();
                return kind.isInstance(request) ? change.apply(kind.cast(request)) : request;
            }
        };
        return new Defect(NONE.starter, NONE.definition, List.of(interceptor), true);
    }

    /// Nobody sweeps.
    static Defect ofNoSweep() {
        return new Defect(NONE.starter, NONE.definition, NONE.interceptors, false);
    }
}
