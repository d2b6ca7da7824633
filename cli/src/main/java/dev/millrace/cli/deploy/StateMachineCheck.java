package dev.millrace.cli.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.cli.stack.Functions;
import dev.millrace.local.UserError;
import dev.millrace.local.cloud.StartProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import software.amazon.awssdk.services.sfn.model.ValidateStateMachineDefinitionResponse;
import software.amazon.awssdk.services.sfn.model.ValidateStateMachineDefinitionResultCode;
import software.amazon.awssdk.services.sfn.model.ValidateStateMachineDefinitionSeverity;

/// Asks Step Functions itself whether it takes the state machines of a template, before anything is made: a definition
/// that it refuses would take a whole stack back. The local cloud takes every definition.
final class StateMachineCheck {
    private static final String MACHINE = "AWS::Serverless::StateMachine";
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{(\\w+)}");
    private static final int FORBIDDEN = 403;
    private static final String DENIED = "AccessDeniedException";

    /// Where the stack is to be.
    ///
    /// @param partition such as `aws`
    /// @param account id of the account
    record Place(String partition, String region, String account) {}

    private final SfnClient sfn;
    private final Place place;
    private final StartProgress progress;

    StateMachineCheck(SfnClient sfn, Place place, StartProgress progress) {
        this.sfn = sfn;
        this.place = place;
        this.progress = progress;
    }

    /// Has each state machine checked.
    ///
    /// @param template the built template
    /// @param folder where it lies
    /// @param parameters values of its parameters
    /// @throws Trouble when Step Functions refuses one
    void check(JsonNode template, Path folder, Map<String, String> parameters) {
        for (Map.Entry<String, JsonNode> resource : template.path("Resources").properties()) {
            if (resource.getValue().path("Type").asText().equals(MACHINE)) {
                Path file = folder.resolve(
                        resource.getValue().at("/Properties/DefinitionUri").asText());
                if (!isAsked(resource.getKey(), filled(text(file), parameters))) {
                    return;
                }
            }
        }
    }

    /// @return false when the credentials may not ask
    private boolean isAsked(String machine, String definition) {
        try {
            ValidateStateMachineDefinitionResponse answer =
                    sfn.validateStateMachineDefinition(v -> v.definition(definition)
                            .type(StateMachineType.STANDARD)
                            .severity(ValidateStateMachineDefinitionSeverity.ERROR));
            if (answer.result() != ValidateStateMachineDefinitionResultCode.OK) {
                throw new UserError("Step Functions refuses the state machine %s, so nothing was deployed: %s"
                        .formatted(machine, said(answer)));
            }
            return true;
        } catch (SfnException e) {
            if (e.statusCode() != FORBIDDEN
                    && !DENIED.equals(e.awsErrorDetails().errorCode())) {
                throw e;
            }
            progress.step("Not asked whether Step Functions takes the state machines: these credentials lack"
                    + " states:ValidateStateMachineDefinition");
            return false;
        }
    }

    private static String said(ValidateStateMachineDefinitionResponse answer) {
        return answer.diagnostics().stream()
                .map(found -> "%s at %s: %s".formatted(found.code(), found.location(), found.message()))
                .collect(Collectors.joining("; "));
    }

    /// A definition as CloudFormation will fill it; what will be made by the deploy gets a name that it could have.
    private String filled(String definition, Map<String, String> parameters) {
        return SUBSTITUTION
                .matcher(definition)
                .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), parameters)));
    }

    private String value(String name, Map<String, String> parameters) {
        if (name.endsWith("Function")) {
            return arn("lambda", "function:" + name + ":" + Functions.ALIAS);
        }
        if (name.endsWith("StateMachine")) {
            return arn("states", "stateMachine:" + name);
        }
        if (name.equals("Partition")) {
            return place.partition();
        }
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("No value is known for ${%s} of a state machine".formatted(name));
        }
        return value;
    }

    private String arn(String service, String resource) {
        return "arn:%s:%s:%s:%s:%s".formatted(place.partition(), service, place.region(), place.account(), resource);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
