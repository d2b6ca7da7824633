package dev.millrace.base.dispatch;

import dev.millrace.faults.FileFault;
import dev.millrace.faults.ServiceFault;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/// When a function must end by itself, some time before its timeout would end it without a word. It knows whether the
/// time went by waiting for bytes, which is a service's fault and is tried again, or by computing on them, which is
/// the file's.
public final class Deadline {
    /// What is left for writing down how it ended.
    static final Duration MARGIN = Duration.ofSeconds(10);

    private final long end;
    private final LongSupplier nanos;
    private final long begin;
    private long waited;

    /// @param remaining until the function's timeout
    /// @param nanos a clock of nanoseconds
    Deadline(Duration remaining, LongSupplier nanos) {
        this.nanos = nanos;
        this.begin = nanos.getAsLong();
        this.end = begin + remaining.minus(MARGIN).toNanos();
    }

    private Deadline(long begin, long end, LongSupplier nanos) {
        this.begin = begin;
        this.end = end;
        this.nanos = nanos;
    }

    /// A deadline for one of several parts of the work, each of which gets the same share of the time that is left:
    /// what it does not use is left to those after it.
    ///
    /// @param parts how many parts are still to be done, this one among them
    public Deadline share(int parts) {
        long now = nanos.getAsLong();
        return new Deadline(now, now + Math.max(0, end - now) / parts, nanos);
    }

    /// The deadline of an invocation that has so long left.
    public static Deadline in(Duration remaining) {
        return new Deadline(remaining, System::nanoTime);
    }

    /// A deadline that never comes.
    public static Deadline never() {
        return in(Duration.ofDays(3650));
    }

    /// Whether the time is up.
    public boolean isOver() {
        return nanos.getAsLong() - end >= 0;
    }

    /// Ends the step when the time is up.
    ///
    /// @param what was being done, for people
    /// @throws ServiceFault when most of the time went by waiting
    /// @throws FileFault when most of it went by computing
    public void check(String what) {
        if (!isOver()) {
            return;
        }
        long all = nanos.getAsLong() - begin;
        String times = "%s ended itself before its timeout: of %d s, %d s went by waiting for bytes"
                .formatted(what, all / 1_000_000_000, waited / 1_000_000_000);
        if (waited * 2 >= all) {
            throw new ServiceFault(times + ". It was waiting; it is tried again.");
        }
        throw new FileFault(times + ". It was computing on the file, which is too much for it.");
    }

    /// A file's bytes under this deadline: each read is timed as waiting, and ends the step when the time is up.
    ///
    /// @param what is being done, for people
    public InputStream watch(InputStream bytes, String what) {
        return new Watched(bytes, what);
    }

    private final class Watched extends FilterInputStream {
        private final String what;

        Watched(InputStream bytes, String what) {
            super(bytes);
            this.what = what;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            check(what);
            long before = nanos.getAsLong();
            try {
                return in.read(buffer, offset, length);
            } finally {
                waited += nanos.getAsLong() - before;
            }
        }
    }
}
