package dev.millrace.logging;

import java.io.PrintStream;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/// Writes each event as one line to standard output, in one call: Lambda makes one log event of it.
final class JsonLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1;

    JsonLogger(String name) {
        this.name = name;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            String pattern,
            Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        String message = MessageFormatter.basicArrayFormat(pattern, arguments);
        Map<String, String> context = MDC.getCopyOfContextMap();
        byte[] line = JsonLine.of(Instant.now(), level, name, message, thrown, context == null ? Map.of() : context);
        // Lambda's runtime puts its own stream there.
        PrintStream out = System.out;
        out.write(line, 0, line.length);
        out.flush();
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    public boolean isTraceEnabled() {
        return LogLevels.includes(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return LogLevels.includes(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return LogLevels.includes(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return LogLevels.includes(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return LogLevels.includes(Level.ERROR);
    }
}
