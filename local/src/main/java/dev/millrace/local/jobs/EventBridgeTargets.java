package dev.millrace.local.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.local.Access;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Rule;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/// The functions that the deployed rules name for an event. The local cloud takes no events of `aws.*` sources, as
/// AWS takes none; so its rules are asked which of them the event matches, and their functions are invoked as
/// EventBridge invokes them.
final class EventBridgeTargets implements EventTargets {
    private static final Logger LOG = System.getLogger(EventBridgeTargets.class.getName());
    private static final String FUNCTION = ":function:";

    private final EventBridgeClient events;
    private final LambdaClient lambda;

    EventBridgeTargets(Access access) {
        events = access.client(EventBridgeClient.builder());
        lambda = access.client(LambdaClient.builder());
    }

    @Override
    public void deliver(ObjectNode event) {
        events.listRules(l -> {}).rules().stream()
                .filter(rule -> rule.state() == RuleState.ENABLED && rule.eventPattern() != null)
                .filter(rule -> matches(rule, event))
                .flatMap(rule -> events.listTargetsByRule(l -> l.rule(rule.name())).targets().stream())
                .filter(target -> target.arn().contains(FUNCTION))
                .forEach(target -> invoke(target, event));
    }

    private boolean matches(Rule rule, ObjectNode event) {
        return events.testEventPattern(t -> t.eventPattern(rule.eventPattern()).event(event.toString()))
                .result();
    }

    private void invoke(Target target, ObjectNode event) {
        LOG.log(Level.INFO, "To {0}: {1}", target.arn(), event);
        lambda.invoke(i -> i.functionName(target.arn())
                .invocationType(InvocationType.EVENT)
                .payload(SdkBytes.fromUtf8String(event.toString())));
    }
}
