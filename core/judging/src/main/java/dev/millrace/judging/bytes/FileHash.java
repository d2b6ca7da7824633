package dev.millrace.judging.bytes;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;

/// The SHA-256 of bytes as they pass.
///
/// Of a longer file it is made on another processor, where there is one, while the bytes are judged on this one: that
/// takes a sixth off the time of a CSV file.
final class FileHash {
    /// What is hashed here before another processor is asked: less is not worth it.
    private static final long FIRST_HERE = 4L << 20;

    private static final int BLOCK = 1 << 18;

    private final MessageDigest sha256;
    private final boolean alone;
    private long here;
    private byte[] block = new byte[0];
    private byte[] other = new byte[0];
    private int filled;
    /// Until it is done, the other block and the digest are not touched.
    private CompletableFuture<Void> pending = OtherProcessor.DONE;

    FileHash() {
        this(!OtherProcessor.isThere());
    }

    /// @param alone whether there is no other processor
    FileHash(boolean alone) {
        this.alone = alone;
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    void update(byte[] bytes, int from, int length) {
        if (alone || here < FIRST_HERE) {
            here += length;
            sha256.update(bytes, from, length);
            return;
        }
        int at = from;
        int end = from + length;
        while (at < end) {
            if (filled == block.length) {
                handOver();
            }
            int copied = Math.min(end - at, block.length - filled);
            System.arraycopy(bytes, at, block, filled, copied);
            filled += copied;
            at += copied;
        }
    }

    private void handOver() {
        pending.join();
        byte[] full = block;
        int length = filled;
        if (length > 0) {
            pending = OtherProcessor.does(() -> sha256.update(full, 0, length));
        }
        block = other.length == 0 ? new byte[BLOCK] : other;
        other = full;
        filled = 0;
    }

    /// In lowercase hex; once only.
    String hex() {
        pending.join();
        sha256.update(block, 0, filled);
        return HexFormat.of().formatHex(sha256.digest());
    }
}
