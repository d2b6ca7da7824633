package dev.millrace.checks;

import static dev.millrace.testing.Template.list;
import static dev.millrace.testing.Template.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engines.emrserverless.EmrJobRuns;
import dev.millrace.engines.glue.GlueJobRuns;
import dev.millrace.engines.runs.RunStatus.Phase;
import dev.millrace.testing.Template;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.emrserverless.model.JobRunState;

/// The rules for jobs that ended hear of every end that the services know.
class JobEndsTest {
    private static final Template TEMPLATE = Template.read();
    private static final Set<Phase> ENDS = EnumSet.of(Phase.SUCCEEDED, Phase.FAILED);

    private static List<Object> states(String event) {
        Map<String, Object> events =
                map(TEMPLATE.properties("WatchJobsFunction").get("Events"));
        Map<String, Object> pattern =
                map(map(map(events.get(event)).get("Properties")).get("Pattern"));
        return list(map(pattern.get("detail")).get("state"));
    }

    @Test
    void glueTellsOfEach() {
        assertThat(states("GlueJobEnded"))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(software.amazon.awssdk.services.glue.model.JobRunState.values())
                                .map(String::valueOf)
                                .filter(state -> ENDS.contains(GlueJobRuns.phase(state)))
                                .map(Object.class::cast)
                                .toList());
    }

    @Test
    void emrServerlessTellsOfEach() {
        assertThat(states("EmrJobEnded"))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(JobRunState.values())
                        .map(String::valueOf)
                        .filter(state -> ENDS.contains(EmrJobRuns.phase(state)))
                        .map(Object.class::cast)
                        .toList());
    }
}
