package dev.millrace.base.clients;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/// The wiring in Lambda: the small URL-connection client, bounded waits, settings from the environment variables that
/// the template sets.
public final class LambdaWiring implements Wiring {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration READ = Duration.ofSeconds(30);

    @Override
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        return builder.httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(READ)
                        .build())
                .build();
    }

    @Override
    public String setting(String name) {
        return value(name)
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new IllegalStateException(
                        "The environment variable " + name + " is not set. Deploy the template, which sets it."));
    }

    @Override
    public Optional<String> value(String name) {
        return Optional.ofNullable(System.getenv(name));
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }
}
