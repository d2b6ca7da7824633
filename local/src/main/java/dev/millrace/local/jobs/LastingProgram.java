package dev.millrace.local.jobs;

import java.time.Duration;
import java.util.OptionalInt;

/// A program of whose end nobody hears.
record LastingProgram(JobProgram program) implements JobProgram {
    @Override
    public OptionalInt await(Duration patience) {
        try {
            Thread.sleep(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return OptionalInt.empty();
    }

    @Override
    public void end(boolean atOnce) {
        program.end(atOnce);
    }

    @Override
    public boolean hasLogged(String text) {
        return program.hasLogged(text);
    }

    @Override
    public String lastWords() {
        return program.lastWords();
    }

    @Override
    public void tidy() {
        program.tidy();
    }
}
