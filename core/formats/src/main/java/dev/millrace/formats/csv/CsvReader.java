package dev.millrace.formats.csv;

import dev.millrace.formats.text.ByteOrderMark;
import dev.millrace.formats.text.FileKind;
import dev.millrace.judging.bytes.OtherProcessor;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Reads the records of a file, block by block.
///
/// A record lies whole in its block; one that does not fit is read again from its start in a block of twice the size,
/// up to the longest record allowed. While the records of a block are judged, another processor splits the next one,
/// where there is another: that takes a quarter off the time of a long file. Bytes are read on this thread only.
final class CsvReader {
    private static final int USUAL_BLOCK = 1 << 18;

    /// How many blocks are split here before another processor is asked: a short file is not worth it.
    private static final int FIRST_HERE = 8;

    private final InputStream in;
    private final int longestBlock;
    private final int firstHere;
    private CsvSplitter current;
    private CsvSplitter following;
    private CompletableFuture<Void> splitting = OtherProcessor.DONE;
    /// Whether the following block was read.
    private boolean isAhead;

    private int blocks;
    private int record = -1;
    private boolean empty;
    private Optional<FileKind> kind = Optional.empty();

    /// @param kept how many fields of a record are kept
    CsvReader(InputStream in, CsvFormat format, int kept) {
        this(in, format, kept, OtherProcessor.isThere() ? FIRST_HERE : Integer.MAX_VALUE);
    }

    /// @param firstHere how many blocks are split on this thread before another processor is asked
    CsvReader(InputStream in, CsvFormat format, int kept, int firstHere) {
        this.in = in;
        this.firstHere = firstHere;
        // The longest record with its line end; a file's first bytes always fit.
        this.longestBlock = Math.max(format.maxRecordBytes() + 2, 16);
        this.current = new CsvSplitter(format, kept);
        this.following = new CsvSplitter(format, kept);
    }

    /// Reads the beginning of the file and passes a byte order mark of UTF-8.
    ///
    /// @return the first byte order mark found, or that there is none
    ByteOrderMark start() throws IOException {
        CsvBlock first = following.block();
        first.readAfter(current.block(), room(0), in);
        ByteOrderMark mark = ByteOrderMark.at(first.buffer, first.limit);
        first.next = mark == ByteOrderMark.UTF_8 ? mark.length() : 0;
        empty = first.next == first.limit;
        kind = FileKind.at(first.buffer, first.limit);
        following.split();
        isAhead = true;
        return mark;
    }

    /// What else the file is by its beginning, should its header not be the contract's.
    Optional<FileKind> kind() {
        return kind;
    }

    /// Whether there is nothing after the byte order mark.
    boolean isEmpty() {
        return empty;
    }

    /// Whether an end-of-file character of DOS stands at the end of the file; to be asked for there.
    boolean endsWithMark() {
        return current.block().endsWithMark;
    }

    /// The physical line, from 1, where the file ends; to be asked for there.
    long lastLine() {
        return current.block().lineFeeds + 1;
    }

    /// The record that [#next()] went to.
    CsvRecord record() {
        return current.block().record(record);
    }

    /// Goes to the next record; false when there is none.
    boolean next() throws IOException {
        while (record + 1 >= current.block().count) {
            if (current.block().isLast()) {
                return false;
            }
            nextBlock();
        }
        record++;
        return true;
    }

    private void nextBlock() throws IOException {
        if (!isAhead) {
            readAhead();
        }
        splitting.join();
        CsvBlock block = following.block();
        if (block.failure != null) {
            throw block.failure;
        }
        while (block.count == 0 && !block.isLast()) {
            block.readAfter(block, room(block.rest()), in);
            following.split();
        }
        CsvSplitter done = current;
        current = following;
        following = done;
        record = -1;
        isAhead = false;
        if (++blocks >= firstHere && !block.isLast()) {
            readAhead();
        }
    }

    private void readAhead() {
        isAhead = true;
        CsvBlock block = following.block();
        try {
            block.readAfter(current.block(), room(current.block().rest()), in);
        } catch (IOException e) {
            // Thrown when its turn comes: what was read before is judged first.
            block.failure = e;
            return;
        }
        if (blocks >= firstHere) {
            splitting = OtherProcessor.does(following::split);
        } else {
            following.split();
        }
    }

    /// How long a block is that begins with so many bytes of the one before.
    private int room(int rest) {
        return Math.min(Math.max(USUAL_BLOCK, 2 * rest), longestBlock);
    }
}
