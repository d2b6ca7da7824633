package dev.millrace.testing.aws;

/// Something that a role may do.
///
/// @param action such as `s3:GetObjectVersion`
/// @param resource its ARN
public record Right(String action, String resource) {
    @Override
    public String toString() {
        return action + " on " + resource;
    }
}
