package dev.millrace.contract.reading;

import dev.millrace.contract.CsvFormat;
import dev.millrace.contract.bytes.Swar;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/// Splits a file into records and these into fields, as RFC 4180 has it, working on bytes.
///
/// A record lies whole in the buffer; one that does not fit is read again from its start in a buffer of twice the
/// size, up to the longest record allowed. After a flaw (see [Flaw]) the record ends at the next line feed, whatever
/// quotes stand before it, and the next record is read as if nothing had happened.
final class CsvReader {
    private static final int USUAL_BUFFER = 1 << 18;
    private static final byte LF = '\n';
    private static final byte CR = '\r';

    /// Bytes that the buffer has beyond what is read into it, so that eight can be looked at anywhere.
    private static final int SLACK = 8;

    private final InputStream in;
    private final byte quote;
    private final byte delimiter;
    private final long quotes;
    private final long delimiters;
    private final int maxRecordBytes;
    private final boolean[] stops = new boolean[128];
    private final CsvRecord record;
    private byte[] buffer;
    private int limit;
    private int next;
    private long nextLine = 1;
    private boolean ended;
    private Optional<FileKind> kind = Optional.empty();

    /// @param kept how many fields of a record are kept
    CsvReader(InputStream in, CsvFormat format, int kept) {
        this.in = in;
        this.quote = (byte) format.quote();
        this.delimiter = (byte) format.delimiter();
        this.quotes = Swar.repeated(quote);
        this.delimiters = Swar.repeated(delimiter);
        this.maxRecordBytes = format.maxRecordBytes();
        this.record = new CsvRecord(kept, quote);
        this.buffer = new byte[Math.min(USUAL_BUFFER, longestBuffer()) + SLACK];
        for (byte stop : new byte[] {quote, delimiter, LF, CR}) {
            stops[stop] = true;
        }
    }

    /// The longest record with its line end; a file's first bytes always fit.
    private int longestBuffer() {
        return Math.max(maxRecordBytes + 2, 16);
    }

    /// Reads the beginning of the file and passes a byte order mark of UTF-8.
    ///
    /// @return the first byte order mark found, or that there is none
    ByteOrderMark start() throws IOException {
        fill();
        ByteOrderMark mark = ByteOrderMark.at(buffer, limit);
        next = mark == ByteOrderMark.UTF_8 ? mark.length() : 0;
        kind = FileKind.at(buffer, limit);
        return mark;
    }

    /// What else the file is by its beginning, should its header not be the contract's.
    Optional<FileKind> kind() {
        return kind;
    }

    /// Whether there is nothing after the byte order mark.
    boolean isEmpty() {
        return next == limit;
    }

    /// The record that [#next()] went to.
    CsvRecord record() {
        return record;
    }

    /// Goes to the next record; false when there is none.
    boolean next() throws IOException {
        if (next == limit && !ended) {
            fill();
        }
        if (next == limit) {
            return false;
        }
        record.begin(buffer, next, nextLine);
        while (!split()) {
            if (limit - next >= maxRecordBytes + 2) {
                tooLong();
                return true;
            }
            fill();
            record.begin(buffer, next, nextLine);
        }
        if (record.end - record.start > maxRecordBytes) {
            tooLong();
        }
        return true;
    }

    private void tooLong() {
        boolean inQuotes = record.flaw == Flaw.UNCLOSED_QUOTE;
        record.spoil(inQuotes ? Flaw.TOO_LONG_QUOTE : Flaw.TOO_LONG, inQuotes ? record.openLineFeeds : 0);
    }

    /// Moves the current record to the front of the buffer, makes room if there is none, and reads on.
    private void fill() throws IOException {
        int kept = limit - next;
        int room = buffer.length - SLACK;
        if (next == 0 && limit == room) {
            room = Math.min(room * 2, longestBuffer());
            buffer = Arrays.copyOf(buffer, room + SLACK);
        } else {
            System.arraycopy(buffer, next, buffer, 0, kept);
        }
        next = 0;
        int read = in.readNBytes(buffer, kept, room - kept);
        ended = read < room - kept;
        limit = kept + read;
    }

