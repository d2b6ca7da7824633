/// What a fuzzer tries: whatever comes in, the readers answer with a verdict or a refusal, the same each time. All of
/// it tests: this module ships nothing.
@NullMarked
package dev.millrace.fuzzing;

import org.jspecify.annotations.NullMarked;
