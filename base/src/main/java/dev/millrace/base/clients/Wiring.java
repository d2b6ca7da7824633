package dev.millrace.base.clients;

import java.time.Clock;
import java.util.Optional;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;

/// What a function is connected to: the services, its settings and the time. Each handler's public constructor
/// without parameters takes it from [LambdaWiring]; whoever runs a handler elsewhere gives another one.
public interface Wiring {
    /// A client of any service, such as `client(SnsClient.builder())`.
    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder);

    /// The value of a setting that the template gives the function.
    ///
    /// @throws IllegalStateException when it is not set
    String setting(String name);

    /// A setting of something that the stack may not have: the template then leaves it empty, or says `none`.
    default Optional<String> optional(String name) {
        return value(name).filter(value -> !value.isBlank() && !value.equals("none"));
    }

    /// The value of a setting, whatever it is; empty when it is not set.
    Optional<String> value(String name);

    /// The time.
    Clock clock();

    /// A setting that is a whole number.
    ///
    /// @throws IllegalStateException when it is not set, or no number
    default long number(String name) {
        String text = setting(name);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalStateException("The setting %s must be a whole number, not '%s'".formatted(name, text), e);
        }
    }
}
