package dev.millrace.formats;

import dev.millrace.judging.bytes.FileBytes;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that counts what is read of it by range.
public final class FileOnDisk implements FileBytes, AutoCloseable {
    private final Path path;
    private final FileChannel channel;
    private long readBytes;
    private int reads;

    public FileOnDisk(Path path) throws IOException {
        this.path = path;
        this.channel = FileChannel.open(path);
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(path);
    }

    @Override
    public void read(long position, byte[] into, int from, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(into, from, length);
        long at = position;
        while (buffer.hasRemaining()) {
            int count = channel.read(buffer, at);
            if (count < 0) {
                throw new EOFException("The file ends at " + at);
            }
            at += count;
        }
        readBytes += length;
        reads++;
    }

    /// How many bytes were read by range.
    long readBytes() {
        return readBytes;
    }

    /// How often was read by range.
    int reads() {
        return reads;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
