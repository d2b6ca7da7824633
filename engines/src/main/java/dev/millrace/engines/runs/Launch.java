package dev.millrace.engines.runs;

import java.time.Instant;

/// A launch of a job, as it is written down before its engine is asked.
///
/// @param mark which job, and which of its launches
/// @param manifest where its input is described, an S3 URI
/// @param begun when it was written down: no run of it is older
public record Launch(JobMark mark, String manifest, Instant begun) {}
