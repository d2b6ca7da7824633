package dev.millrace.testing.aws;

import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/// Clients of DynamoDB and S3 that a test gives in place of those that their builders make.
///
/// @param dynamo the audit table's
/// @param s3 that of all buckets
public record GivenClients(DynamoDbClient dynamo, S3Client s3) {
    /// The client that takes the place of `builder`'s.
    ///
    /// @param other the client of any other service
    @SuppressWarnings("unchecked") // A builder of DynamoDB's or S3's client makes a client of that type.
    public <C> C of(Object builder, Supplier<C> other) {
        return switch (builder) {
            case DynamoDbClientBuilder b -> (C) dynamo;
            case S3ClientBuilder b -> (C) s3;
            default -> other.get();
        };
    }
}
