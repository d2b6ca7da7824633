package dev.millrace.formats.csv;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A piece of a file, and the records found in it. Used again for a later piece.
final class CsvBlock {
    /// Bytes that the buffer has beyond what is read into it, so that eight can be looked at anywhere.
    private static final int SLACK = 8;

    /// More records are left to the next block, so that memory stays bounded where records are tiny.
    private static final int MOST_RECORDS = 1 << 13;

    /// Ctrl-Z, by which DOS ended texts.
    static final byte END_OF_FILE = 0x1A;

    private final CsvFields fields;
    private final List<CsvRecord> records = new ArrayList<>();

    byte[] buffer = new byte[SLACK];
    /// Where splitting goes on.
    int next;
    int limit;
    /// Whether the file ends at the limit.
    boolean ended;
    /// Line feeds before [#next].
    long lineFeeds;
    /// How many of the records are of this piece.
    int count;
    /// Whether an end-of-file character of DOS, or some, stood at the end of the file; they are cut off.
    boolean endsWithMark;
    /// Why the piece could not be read.
    @Nullable IOException failure;

    /// @param kept how many fields of a record are kept
    CsvBlock(int kept, byte quote) {
        fields = new CsvFields(kept, quote);
    }

    /// Reads on after `before`, of which the bytes that were not split come first. That may be this block itself.
    ///
    /// @param room how many bytes it may have then
    void readAfter(CsvBlock before, int room, InputStream in) throws IOException {
        byte[] from = before.buffer;
        int rest = before.rest();
        if (buffer.length < room + SLACK) {
            buffer = new byte[room + SLACK];
        }
        System.arraycopy(from, before.next, buffer, 0, rest);
        next = 0;
        limit = rest;
        ended = before.ended;
        endsWithMark = before.endsWithMark;
        lineFeeds = before.lineFeeds;
        count = 0;
        fields.clear();
        if (!ended) {
            int read = in.readNBytes(buffer, rest, room - rest);
            ended = read < room - rest;
            limit += read;
            if (ended) {
                cutEndOfFileCharacters();
            }
        }
    }

    /// Of a file that ends, its last bytes lie here: what is split ends in a line feed.
    private void cutEndOfFileCharacters() {
        while (limit > 0 && buffer[limit - 1] == END_OF_FILE) {
            limit--;
            endsWithMark = true;
        }
    }

    /// How many bytes were not split.
    int rest() {
        return limit - next;
    }

    /// A record that begins at [#next]; nothing is kept of it before [#add].
    CsvRecord begin() {
        if (count == records.size()) {
            records.add(new CsvRecord(fields));
        }
        CsvRecord record = records.get(count);
        record.begin(buffer, next, lineFeeds + 1);
        return record;
    }

    /// Keeps the record that was begun, whose line end has so many bytes.
    void add(CsvRecord record, int lineEnd) {
        next = record.end + lineEnd;
        record.lineEnd = lineEnd;
        lineFeeds += record.lineFeeds + (lineEnd > 0 ? 1 : 0);
        fields.keep(record.kept());
        count++;
    }

    boolean hasRoom() {
        return count < MOST_RECORDS && fields.hasRoom();
    }

    /// Whether nothing comes after it.
    boolean isLast() {
        return ended && next == limit;
    }

    CsvRecord record(int index) {
        return records.get(index);
    }
}
