package dev.millrace.local.jobs;

import java.util.SplittableRandom;

/// Ids as EMR Serverless makes them: `00f`, and thirteen letters and digits.
final class EmrIds {
    private static final int RANDOM_PART = 13;
    private static final String SIGNS = "0123456789abcdefghijklmnopqrstuv";

    private final SplittableRandom random = new SplittableRandom();

    synchronized String next() {
        var id = new StringBuilder("00f");
        for (int i = 0; i < RANDOM_PART; i++) {
            id.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        return id.toString();
    }
}
