package dev.millrace.common.landing;

/// What S3 says of an object version.
///
/// @param size in bytes
/// @param etag entity tag, without quotes
public record ObjectHead(long size, String etag) {}
