package dev.millrace.local.jobs;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// Faults that were asked for: each happens at the next opportunity, as often as was said.
final class Faults {
    /// What can go wrong.
    enum Kind {
        /// StartCrawler is refused for too many requests.
        START_CRAWLER_THROTTLED,
        /// StartCrawler is refused because the crawler runs already.
        START_CRAWLER_RUNNING,
        /// StartCrawler is done, and its answer lost.
        START_CRAWLER_ANSWER_LOST,
        /// No crawl ends before this is taken back.
        CRAWL_LASTS,
        /// A crawl ends as FAILED.
        CRAWL_FAILED,
        /// A crawl ends as CANCELLED.
        CRAWL_CANCELLED,
        /// The crawler is deleted while it runs.
        CRAWLER_VANISHES,
        /// StartJobRun is refused for too many requests.
        START_JOB_RUN_THROTTLED,
        /// StartJobRun is done, and its answer lost.
        START_JOB_RUN_ANSWER_LOST,
        /// A job run ends as FAILED before its program starts.
        JOB_RUN_FAILS,
        /// A job run's program is killed: when its log has the text `at`, or at once.
        JOB_RUN_KILLED,
        /// A job run comes to no end, whatever its program does, until it is stopped.
        JOB_RUN_LASTS,
        /// A job run's event never comes.
        EVENT_LOST,
        /// It comes `seconds` later.
        EVENT_LATE,
        /// It comes before the answer of StartJobRun.
        EVENT_EARLY,
        /// It comes twice.
        EVENT_TWICE
    }

    /// A fault that is to happen.
    ///
    /// @param times how often
    /// @param at text that a log must have first; empty for at once
    /// @param seconds of delay
    /// @param message said by the service; empty for its usual words
    record Fault(Kind kind, int times, String at, int seconds, String message) {
        Fault {
            if (times < 1 || seconds < 0) {
                throw new IllegalArgumentException("A fault happens at least once, and never before");
            }
        }

        Fault(Kind kind) {
            this(kind, 1, "", 0, "");
        }

        String messageOr(String usual) {
            return message.isEmpty() ? usual : message;
        }
    }

    private final List<Fault> waiting = new ArrayList<>();

    /// Adds a fault to those that wait for their opportunity.
    synchronized void add(Fault fault) {
        waiting.add(fault);
    }

    /// Forgets those that have not happened.
    synchronized void clear() {
        waiting.clear();
    }

    /// Those that have not happened, or not as often as they should.
    synchronized List<Fault> left() {
        return List.copyOf(waiting);
    }

    /// Whether one of this kind was asked for, and not taken back.
    synchronized boolean lasts(Kind kind) {
        return waiting.stream().anyMatch(fault -> fault.kind() == kind);
    }

    /// Whether a fault of this kind is to happen now; it counts as having happened then.
    synchronized Optional<Fault> next(Kind kind) {
        for (Iterator<Fault> faults = waiting.iterator(); faults.hasNext(); ) {
            Fault fault = faults.next();
            if (fault.kind() == kind) {
                faults.remove();
                if (fault.times() > 1) {
                    waiting.addFirst(new Fault(kind, fault.times() - 1, fault.at(), fault.seconds(), fault.message()));
                }
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    /// Refuses, or loses, what the kind says, if it is to happen now.
    void refuse(Kind kind, String code, String message) {
        next(kind).ifPresent(fault -> {
            throw new Refusal(code, fault.messageOr(message));
        });
    }
}
