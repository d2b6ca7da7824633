package dev.millrace.cli;

import dev.millrace.local.Access;
import java.time.Duration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/// Makes the SDK's clients for where a stack is.
sealed interface Aws {
    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder);

    /// A client whose requests may take as long as this to be answered.
    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder, Duration answerWithin);

    /// The local cloud.
    record Local(Access access) implements Aws {
        @Override
        public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
            return access.client(builder);
        }

        @Override
        public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
                B builder, Duration answerWithin) {
            return access.client(builder, answerWithin);
        }
    }

    /// The account of the usual profile, region and credentials.
    record Account() implements Aws {
        @Override
        public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
            return builder.httpClientBuilder(UrlConnectionHttpClient.builder()).build();
        }

        @Override
        public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
                B builder, Duration answerWithin) {
            return builder.httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(answerWithin))
                    .build();
        }
    }
}
