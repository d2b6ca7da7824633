package dev.millrace.cli.stack;

import dev.millrace.local.Access;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/// Makes the SDK's clients for where a stack is.
public sealed interface Aws {
    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder);

    /// A client whose requests may take as long as this to be answered.
    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder, Duration answerWithin);

    /// Turns an environment into one whose AWS tools work on the same place.
    void enter(Map<String, String> environment);

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

        @Override
        public void enter(Map<String, String> environment) {
            access.enter(environment);
        }
    }

    /// An account.
    ///
    /// @param profile name of the profile; null for the usual one, or credentials from elsewhere
    /// @param region null for the usual one
    record Account(@Nullable String profile, @Nullable Region region) implements Aws {
        @Override
        public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
            return client(builder, UrlConnectionHttpClient.builder());
        }

        @Override
        public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
                B builder, Duration answerWithin) {
            return client(builder, UrlConnectionHttpClient.builder().socketTimeout(answerWithin));
        }

        private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
                B builder, UrlConnectionHttpClient.Builder http) {
            if (profile != null) {
                builder.overrideConfiguration(o -> o.defaultProfileName(profile))
                        .credentialsProvider(ProfileCredentialsProvider.create(profile));
            }
            if (region != null) {
                builder.region(region);
            }
            return builder.httpClientBuilder(http).build();
        }

        @Override
        public void enter(Map<String, String> environment) {
            if (profile != null) {
                environment.put("AWS_PROFILE", profile);
            }
            if (region != null) {
                environment.put("AWS_REGION", region.id());
                environment.put("AWS_DEFAULT_REGION", region.id());
            }
        }
    }
}