    /// Splits the record at [#next]; false when more bytes are needed to do it.
    private boolean split() {
        int at = next;
        while (true) {
            at = at < limit && buffer[at] == quote ? quoted(at) : plain(at);
            if (at < 0) {
                return false;
            }
            if (at == limit) {
                return ended(at, 0);
            }
            if (buffer[at] != delimiter) {
                return lineEnd(at);
            }
            at++;
        }
    }

    /// Passes a field without quotes; -1 when more bytes are needed.
    private int plain(int from) {
        byte[] bytes = buffer;
        long bits = 0;
        int at = from;
        while (at < limit) {
            long word = Swar.word(bytes, at);
            long marks = Swar.equal(word, delimiters) | Swar.equal(word, quotes) | Swar.controls(word);
            if (marks == 0) {
                bits |= word;
                at += Long.BYTES;
                continue;
            }
            bits |= Swar.before(marks, word);
            at += Swar.first(marks);
            if (at >= limit || stops[bytes[at]]) {
                break;
            }
            record.hasNul |= bytes[at++] == 0;
        }
        at = Math.min(at, limit);
        record.allBits |= bits;
        record.addPlain(from, at);
        return at == limit && !ended ? -1 : at;
    }

    /// Passes a quoted field; -1 when more bytes are needed.
    private int quoted(int from) {
        int openLineFeeds = record.lineFeeds;
        boolean doubled = false;
        int at = quoteOrEnd(from + 1);
        while (at < limit) {
            if (at + 1 == limit && !ended) {
                break;
            }
            if (at + 1 == limit || buffer[at + 1] != quote) {
                record.addQuoted(from + 1, at, openLineFeeds, doubled);
                return at + 1;
            }
            doubled = true;
            at = quoteOrEnd(at + 2);
        }
        record.openLineFeeds = openLineFeeds;
        record.spoil(Flaw.UNCLOSED_QUOTE, openLineFeeds);
        return ended ? limit : -1;
    }

    /// The next quote, or the limit.
    private int quoteOrEnd(int from) {
        byte[] bytes = buffer;
        long bits = 0;
        int at = from;
        while (at < limit) {
            long word = Swar.word(bytes, at);
            long marks = Swar.equal(word, quotes) | Swar.controls(word);
            if (marks == 0) {
                bits |= word;
                at += Long.BYTES;
                continue;
            }
            bits |= Swar.before(marks, word);
            at += Swar.first(marks);
            if (at >= limit || bytes[at] == quote) {
                break;
            }
            record.lineFeeds += bytes[at] == LF ? 1 : 0;
            record.hasNul |= bytes[at++] == 0;
        }
        record.allBits |= bits;
        return Math.min(at, limit);
    }

    private boolean lineEnd(int at) {
        byte b = buffer[at];
        if (b == LF) {
            return ended(at, 1);
        }
        if (b == CR && at + 1 < limit && buffer[at + 1] == LF) {
            return ended(at, 2);
        }
        if (b == CR && at + 1 == limit && !ended) {
            return false;
        }
        if (b == CR) {
            record.spoil(Flaw.LONE_CARRIAGE_RETURN, record.lineFeeds);
        } else {
            // A field without quotes ends at nothing else but a quote; after a quoted one no quote can follow.
            record.spoil(b == quote ? Flaw.QUOTE_IN_FIELD : Flaw.TEXT_AFTER_QUOTE, record.lineFeeds);
        }
        return resynchronised(at);
    }

    private boolean resynchronised(int from) {
        for (int at = from; at < limit; at++) {
            byte b = buffer[at];
            record.allBits |= b;
            record.hasNul |= b == 0;
            if (b == LF) {
                return ended(at, 1);
            }
        }
        return ended && ended(limit, 0);
    }

    private boolean ended(int at, int lineEndBytes) {
        record.end = at;
        next = at + lineEndBytes;
        nextLine += record.lineFeeds + (lineEndBytes > 0 ? 1 : 0);
        return true;
    }
}
