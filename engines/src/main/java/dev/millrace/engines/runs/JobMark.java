package dev.millrace.engines.runs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One launch of a job: its run carries this as an argument, so that it is known again whoever finds it.
///
/// @param job id of the job
/// @param fence counts the launches of the job that take each other's place, from 1
public record JobMark(String job, long fence) {
    /// Name of the argument that a run gets it by.
    public static final String ARGUMENT = "--millrace-job";

    private static final Pattern JOB = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,199}");
    private static final Pattern TEXT = Pattern.compile("(" + JOB.pattern() + ")#([1-9][0-9]{0,17})");

    public JobMark {
        if (!JOB.matcher(job).matches()) {
            throw new IllegalArgumentException(
                    "The id of a job is up to 200 letters, digits and . _ : / -, the first a letter or digit");
        }
        if (fence < 1) {
            throw new IllegalArgumentException("Fences count from 1, not " + fence);
        }
    }

    /// The mark that a text says; empty when it is none.
    public static Optional<JobMark> of(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new JobMark(matcher.group(1), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    /// The same launch always has the same token, and no other has it.
    ///
    /// @return 43 characters: clients of EMR Serverless may use 64
    public String clientToken() {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest((job + "|" + fence).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /// `<job id>#<fence>`
    @Override
    public String toString() {
        return job + "#" + fence;
    }
}
