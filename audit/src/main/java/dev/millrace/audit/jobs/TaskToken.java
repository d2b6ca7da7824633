package dev.millrace.audit.jobs;

/// What answers a state that waits for a job. Who has it may answer, so it is shown nowhere.
///
/// @param text at most 2,048 characters (Step Functions API reference, "SendTaskSuccess")
public record TaskToken(String text) {
    private static final int MOST = 2048;

    public TaskToken {
        if (text.isEmpty() || text.length() > MOST) {
            throw new IllegalArgumentException("A task token has 1 to 2,048 characters, not " + text.length());
        }
    }

    @Override
    public String toString() {
        return "a task token";
    }
}
