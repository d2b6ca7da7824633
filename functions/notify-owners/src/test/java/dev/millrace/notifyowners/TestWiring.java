package dev.millrace.notifyowners;

import dev.millrace.base.clients.Wiring;
import dev.millrace.testing.InMemoryS3;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.aws.GivenClients;
import dev.millrace.testing.aws.LocalAuditTable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.SnsClientBuilder;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/// The function in memory: an audit table, S3, and a topic that keeps what is published, or refuses it.
final class TestWiring implements Wiring, SnsClient {
    static final String TOPIC = "arn:aws:sns:eu-central-1:111122223333:notices";

    final SettableClock clock = new SettableClock();
    final InMemoryS3 s3 = new InMemoryS3();
    final LocalAuditTable local = new LocalAuditTable();
    final List<PublishRequest> published = new ArrayList<>();

    @Nullable RuntimeException refusal;

    @Override
    public PublishResponse publish(PublishRequest request) {
        if (refusal != null) {
            throw refusal;
        }
        published.add(request);
        return PublishResponse.builder().messageId("1").build();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        if (builder instanceof SnsClientBuilder) {
            return (C) this;
        }
        return new GivenClients(local.client(), s3).of(builder, () -> {
            throw new IllegalArgumentException("The function is not to have a client by " + builder);
        });
    }

    @Override
    public String setting(String name) {
        return value(name).orElseThrow(() -> new IllegalStateException("The template does not set " + name));
    }

    @Override
    public Optional<String> value(String name) {
        return Optional.ofNullable(Map.of(
                        "AUDIT_TABLE", LocalAuditTable.NAME,
                        "CONTRACTS_BUCKET", "contracts",
                        "FAILED_BUCKET", "failed",
                        "NOTICES_TOPIC", TOPIC,
                        "NOTICE_WINDOW_MINUTES", "60")
                .get(name));
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        local.close();
    }
}
