package dev.millrace.journeys;

import static dev.millrace.testing.Template.list;
import static dev.millrace.testing.Template.map;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.millrace.testing.Samples;
import dev.millrace.testing.Template;
import java.util.List;
import java.util.Map;
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
/// @param template in place of the one that is shipped; only roles are read of it
/// @param sweeps whether the sweep runs
record Defect(
        UnaryOperator<RequestHandler<SQSEvent, SQSBatchResponse>> starter,
        UnaryOperator<String> definition,
        List<ExecutionInterceptor> interceptors,
        UnaryOperator<Template> template,
        boolean sweeps) {
    /// Nothing is wrong.
    static final Defect NONE =
            new Defect(UnaryOperator.identity(), UnaryOperator.identity(), List.of(), UnaryOperator.identity(), true);

    Defect {
        interceptors = List.copyOf(interceptors);
    }

    /// Another function takes the events.
    static Defect ofStarter(UnaryOperator<RequestHandler<SQSEvent, SQSBatchResponse>> starter) {
        return new Defect(starter, NONE.definition, NONE.interceptors, NONE.template, true);
    }

    /// The state machine's file has one text in place of another.
    static Defect ofDefinition(String text, String replacement) {
        return new Defect(
                NONE.starter,
                definition -> Samples.replaced(definition, text, replacement),
                NONE.interceptors,
                NONE.template,
                true);
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
        return new Defect(NONE.starter, NONE.definition, List.of(interceptor), NONE.template, true);
    }

    /// A role has not one of its actions.
    static Defect ofRole(String role, String action) {
        return new Defect(
                NONE.starter,
                NONE.definition,
                NONE.interceptors,
                template -> {
                    Template lacking = template.copy();
                    list(lacking.properties(role).get("Policies"))
                            .forEach(policy -> list(map(map(policy).get("PolicyDocument"))
                                            .get("Statement"))
                                    .forEach(statement -> remove(map(statement), action)));
                    return lacking;
                },
                true);
    }

    private static void remove(Map<String, Object> statement, String action) {
        if (statement.get("Action") instanceof List<?> actions) {
            actions.remove(action);
        }
    }

    /// Nobody sweeps.
    static Defect ofNoSweep() {
        return new Defect(NONE.starter, NONE.definition, NONE.interceptors, NONE.template, false);
    }
}
