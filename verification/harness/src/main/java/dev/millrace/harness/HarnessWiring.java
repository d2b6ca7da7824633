package dev.millrace.harness;

import dev.millrace.base.clients.Wiring;
import dev.millrace.testing.aws.InMemoryAws;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;

/// The wiring of handlers to AWS in memory. Clients are made as the shipped ones are, retries included; only
/// that they do not wait between attempts.
public final class HarnessWiring implements Wiring {
    /// How often the clients of each service try, when nobody tells them: it is not the same for all.
    private static final Map<Class<?>, Integer> TRIES = new ConcurrentHashMap<>();

    private final SdkHttpClient way;
    private final Map<String, String> settings;
    private final Clock clock;
    private final List<ExecutionInterceptor> interceptors;

    /// @param way to AWS
    /// @param interceptors of all calls of AWS
    public HarnessWiring(
            SdkHttpClient way, Map<String, String> settings, Clock clock, List<ExecutionInterceptor> interceptors) {
        this.way = way;
        this.interceptors = List.copyOf(interceptors);
        this.settings = Map.copyOf(settings);
        this.clock = clock;
    }

    @Override
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        // A function that tells how often its client tries is taken at its word.
        int tries = builder.overrideConfiguration()
                .retryStrategy()
                .map(RetryStrategy::maxAttempts)
                .orElseGet(() ->
                        TRIES.computeIfAbsent(builder.getClass(), type -> tries(InMemoryAws.client(builder, way))));
        return InMemoryAws.client(
                builder.overrideConfiguration(builder.overrideConfiguration().toBuilder()
                        .executionInterceptors(interceptors)
                        .retryStrategy(r -> {
                            r.maxAttempts(tries);
                            r.backoffStrategy(BackoffStrategy.retryImmediately());
                            r.throttlingBackoffStrategy(BackoffStrategy.retryImmediately());
                        })
                        .build()),
                way);
    }

    private static int tries(Object client) {
        return ((AwsClient) client)
                .serviceClientConfiguration()
                .overrideConfiguration()
                .retryStrategy()
                .orElseThrow()
                .maxAttempts();
    }

    @Override
    public String setting(String name) {
        String value = settings.get(name);
        if (value == null) {
            throw new IllegalStateException("The setting " + name + " is not set in the harness");
        }
        return value;
    }

    @Override
    public Optional<String> value(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    @Override
    public Clock clock() {
        return clock;
    }
}
