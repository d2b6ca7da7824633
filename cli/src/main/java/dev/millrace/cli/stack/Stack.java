package dev.millrace.cli.stack;

import dev.millrace.audit.batches.Batches;
import dev.millrace.audit.batches.DynamoBatches;
import dev.millrace.audit.files.AuditReader;
import dev.millrace.audit.files.DynamoAuditTable;
import dev.millrace.audit.jobs.DynamoJobs;
import dev.millrace.audit.jobs.Jobs;
import dev.millrace.audit.operators.DynamoOperatorActions;
import dev.millrace.audit.operators.OperatorActions;
import dev.millrace.audit.removals.DynamoRemovals;
import dev.millrace.faults.UnreadableRecord;
import dev.millrace.flow.commands.Commands;
import dev.millrace.flow.contracts.ContractStore;
import dev.millrace.flow.contracts.S3ContractStore;
import dev.millrace.flow.executions.Restarts;
import dev.millrace.flow.executions.StepFunctionsExecutions;
import dev.millrace.flow.verification.RowsInTable;
import dev.millrace.flow.verification.S3LakePlaces;
import dev.millrace.flow.verification.Verification;
import dev.millrace.local.Access;
import dev.millrace.local.Checkout;
import dev.millrace.local.UserError;
import dev.millrace.local.cloud.Deployment;
import dev.millrace.local.cloud.LocalCloud;
import dev.millrace.targets.lake.TableCatalog;
import dev.millrace.targets.lake.glue.GlueTableCatalog;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sts.StsClient;

/// A deployed stack. Everything about it is found through its outputs.
public final class Stack {
    private final Aws aws;
    private final String name;
    private final CloudFormationClient cloudFormation;
    private @Nullable Map<String, String> outputs;

    public Stack(Aws aws, String name) {
        this.aws = aws;
        this.name = name;
        this.cloudFormation = aws.client(CloudFormationClient.builder());
    }

    /// The stack on the checkout's local cloud.
    ///
    /// @throws Trouble when the local cloud is not running
    public static Stack atHome() {
        Checkout checkout = Checkout.find();
        return new LocalCloud(checkout.home(), checkout.toolbox())
                .running()
                .map(Stack::on)
                .orElseThrow(() -> new UserError("The local cloud is not running. Start it with ./millrace up, "
                        + "or name a deployed stack with --stack."));
    }

    public static Stack on(Access access) {
        return new Stack(new Aws.Local(access), Deployment.STACK);
    }

    /// A stack in the account of the usual profile and credentials.
    ///
    /// @param region where it is; null for the usual one
    public static Stack inAccount(String name, @Nullable String region) {
        return new Stack(new Aws.Account(null, region == null ? null : Region.of(region)), name);
    }

    public Aws aws() {
        return aws;
    }

    public String name() {
        return name;
    }

    /// The commands to go on with on this stack.
    public Commands commands() {
        return switch (aws) {
            case Aws.Local local -> Commands.AT_HOME;
            case Aws.Account account ->
                Commands.of(
                        name,
                        cloudFormation.serviceClientConfiguration().region().id());
        };
    }

    /// Value of an output, such as `LandingBucket`.
    public String output(String key) {
        if (outputs == null) {
            outputs = describe();
        }
        String value = outputs.get(key);
        if (value == null) {
            throw new UserError(
                    "The stack %s has no output %s: is it one of Millrace, of this release? Deploy this checkout."
                            .formatted(name, key));
        }
        return value;
    }

    /// Whether raw files are deleted from the landing bucket, as contracts say.
    public boolean deletesRawFiles() {
        return Boolean.parseBoolean(output("DeleteRawFiles"));
    }

    /// Name of the physical resource behind a logical id, such as `ValidateFileFunction`.
    public String physicalId(String logicalId) {
        try {
            return cloudFormation
                    .describeStackResource(d -> d.stackName(name).logicalResourceId(logicalId))
                    .stackResourceDetail()
                    .physicalResourceId();
        } catch (CloudFormationException e) {
            throw new UserError("The stack %s has no resource %s".formatted(name, logicalId), e);
        }
    }

    /// The audit table to read.
    ///
    /// @param unreadable is told of each item that cannot be read
    AuditReader audit(Consumer<UnreadableRecord> unreadable) {
        return new AuditReader(dynamo(), output("AuditTable"), unreadable);
    }

    /// The batches of daily and monthly datasets.
    public Batches batches() {
        return new DynamoBatches(dynamo(), output("AuditTable"), Clock.systemUTC());
    }

    /// The jobs of batches.
    public Jobs jobs() {
        return new DynamoJobs(dynamo(), output("AuditTable"));
    }

    /// What people decide about records.
    public OperatorActions operators() {
        return new DynamoOperatorActions(dynamo(), output("AuditTable"), Clock.systemUTC());
    }

    /// Starts objects again.
    public Restarts restarts() {
        var executions = new StepFunctionsExecutions(aws.client(SfnClient.builder()), output("IngestFileStateMachine"));
        return new Restarts(operators(), executions, contracts()::current);
    }

    /// What compares the lake's tables with the records.
    ///
    /// @param unreadable is told of each item of the audit table that cannot be read
    /// @param rows counts the rows of the lake's tables
    public Verification verification(Consumer<UnreadableRecord> unreadable, RowsInTable rows) {
        Clock clock = Clock.systemUTC();
        var records = new Verification.Records(
                audit(unreadable),
                new DynamoAuditTable(dynamo(), output("AuditTable"), clock),
                new DynamoRemovals(dynamo(), output("AuditTable"), clock),
                batches());
        return new Verification(
                new GlueTableCatalog(aws.client(GlueClient.builder())),
                output("CatalogDatabase"),
                contracts(),
                records,
                new Verification.Seen(rows, new S3LakePlaces(s3())),
                commands(),
                clock);
    }

    public ContractStore contracts() {
        return new S3ContractStore(s3(), output("ContractsBucket"), Clock.systemUTC());
    }

    /// The lake's tables.
    public TableCatalog catalog() {
        return new GlueTableCatalog(aws.client(GlueClient.builder()));
    }

    public S3Client s3() {
        return aws.client(S3Client.builder());
    }

    /// Who is at work, for the history of records: the account's principal, or at home the user of this machine.
    public String person() {
        return switch (aws) {
            case Aws.Local local -> System.getProperty("user.name", "somebody");
            case Aws.Account account ->
                aws.client(StsClient.builder()).getCallerIdentity().arn();
        };
    }

    private DynamoDbClient dynamo() {
        return aws.client(DynamoDbClient.builder());
    }

    private Map<String, String> describe() {
        try {
            return cloudFormation.describeStacks(d -> d.stackName(name)).stacks().getFirst().outputs().stream()
                    .collect(Collectors.toMap(Output::outputKey, Output::outputValue));
        } catch (CloudFormationException e) {
            if (String.valueOf(e.getMessage()).contains("does not exist")) {
                throw new UserError(missing(), e);
            }
            throw e;
        }
    }

    private String missing() {
        return switch (aws) {
            case Aws.Local local -> "Nothing is deployed on the local cloud yet. Run ./millrace up.";
            case Aws.Account account ->
                "There is no stack %s in this account and region. Is AWS_PROFILE, AWS_REGION or --region another one's? Deploy with %s."
                        .formatted(name, commands().deploy());
        };
    }
}
