package dev.millrace.common.jobs;

/// Somebody works on a launch of a job whose place a later one has taken. Nothing was done.
public final class StaleJob extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StaleJob(JobMark asked, Job found) {
        super("Job %s was launched again as %s; the earlier launch is not carried on".formatted(asked, found.mark()));
    }
}
