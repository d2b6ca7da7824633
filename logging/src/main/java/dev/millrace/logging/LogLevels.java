package dev.millrace.logging;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import software.amazon.lambda.powertools.logging.internal.LoggingManager;

/// The level that is logged at, one for all loggers: `POWERTOOLS_LOG_LEVEL`, else INFO, until Powertools sets another.
public final class LogLevels implements LoggingManager {
    private static volatile Level level = ofSetting(System.getenv("POWERTOOLS_LOG_LEVEL"));

    /// A level by its name; INFO when it is none.
    static Level ofSetting(@Nullable String name) {
        try {
            return Optional.ofNullable(name)
                    .map(text -> Level.valueOf(text.strip().toUpperCase(Locale.ROOT)))
                    .orElse(Level.INFO);
        } catch (IllegalArgumentException e) {
            return Level.INFO;
        }
    }

    static boolean includes(Level event) {
        return event.toInt() >= level.toInt();
    }

    @Override
    public void setLogLevel(Level level) {
        LogLevels.level = level;
    }

    @Override
    public Level getLogLevel(Logger logger) {
        return level;
    }
}
