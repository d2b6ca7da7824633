package dev.millrace.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;

/// The clients are in the region that the job is told, whatever its environment says or does not say.
class AwsClientsTest {
    @Test
    void eachIsInTheRegionOfTheArguments() {
        var clients = new AwsClients("eu-north-1");

        assertThat(clients.glue().serviceClientConfiguration().region()).isEqualTo(Region.EU_NORTH_1);
        assertThat(clients.s3().serviceClientConfiguration().region()).isEqualTo(Region.EU_NORTH_1);
        assertThat(clients.secrets().serviceClientConfiguration().region()).isEqualTo(Region.EU_NORTH_1);
    }

    @Test
    void eachIsMadeOnceAProcess() {
        assertThat(new AwsClients("eu-north-1").s3()).isSameAs(new AwsClients("eu-north-1").s3());
        assertThat(new AwsClients("eu-north-1").s3()).isNotSameAs(new AwsClients("eu-west-1").s3());
    }

    @Test
    void anExecutorGetsTheRegion() throws IOException, ClassNotFoundException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(new AwsClients("eu-north-1"));
            out.writeObject(new S3LandingFiles(new AwsClients("eu-north-1")));
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(new AwsClients("eu-north-1"));
            assertThat(in.readObject()).isInstanceOf(S3LandingFiles.class);
        }
    }
}
