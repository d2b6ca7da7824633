package dev.millrace.formats.csv;

import dev.millrace.contract.bytes.Swar;

/// Splits a block into records and these into fields, as RFC 4180 has it, working on bytes, eight at a time.
///
/// After a flaw (see [Flaw]) the record ends at the next line feed, whatever quotes stand before it, and the next
/// record is read as if nothing had happened.
final class CsvSplitter {
    private static final byte LF = '\n';
    private static final byte CR = '\r';

    /// That there are not enough bytes.
    private static final int MORE = -1;

    /// That no byte is a quote: beyond all of them.
    private static final int NONE = 256;

    /// A byte, or [#NONE].
    private final int quote;
    private final byte delimiter;
    private final long quotes;
    private final long delimiters;
    private final int maxRecordBytes;
    private final boolean[] stops = new boolean[128];

    private final CsvBlock block;
    private byte[] buffer;
    private int limit;
    private boolean ended;
    private CsvRecord record;

    /// @param kept how many fields of a record are kept
    CsvSplitter(CsvFormat format, int kept) {
        this.block = new CsvBlock(kept, (byte) format.quote());
        this.buffer = block.buffer;
        this.record = block.begin();
        this.quote = format.isQuoted() ? format.quote() : NONE;
        this.delimiter = (byte) format.delimiter();
        this.quotes = Swar.repeated((byte) (format.isQuoted() ? format.quote() : format.delimiter()));
        this.delimiters = Swar.repeated(delimiter);
        this.maxRecordBytes = format.maxRecordBytes();
        for (byte stop : new byte[] {delimiter, LF, CR}) {
            stops[stop] = true;
        }
        if (format.isQuoted()) {
            stops[quote] = true;
        }
    }

    /// What is split.
    CsvBlock block() {
        return block;
    }

    /// Splits what the block was filled with into records, up to one of which more must be read, or to as many as it
    /// takes.
    void split() {
        buffer = block.buffer;
        limit = block.limit;
        ended = block.ended;
        while (block.next < limit && block.hasRoom()) {
            record = block.begin();
            int lineEnd = record(block.next);
            if (lineEnd == MORE && limit - block.next < maxRecordBytes + 2) {
                return;
            }
            if (lineEnd == MORE || record.end - record.start > maxRecordBytes) {
                tooLong();
                return;
            }
            block.add(record, lineEnd);
        }
    }

    /// Nothing after it is read.
    private void tooLong() {
        boolean inQuotes = record.flaw == Flaw.UNCLOSED_QUOTE;
        record.spoil(inQuotes ? Flaw.TOO_LONG_QUOTE : Flaw.TOO_LONG, inQuotes ? record.openLineFeeds : 0);
        block.add(record, 0);
        block.next = limit;
    }

    /// Splits the record at `from`.
    ///
    /// @return how many bytes its line end has, or [#MORE]
    private int record(int from) {
        int at = from;
        while (true) {
            at = at < limit && buffer[at] == quote ? quoted(at) : plain(at);
            if (at == MORE) {
                return MORE;
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

    /// Passes a field without quotes; [#MORE] when it is not whole.
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
        return at == limit && !ended ? MORE : at;
    }

    /// Passes a quoted field; [#MORE] when it is not whole.
    private int quoted(int from) {
        int openLineFeeds = record.lineFeeds;
        record.openLineFeeds = openLineFeeds;
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
        record.spoil(Flaw.UNCLOSED_QUOTE, openLineFeeds);
        return ended ? limit : MORE;
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

    private int lineEnd(int at) {
        byte b = buffer[at];
        if (b == LF) {
            return ended(at, 1);
        }
        if (b == CR && at + 1 < limit && buffer[at + 1] == LF) {
            return ended(at, 2);
        }
        if (b == CR && at + 1 == limit && !ended) {
            return MORE;
        }
        if (b == CR) {
            record.spoil(Flaw.LONE_CARRIAGE_RETURN, record.lineFeeds);
        } else {
            // A field without quotes ends at nothing else but a quote; after a quoted one no quote can follow.
            record.spoil(b == quote ? Flaw.QUOTE_IN_FIELD : Flaw.TEXT_AFTER_QUOTE, record.lineFeeds);
        }
        return resynchronised(at);
    }

    private int resynchronised(int from) {
        for (int at = from; at < limit; at++) {
            byte b = buffer[at];
            record.allBits |= b;
            record.hasNul |= b == 0;
            if (b == LF) {
                return ended(at, 1);
            }
        }
        return ended ? ended(limit, 0) : MORE;
    }

    private int ended(int at, int lineEndBytes) {
        record.end = at;
        return lineEndBytes;
    }
}
