package dev.millrace.cli.deploy;

import dev.millrace.cli.stack.CloudStacks;
import dev.millrace.local.Checkout;
import dev.millrace.local.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.OnFailure;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/// The small stack of `bootstrap.yaml` beside a stack: the bucket where a deploy puts what the stack then takes from
/// there.
public final class ArtifactsStack {
    private static final Set<ResourceStatus> FAILED =
            Set.of(ResourceStatus.CREATE_FAILED, ResourceStatus.UPDATE_FAILED, ResourceStatus.DELETE_FAILED);

    /// In which it can be updated.
    private static final Set<StackStatus> SETTLED =
            Set.of(StackStatus.CREATE_COMPLETE, StackStatus.UPDATE_COMPLETE, StackStatus.UPDATE_ROLLBACK_COMPLETE);

    /// How the description in `bootstrap.yaml` begins.
    private static final String OURS = "Millrace: ";

    private final CloudFormationClient cloudFormation;
    private final CloudStacks stacks;
    private final String name;

    /// Marks the events of this deploy.
    private final String token = UUID.randomUUID().toString();

    /// @param stack name of the stack that it is for
    public ArtifactsStack(CloudFormationClient cloudFormation, String stack) {
        this.cloudFormation = cloudFormation;
        this.stacks = new CloudStacks(cloudFormation);
        this.name = name(stack);
    }

    public static String name(String stack) {
        return stack + "-artifacts";
    }

    /// Makes it, or brings it up to date.
    ///
    /// @return name of its bucket
    public String deploy(Checkout checkout) {
        String template = template(checkout);
        Optional<Stack> there = stacks.find(name);
        if (there.isEmpty()) {
            create(template);
        } else {
            update(there.get(), template);
        }
        return bucket();
    }

    private void create(String template) {
        // What failed is taken away again, so that the next deploy begins anew.
        String id = cloudFormation
                .createStack(c -> c.stackName(name)
                        .templateBody(template)
                        .clientRequestToken(token)
                        .onFailure(OnFailure.DELETE))
                .stackId();
        await(id, () -> cloudFormation.waiter().waitUntilStackCreateComplete(w -> w.stackName(id)));
    }

    private void update(Stack there, String template) {
        if (!String.valueOf(there.description()).startsWith(OURS)) {
            throw new UserError(
                    "There is a stack %s already, which Millrace did not make. Deploy under another name: --stack NAME"
                            .formatted(name));
        }
        if (!SETTLED.contains(there.stackStatus())) {
            throw new UserError(
                    "The stack %s is in the state %s. Is another deploy at work? Then wait for it; else mend or delete the stack in CloudFormation (its bucket stays)."
                            .formatted(name, there.stackStatusAsString()));
        }
        try {
            cloudFormation.updateStack(
                    u -> u.stackName(name).templateBody(template).clientRequestToken(token));
        } catch (CloudFormationException e) {
            if (String.valueOf(e.getMessage()).contains("No updates are to be performed")) {
                return;
            }
            throw e;
        }
        await(
                there.stackId(),
                () -> cloudFormation.waiter().waitUntilStackUpdateComplete(w -> w.stackName(there.stackId())));
    }

    private void await(String id, Runnable waiter) {
        try {
            waiter.run();
        } catch (SdkClientException e) {
            throw new UserError("The stack %s could not be deployed: %s".formatted(name, reason(id)), e);
        }
    }

    /// What went wrong first.
    private String reason(String id) {
        return cloudFormation.describeStackEvents(d -> d.stackName(id)).stackEvents().stream()
                .filter(event -> token.equals(event.clientRequestToken()))
                .filter(event -> FAILED.contains(event.resourceStatus()))
                .min(Comparator.comparing(StackEvent::timestamp))
                .map(event -> "%s: %s".formatted(event.logicalResourceId(), event.resourceStatusReason()))
                .orElse("CloudFormation gives no reason; see its events");
    }

    private String bucket() {
        return stacks.find(name).stream()
                .flatMap(stack -> stack.outputs().stream())
                .filter(output -> output.outputKey().equals("ArtifactsBucket"))
                .findFirst()
                .orElseThrow(() -> new UserError("The stack %s has no output ArtifactsBucket".formatted(name)))
                .outputValue();
    }

    private static String template(Checkout checkout) {
        try {
            return Files.readString(checkout.root().resolve("bootstrap.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException("bootstrap.yaml cannot be read", e);
        }
    }
}
