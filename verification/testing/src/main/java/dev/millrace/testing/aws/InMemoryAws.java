package dev.millrace.testing.aws;

import dev.millrace.testing.InMemoryS3;
import dev.millrace.testing.LocalAuditTable;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/// As much of AWS as Millrace uses, as an HTTP client of the SDK: the clients write, sign and read everything as they
/// do in earnest, and no byte leaves the JVM. Each instance is an account of its own.
public final class InMemoryAws implements SdkHttpClient {
    private static final AtomicInteger TABLES = new AtomicInteger();

    private final InMemoryS3 s3;
    private final InMemoryStepFunctions stepFunctions;
    private final InMemoryCatalog catalog = new InMemoryCatalog();
    private final InMemoryCrawlers crawlers;
    private final InMemoryGlueJobs glueJobs;
    private final InMemoryEmrServerless emrServerless;
    private final InMemoryTopics topics = new InMemoryTopics();
    private final Map<String, AwsServer> servers;
    private final LocalDynamo dynamo = LocalDynamo.shared();
    private final String auditTable;

    /// @param clock the services' time
    public InMemoryAws(Clock clock) {
        s3 = new InMemoryS3(clock);
        stepFunctions = new InMemoryStepFunctions(clock);
        crawlers = new InMemoryCrawlers(clock);
        glueJobs = new InMemoryGlueJobs(clock);
        emrServerless = new InMemoryEmrServerless(clock);
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
                dynamo);
        auditTable = dynamo.emptyTable().orElseGet(this::createAuditTable);
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

    /// Name of this account's audit table.
    public String auditTable() {
        return auditTable;
    }

    /// ARN of this account's audit table.
    public String auditTableArn() {
        return "arn:aws:dynamodb:%s:%s:table/%s".formatted(RolePolicy.REGION, RolePolicy.ACCOUNT, auditTable);
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

    /// Glue is several services under one name.
    private AwsAnswer glue(AwsRequest request) {
        if (request.operation().contains("Crawler")) {
            return crawlers.answer(request);
        }
        return request.operation().contains("JobRun") ? glueJobs.answer(request) : catalog.answer(request);
    }

    /// The table that the tests of single functions use, made once more under a name of its own.
    private String createAuditTable() {
        String name = LocalAuditTable.NAME + "-" + TABLES.incrementAndGet();
        TableDescription table = AuditTable.DEFINITION;
        try (DynamoDbClient client = client(DynamoDbClient.builder())) {
            client.createTable(t -> t.tableName(name)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(table.attributeDefinitions())
                    .keySchema(table.keySchema())
                    .globalSecondaryIndexes(table.globalSecondaryIndexes().stream()
                            .map(i -> GlobalSecondaryIndex.builder()
                                    .indexName(i.indexName())
                                    .keySchema(i.keySchema())
                                    .projection(i.projection())
                                    .build())
                            .toList()));
        }
        return name;
    }

    /// The audit table's definition, read once.
    private static final class AuditTable {
        static final TableDescription DEFINITION = read();

        private static TableDescription read() {
            try (var model = new LocalAuditTable()) {
                return model.client()
                        .describeTable(d -> d.tableName(LocalAuditTable.NAME))
                        .table();
            }
        }
    }

    /// Empties the audit table, for the next account: to make one takes longer than most tests. Clients do not close
    /// the HTTP client that they were given.
    @Override
    public void close() {
        try (DynamoDbClient client = client(DynamoDbClient.builder())) {
            client.scanPaginator(t -> t.tableName(auditTable)).items().forEach(item -> {
                Map<String, AttributeValue> key = Map.of("dataset", item.get("dataset"), "object", item.get("object"));
                client.deleteItem(d -> d.tableName(auditTable).key(key));
            });
        }
        dynamo.reuse(auditTable);
    }
}
