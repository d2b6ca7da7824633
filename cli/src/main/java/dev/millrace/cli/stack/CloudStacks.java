package dev.millrace.cli.stack;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/// Stacks as CloudFormation describes them, there or not.
public final class CloudStacks {
    private final CloudFormationClient cloudFormation;

    public CloudStacks(CloudFormationClient cloudFormation) {
        this.cloudFormation = cloudFormation;
    }

    /// A stack by its name; empty when it was never made, or only planned.
    public Optional<Stack> find(String name) {
        try {
            return cloudFormation.describeStacks(d -> d.stackName(name)).stacks().stream()
                    .filter(stack -> stack.stackStatus() != StackStatus.REVIEW_IN_PROGRESS)
                    .findFirst();
        } catch (CloudFormationException e) {
            if (String.valueOf(e.getMessage()).contains("does not exist")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /// The values that a stack's parameters have now.
    public static Map<String, String> parameters(Stack stack) {
        return stack.parameters().stream()
                .collect(Collectors.toMap(Parameter::parameterKey, Parameter::parameterValue));
    }

    /// Tells one state of a stack from the next: it changes whenever the stack is changed.
    public static String mark(Stack stack) {
        return stack.stackId() + " " + stack.lastUpdatedTime();
    }
}
