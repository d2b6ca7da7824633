package dev.millrace.common.clients;

import java.time.Duration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/// The SDK's clients as every function uses them: the small URL-connection client, bounded waits, everything else
/// from the environment.
public final class Clients {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration READ = Duration.ofSeconds(30);

    private Clients() {}

    /// A client of any service, such as `Clients.of(SnsClient.builder())`.
    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C of(B builder) {
        return builder.httpClient(http()).build();
    }

    /// A client of DynamoDB.
    public static DynamoDbClient dynamo() {
        return of(DynamoDbClient.builder());
    }

    /// A client of S3.
    public static S3Client s3() {
        return of(S3Client.builder());
    }

    private static SdkHttpClient http() {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT)
                .socketTimeout(READ)
                .build();
    }
}
