package dev.millrace.judging.sets;

/// A control file is not what it must be from here on.
final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    private final long line;
    private final String problem;

    Malformed(long line, String problem) {
        super(problem, null, false, false);
        this.line = line;
        this.problem = problem;
    }

    long line() {
        return line;
    }

    String problem() {
        return problem;
    }
}
