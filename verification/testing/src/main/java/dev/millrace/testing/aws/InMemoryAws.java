package dev.millrace.testing.aws;

import dev.millrace.testing.InMemoryS3;
import java.time.Clock;
import java.util.Map;
import java.util.zip.CRC32;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;

/// As much of AWS as Millrace uses, as an HTTP client of the SDK: the clients write, sign and read everything as they
/// do in earnest, and no byte leaves the JVM. Each instance is an account of its own.
public final class InMemoryAws implements SdkHttpClient {
    private final InMemoryS3 s3;
    private final InMemoryStepFunctions stepFunctions;
    private final InMemoryCatalog catalog = new InMemoryCatalog();
    private final InMemoryCrawlers crawlers;
    private final InMemoryGlueJobs glueJobs;
    private final InMemoryEmrServerless emrServerless;
    private final InMemoryTopics topics = new InMemoryTopics();
    private final Map<String, AwsServer> servers;
    private final InMemoryDynamo dynamo;

    /// @param clock the services' time
    public InMemoryAws(Clock clock) {
        s3 = new InMemoryS3(clock);
        stepFunctions = new InMemoryStepFunctions(clock);
        crawlers = new InMemoryCrawlers(clock);
        glueJobs = new InMemoryGlueJobs(clock);
        emrServerless = new InMemoryEmrServerless(clock);
        dynamo = new InMemoryDynamo(LocalAuditTable.NAME, clock);
        servers = Map.of(
                "s3",
                new S3Server(s3),
                "states",
                stepFunctions,
                "glue",
                this::glue,
                "emr-serverless",
                emrServerless,
                "sns",
                topics,
                "dynamodb",
                request -> checked(dynamo.answer(request)));
    }

    /// What is in S3.
    public InMemoryS3 s3() {
        return s3;
    }

    /// The executions.
    public InMemoryStepFunctions stepFunctions() {
        return stepFunctions;
    }

    /// The catalog.
    public InMemoryCatalog catalog() {
        return catalog;
    }

    /// The crawlers.
    public InMemoryCrawlers crawlers() {
        return crawlers;
    }

    /// The Glue jobs and their runs.
    public InMemoryGlueJobs glueJobs() {
        return glueJobs;
    }

    /// The applications of EMR Serverless and their job runs.
    public InMemoryEmrServerless emrServerless() {
        return emrServerless;
    }

    /// The topics.
    public InMemoryTopics topics() {
        return topics;
    }

    /// The audit table.
    public InMemoryDynamo dynamo() {
        return dynamo;
    }

    /// Name of this account's audit table.
    public String auditTable() {
        return LocalAuditTable.NAME;
    }

    /// ARN of this account's audit table.
    public String auditTableArn() {
        return "arn:aws:dynamodb:%s:%s:table/%s".formatted(RolePolicy.REGION, RolePolicy.ACCOUNT, auditTable());
    }

    /// A client that reaches this account.
    ///
    /// @param builder whose other settings stay
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        return client(builder, this);
    }

    /// A client that reaches an account by a way of its own, such as [FaultyHttp].
    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
            B builder, SdkHttpClient way) {
        return builder.httpClient(way)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDTEST", "secret")))
                .build();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() {
                return answer(AwsRequest.of(request)).toHttp();
            }

            @Override
            public void abort() {
                // It is answered at once.
            }
        };
    }

    AwsAnswer answer(AwsRequest request) {
        AwsServer server = servers.get(request.service());
        if (server == null) {
            throw new IllegalArgumentException("There is no service " + request.service() + " in memory");
        }
        return server.answer(request);
    }

    /// What a request asks for.
    ///
    /// @return its service and operation; neither an index nor a size
    public static AwsCall call(HttpExecuteRequest request) {
        AwsRequest asked = AwsRequest.of(request);
        return new AwsCall(1, asked.service(), asked.operation(), 0);
    }

    /// The body of a request, as text.
    public static String body(HttpExecuteRequest request) {
        return AwsRequest.of(request).body().asUtf8String();
    }

    /// A refusal, as the service of a request writes it.
    public static HttpExecuteResponse refusal(HttpExecuteRequest request, int status, String code) {
        return Failures.answer(AwsRequest.of(request), status, code, "As the test has it")
                .toHttp();
    }

    /// An answer in JSON of a service that did what it was asked for.
    public static HttpExecuteResponse done(String json) {
        return AwsAnswer.text(200, "application/x-amz-json-1.0", json).toHttp();
    }

    /// An answer of S3 that did what it was asked for, and says nothing.
    public static HttpExecuteResponse done() {
        return AwsAnswer.empty(200, Map.of("ETag", "\"a\"")).toHttp();
    }

    /// DynamoDB says of its answers what they add up to, which its client compares.
    private static AwsAnswer checked(AwsAnswer answer) {
        var sum = new CRC32();
        sum.update(answer.body().asByteArrayUnsafe());
        return answer.with(Map.of("x-amz-crc32", String.valueOf(sum.getValue())));
    }

    /// Glue is several services under one name.
    private AwsAnswer glue(AwsRequest request) {
        if (request.operation().contains("Crawler")) {
            return crawlers.answer(request);
        }
        return request.operation().contains("JobRun") ? glueJobs.answer(request) : catalog.answer(request);
    }

    @Override
    public void close() {
        // There is nothing to give back.
    }
}
