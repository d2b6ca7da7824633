/// AWS in memory, below the SDK's clients: they send and read real HTTP requests and answers, which [InMemoryAws]
/// serves and [FaultyHttp] disturbs.
@NullMarked
package dev.millrace.testing.aws;

import org.jspecify.annotations.NullMarked;
