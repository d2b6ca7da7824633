package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.millrace.base.json.Json;
import dev.millrace.cli.stack.Functions;
import dev.millrace.cli.stack.Stack;
import dev.millrace.testing.Template;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineResponse;

/// Who may do what, by the policies as they were deployed. The local cloud itself would notice neither what a state
/// machine's role lacks, since it does not enforce it, nor what a function may do beyond its needs.
@ExtendWith(TestCloud.Extension.class)
class RolesIT {
    private static final Template TEMPLATE = Template.read();
    private static final String EVERYBODY = "everybody";
    private static final String NOBODY = "nobody";

    private final TestCloud cloud;
    private final Stack stack;
    private final IamClient iam;
    private final LambdaClient lambda;

    RolesIT(TestCloud cloud) {
        this.cloud = cloud;
        this.stack = cloud.stack();
        this.iam = cloud.access().client(IamClient.builder());
        this.lambda = cloud.access().client(LambdaClient.builder());
    }

    static Set<String> stateMachines() {
        return TEMPLATE.ofType("AWS::Serverless::StateMachine").keySet();
    }

    static List<String> functions() {
        return TEMPLATE.ofType("AWS::Serverless::Function").keySet().stream()
                .map(id -> id.replaceAll("Function$", ""))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("stateMachines")
    void aStateMachineMayCallExactlyTheFunctionsThatItNames(String machine) throws JsonProcessingException {
        DescribeStateMachineResponse deployed = describe(machine);
        Set<String> named =
                new TreeSet<>(Json.MAPPER.readTree(deployed.definition()).findValuesAsText("FunctionName"));

        assertThat(named).isNotEmpty();
        assertThat(functions().stream()
                        .map(this::alias)
                        .filter(function -> isAllowed(deployed.roleArn(), "lambda:InvokeFunction", function)))
                .containsExactlyInAnyOrderElementsOf(named);
    }

    @ParameterizedTest
    @MethodSource("stateMachines")
    void aStateMachineMayNotCallAFunctionBesideItsAlias(String machine) {
        String role = describe(machine).roleArn();

        assertThat(role).isEqualTo(role(machine.replaceAll("StateMachine$", "")));
        assertThat(functions().stream()
                        .map(this::alias)
                        .map(alias -> alias.replaceAll(":live$", ""))
                        .filter(function -> isAllowed(role, "lambda:InvokeFunction", function)
                                || isAllowed(role, "lambda:InvokeFunction", function + ":$LATEST")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            s3:GetObjectVersion         | landing file    | StartIngestion ValidateFile LoadFile MoveInvalidFile Sweep
            s3:PutObject                | landing file    | nobody
            s3:DeleteObject             | landing file    | nobody
            s3:DeleteObjectVersion      | landing file    | MoveInvalidFile
            s3:ListBucketVersions       | landing bucket  | StartIngestion Sweep
            s3:PutObject                | lake file       | LoadFile Sweep
            s3:DeleteObject             | lake file       | LoadFile Sweep
            s3:PutObject                | mark of a batch | LoadFile CloseExecution Sweep UpdateBatch
            s3:GetObject                | result of a job | LoadFile CloseExecution Sweep UpdateBatch ValidateFile
            s3:DeleteObjectVersion      | lake file       | nobody
            s3:PutObject                | contract        | nobody
            s3:PutObject                | failed file     | MoveInvalidFile
            s3:PutObject                | findings        | ValidateFile MoveInvalidFile
            s3:PutObject                | page            | ValidateFile MoveInvalidFile
            s3:GetObject                | page            | MoveInvalidFile
            s3:GetObject                | findings        | MoveInvalidFile NotifyOwners CloseExecution Sweep
            s3:GetObject                | failed file     | MoveInvalidFile
            s3:GetObjectVersion         | failed file     | MoveInvalidFile
            s3:GetObjectVersion         | lake file       | LoadFile
            s3:DeleteObject             | failed file     | nobody
            dynamodb:UpdateItem         | audit table     | StartIngestion ValidateFile LoadFile UpdateAudit MoveInvalidFile NotifyOwners CloseExecution Sweep UpdateBatch LaunchJob WatchJobs
            dynamodb:ConditionCheckItem | audit table     | StartIngestion ValidateFile LoadFile UpdateAudit MoveInvalidFile NotifyOwners CloseExecution Sweep UpdateBatch LaunchJob WatchJobs
            dynamodb:Scan               | audit table     | nobody
            dynamodb:DeleteTable        | audit table     | nobody
            dynamodb:Query              | audit index     | CloseExecution Sweep UpdateBatch
            states:StartExecution       | state machine   | StartIngestion ValidateFile Sweep UpdateBatch
            states:DescribeExecution    | execution       | Sweep
            states:StopExecution        | execution       | nobody
            sqs:ReceiveMessage          | upload queue    | StartIngestion
            sqs:SendMessage             | upload queue    | nobody
            sqs:SendMessage             | dead letters    | CloseExecution
            sns:Publish                 | notices         | NotifyOwners CloseExecution Sweep
            glue:CreateTable            | lake table      | LoadFile
            glue:DeleteTable            | lake table      | nobody
            glue:BatchUpdatePartition   | lake table      | LoadFile CloseExecution Sweep UpdateBatch
            lambda:InvokeFunction       | function        | nobody
            kms:Decrypt                 | key             | everybody
            kms:ScheduleKeyDeletion     | key             | nobody
            iam:PassRole                | role            | nobody
            """)
    void onlyTheseFunctionsMay(String action, String what, String who) {
        List<String> expected = switch (who) {
            case EVERYBODY -> functions();
            case NOBODY -> List.of();
            default -> List.of(who.split(" ", -1));
        };

        String resource = resource(what);
        assertThat(functions().stream().filter(f -> isAllowed(role(f), action, resource)))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private String resource(String what) {
        return switch (what) {
            case "landing bucket" -> "arn:aws:s3:::" + stack.output("LandingBucket");
            case "landing file" -> object("LandingBucket", "a/b.csv");
            case "lake file" -> object("LakeBucket", "a/b.parquet");
            case "mark of a batch" -> object("LakeBucket", "a/_runs/b.closed");
            case "result of a job" -> object("StagingBucket", "results/a/b/curate.json");
            case "contract" -> object("ContractsBucket", "a.yaml");
            case "failed file" -> object("FailedBucket", "a/b.csv");
            case "page" -> object("FailedBucket", "a/b.csv.findings.html");
            case "findings" -> object("FailedBucket", "a/b.csv.findings.json");
            case "audit table" -> arn("dynamodb", "table/" + stack.output("AuditTable"));
            case "audit index" -> arn("dynamodb", "table/" + stack.output("AuditTable") + "/index/by-state");
            case "state machine" -> stack.output("IngestFileStateMachine");
            case "execution" -> stack.output("IngestFileStateMachine").replace(":stateMachine:", ":execution:") + ":x";
            case "upload queue" -> queue("IngestionQueue");
            case "dead letters" -> queue("CloseExecutionDeadLetterQueue");
            case "notices" -> stack.output("NoticesTopic");
            case "lake table" -> arn("glue", "table/" + stack.output("CatalogDatabase") + "/x");
            case "function" -> alias("ValidateFile");
            case "key" -> arn("kms", "key/" + stack.physicalId("Key"));
            case "role" -> role("ValidateFile");
            default -> throw new IllegalArgumentException(what);
        };
    }

    private boolean isAllowed(String role, String action, String resource) {
        return iam
                .simulatePrincipalPolicy(
                        s -> s.policySourceArn(role).actionNames(action).resourceArns(resource))
                .evaluationResults()
                .stream()
                .allMatch(result -> result.evalDecision() == PolicyEvaluationDecisionType.ALLOWED);
    }

    private DescribeStateMachineResponse describe(String machine) {
        return cloud.access()
                .client(SfnClient.builder())
                .describeStateMachine(d -> d.stateMachineArn(stack.physicalId(machine)));
    }

    private String role(String name) {
        String role = stack.physicalId(name + "Role");
        return iam.getRole(g -> g.roleName(role)).role().arn();
    }

    private String alias(String function) {
        String name = stack.physicalId(function + "Function");
        return lambda.getAlias(g -> g.functionName(name).name(Functions.ALIAS)).aliasArn();
    }

    private String object(String output, String key) {
        return "arn:aws:s3:::" + stack.output(output) + "/" + key;
    }

    private String queue(String logicalId) {
        return arn("sqs", stack.physicalId(logicalId).replaceAll("^.*/", ""));
    }

    /// Of a resource in the stack's account and region.
    private String arn(String service, String resource) {
        List<String> machine =
                Stream.of(stack.output("IngestFileStateMachine").split(":", -1)).toList();
        return "arn:aws:%s:%s:%s:%s".formatted(service, machine.get(3), machine.get(4), resource);
    }
}
