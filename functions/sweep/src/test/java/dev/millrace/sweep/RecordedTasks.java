package dev.millrace.sweep;

import dev.millrace.audit.jobs.TaskToken;
import dev.millrace.flow.jobs.WaitingTasks;
import java.util.ArrayList;
import java.util.List;

/// States that wait for jobs, and what they were answered.
final class RecordedTasks implements WaitingTasks {
    final List<String> answers = new ArrayList<>();

    @Override
    public boolean succeed(TaskToken token, String output) {
        return answers.add(token.text() + " " + output);
    }

    @Override
    public boolean fail(TaskToken token, String error, String cause) {
        return answers.add(token.text() + " " + error + ": " + cause);
    }
}
