package dev.millrace.judging.keys;

import dev.millrace.contract.bytes.Swar;
import java.security.SecureRandom;

/// SipHash-2-4 with 128 bits (Aumasson and Bernstein, 2012), over words of 64 bits.
///
/// With a secret key nobody can choose values that collide: among a thousand million values two have the same hash
/// with a probability below 10⁻²⁰.
final class SipHash {
    private final long key0;
    private final long key1;
    private long v0;
    private long v1;
    private long v2;
    private long v3;
    private long count;
    private long high;

    SipHash(long key0, long key1) {
        this.key0 = key0;
        this.key1 = key1;
    }

    /// With a key that is drawn for this instance.
    static SipHash random() {
        SecureRandom random = new SecureRandom();
        return new SipHash(random.nextLong(), random.nextLong());
    }

    void begin() {
        v0 = key0 ^ 0x736f6d6570736575L;
        v1 = key1 ^ 0x646f72616e646f6dL ^ 0xee;
        v2 = key0 ^ 0x6c7967656e657261L;
        v3 = key1 ^ 0x7465646279746573L;
        count = 0;
    }

    void add(long word) {
        v3 ^= word;
        round();
        round();
        v0 ^= word;
        count++;
    }

    /// Adds bytes and how many there are, so that `ab`, `c` is not `a`, `bc`.
    void add(byte[] bytes, int start, int end) {
        int at = start;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            add(Swar.word(bytes, at));
        }
        long last = 0;
        for (int shift = 0; at < end; at++, shift += Byte.SIZE) {
            last |= (bytes[at] & 0xFFL) << shift;
        }
        add(last);
        add(end - start);
    }

    /// Ends the hash.
    ///
    /// @return its lower half; [#high] is the other
    long end() {
        long last = (count * Long.BYTES) << 56;
        v3 ^= last;
        round();
        round();
        v0 ^= last;
        v2 ^= 0xee;
        rounds();
        long low = v0 ^ v1 ^ v2 ^ v3;
        v1 ^= 0xdd;
        rounds();
        high = v0 ^ v1 ^ v2 ^ v3;
        return low;
    }

    long high() {
        return high;
    }

    private void rounds() {
        round();
        round();
        round();
        round();
    }

    private void round() {
        v0 += v1;
        v2 += v3;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v1;
        v0 += v3;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 = Long.rotateLeft(v2, 32);
    }
}
