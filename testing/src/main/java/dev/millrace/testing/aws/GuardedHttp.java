package dev.millrace.testing.aws;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

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
