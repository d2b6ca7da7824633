package dev.millrace.simulation;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/// The one source of chance of a simulation: the same seed throws the same dice.
final class Dice {
    private final SplittableRandom random;

    Dice(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /// Whether something of this probability happens.
    boolean chance(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }

    /// From 0 to 1, any as likely as any other.
    double share() {
        return random.nextDouble();
    }

    /// A whole number, both ends included.
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    /// A duration, any as likely as any other.
    Duration between(Duration least, Duration most) {
        return Duration.ofNanos(random.nextLong(least.toNanos(), most.toNanos() + 1) / 1000 * 1000);
    }

    /// A duration between the two, as likely to be in the first tenth as in the rest: most are short, few are long.
    Duration mostlyShort(Duration least, Duration most) {
        double stretch = Math.pow((double) most.toNanos() / least.toNanos(), random.nextDouble());
        return Duration.ofNanos((long) (least.toNanos() * stretch) / 1000 * 1000);
    }

    /// One of these.
    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /// A hexadecimal text of so many digits.
    String hex(int digits) {
        var text = new StringBuilder();
        for (int i = 0; i < digits; i++) {
            text.append(Character.forDigit(random.nextInt(16), 16));
        }
        return text.toString();
    }
}
