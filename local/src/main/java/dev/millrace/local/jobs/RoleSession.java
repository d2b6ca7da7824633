package dev.millrace.local.jobs;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// Temporary credentials. They are shown nowhere.
record RoleSession(String accessKey, String secretKey, String token) {
    /// For clients of the SDK.
    AwsCredentialsProvider provider() {
        return StaticCredentialsProvider.create(AwsSessionCredentials.create(accessKey, secretKey, token));
    }

    @Override
    public String toString() {
        return "RoleSession[%s]".formatted(accessKey);
    }
}
