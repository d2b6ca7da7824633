package dev.millrace.local.cloud;

import java.time.Instant;

/// A notice that was published to the stack's topic, as its subscribers got it.
///
/// @param subject line, as a mail has it; empty when there is none
/// @param message the whole text
public record SentNotice(Instant at, String subject, String message) {}
