/// Dates and times as files write them: exact, strict and alike on every Java.
///
/// The JDK's own formatter is not used: its texts come from locale data that change from release to release, and a
/// file must be judged alike on Java 17 and 25. The pattern letters and what they mean are the JDK's.
@NullMarked
package dev.millrace.contract.temporal;

import org.jspecify.annotations.NullMarked;
