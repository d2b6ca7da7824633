package dev.millrace.cli;

import dev.millrace.testing.aws.Behaviour;
import dev.millrace.testing.aws.S3Behaviour;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/// The local cloud's S3 does what S3 in memory does, which the tests of whole journeys run on.
@ExtendWith(TestCloud.Extension.class)
class S3BehaviourIT {
    @TestFactory
    Stream<DynamicTest> s3(TestCloud cloud) {
        S3Client s3 = cloud.access().client(S3Client.builder());
        String bucket = "behaviour-" + UUID.randomUUID();
        s3.createBucket(b -> b.bucket(bucket));
        s3.putBucketVersioning(
                v -> v.bucket(bucket).versioningConfiguration(c -> c.status(BucketVersioningStatus.ENABLED)));
        return S3Behaviour.of(s3, bucket).map(Behaviour::onTheLocalCloud);
    }
}
