package dev.millrace.testing.aws;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;

/// What S3 does, as far as Millrace relies on it (S3 API reference). It holds S3 in memory to the local cloud's S3,
/// so that tests on either mean something.
public final class S3Behaviour {
    private S3Behaviour() {}

    /// All behaviours.
    ///
    /// @param bucket versioned, and with nothing in it that matters; keys start with `behaviour/`
    public static Stream<Behaviour> of(S3Client s3, String bucket) {
        var place = new S3Place(s3, bucket);
        return Stream.of(
                        new S3VersionBehaviour(place).all(),
                        new S3ConditionBehaviour(place).all(),
                        new S3ReadBehaviour(place).all(),
                        new S3CopyBehaviour(place).all(),
                        new S3PartBehaviour(place).all(),
                        new S3ListBehaviour(place).all())
                .flatMap(List::stream);
    }
}
