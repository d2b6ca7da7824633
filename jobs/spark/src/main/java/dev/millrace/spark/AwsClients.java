package dev.millrace.spark;

import java.time.Duration;
import java.util.stream.Stream;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// The job's clients of AWS, made when they are first needed, on the driver and on each executor. Region, credentials
/// and endpoints are those of the environment.
final class AwsClients {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration READ = Duration.ofSeconds(60);

    private AwsClients() {}

    private static final class Lazy {
        static final GlueClient GLUE = GlueClient.builder().httpClient(http()).build();

        private Lazy() {}
    }

    private static final class OfExecutor {
        static final S3Client S3 = S3Client.builder()
                .httpClient(http())
                // Only AWS's own hosts have names for buckets.
                .forcePathStyle(Stream.of("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3")
                        .anyMatch(name -> System.getenv(name) != null))
                .build();
        static final SecretsManagerClient SECRETS =
                SecretsManagerClient.builder().httpClient(http()).build();

        private OfExecutor() {}
    }

    private static SdkHttpClient http() {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT)
                .socketTimeout(READ)
                .build();
    }

    static GlueClient glue() {
        return Lazy.GLUE;
    }

    static S3Client s3() {
        return OfExecutor.S3;
    }

    static SecretsManagerClient secrets() {
        return OfExecutor.SECRETS;
    }

    static LandingFiles landing() {
        return new S3LandingFiles();
    }
}
