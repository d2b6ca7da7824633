package dev.millrace.spark;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// The job's clients of AWS, made when they are first needed, once a process, on the driver and on each executor; only
/// the region goes from one to the other. Credentials and endpoints are those of the environment.
///
/// @param region null for that of the environment, which Glue and EMR Serverless do not promise to tell
record AwsClients(@Nullable String region) implements Serializable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration READ = Duration.ofSeconds(60);

    /// Those of this process, by service and region.
    private static final Map<String, Object> MADE = new ConcurrentHashMap<>();

    GlueClient glue() {
        return made(
                GlueClient.class,
                () -> in(GlueClient.builder().httpClient(http())).build());
    }

    S3Client s3() {
        return made(
                S3Client.class,
                () -> in(S3Client.builder()
                                .httpClient(http())
                                // Only AWS's own hosts have names for buckets.
                                .forcePathStyle(Stream.of("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3")
                                        .anyMatch(name -> System.getenv(name) != null)))
                        .build());
    }

    SecretsManagerClient secrets() {
        return made(
                SecretsManagerClient.class,
                () -> in(SecretsManagerClient.builder().httpClient(http())).build());
    }

    private <B extends AwsClientBuilder<B, ?>> B in(B builder) {
        return region == null ? builder : builder.region(Region.of(region));
    }

    private <C> C made(Class<C> type, Supplier<C> maker) {
        return type.cast(MADE.computeIfAbsent(type.getName() + " " + region, key -> maker.get()));
    }

    private static SdkHttpClient http() {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT)
                .socketTimeout(READ)
                .build();
    }
}
