package dev.millrace.testing.aws;

import dev.millrace.testing.InMemoryS3;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/// One function's way to AWS. Each request is held against the function's role; what the role lacks is told, and the
/// request goes on, so that one journey tells all that is missing.
public final class GuardedHttp implements SdkHttpClient {
    private static final int NOT_FOUND = 404;

    private final SdkHttpClient way;
    private final RolePolicy policy;
    private final Consumer<String> lacking;

    /// @param lacking is told what the role lacks, such as `LoadFileRole lacks s3:GetObjectVersion on arn:…`
    public GuardedHttp(SdkHttpClient way, RolePolicy policy, Consumer<String> lacking) {
        this.way = way;
        this.policy = policy;
        this.lacking = lacking;
    }

    /// A client of S3 in memory, for tests of one function. It asks each time once.
    ///
    /// @param policy of the function's role; a request that it does not allow ends the test
    public static S3Client s3(InMemoryS3 s3, RolePolicy policy) {
        return InMemoryAws.client(
                S3Client.builder().overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry())),
                strict(new ServerHttp(new S3Server(s3)), policy));
    }

    /// A way on which a request that the role does not allow ends the test.
    public static GuardedHttp strict(SdkHttpClient way, RolePolicy policy) {
        return new GuardedHttp(way, policy, lacks -> {
            throw new AssertionError(lacks + ". Grant it in template.yaml");
        });
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest onward = way.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                AwsRequest asked = AwsRequest.of(request);
                require(AwsRights.of(asked));
                HttpExecuteResponse answer = onward.call();
                if (answer.httpResponse().statusCode() == NOT_FOUND) {
                    require(AwsRights.toMiss(asked));
                }
                return answer;
            }

            @Override
            public void abort() {
                onward.abort();
            }
        };
    }

    private void require(List<Right> rights) {
        rights.stream()
                .filter(right -> !policy.allows(right))
                .forEach(right -> lacking.accept(policy.role() + " lacks " + right));
    }

    @Override
    public void close() {
        way.close();
    }
}
