package dev.millrace.local.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.GlueClient;

/// Calls that are not the job server's.
class PassingOnTest {
    private final TestServer server = new TestServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void passesEveryOtherCallOfGlueOnAsItCame() {
        try (GlueClient glue = server.impatientGlue()) {
            glue.getTables(g -> g.databaseName("lake"));
        }

        HttpCall call = server.passedOn.getFirst();
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.target()).isEqualTo("/");
        assertThat(call.header("x-amz-target")).contains("AWSGlue.GetTables");
        assertThat(call.header("content-type")).contains("application/x-amz-json-1.1");
        assertThat(call.body().text()).isEqualTo("{\"DatabaseName\":\"lake\"}");
        // The signature covers the name of the host that was called.
        assertThat(call.header("authorization").orElseThrow())
                .contains("SignedHeaders")
                .contains("host;");
        assertThat(call.header("host")).contains("127.0.0.1:" + server.port());
    }

    @Test
    void answersForItselfWhatNoServiceDoes() {
        assertThat(server.http("GET", "/_jobs/health", "").statusCode()).isEqualTo(200);
        assertThat(server.http("GET", "/_jobs/nothing", "").statusCode()).isEqualTo(404);
        assertThat(server.passedOn).isEmpty();
    }

    @Test
    void listsTheFaultsThatHaveNotHappenedAndForgetsThem() {
        server.fault("{\"kind\": \"EVENT_LATE\", \"seconds\": 5, \"times\": 2}");

        assertThat(server.http("GET", "/_jobs/faults", "").body())
                .contains("\"kind\":\"EVENT_LATE\",\"times\":2")
                .contains("\"seconds\":5");
        assertThat(server.http("DELETE", "/_jobs/faults", "").body()).isEqualTo("{\"faults\":[]}");
    }

    @Test
    void refusesFaultsThatItDoesNotKnow() {
        assertThat(server.fault("{\"kind\": \"EARTHQUAKE\"}").statusCode()).isEqualTo(400);
        assertThat(server.fault("{\"kind\": \"EVENT_LOST\", \"times\": 0}").statusCode())
                .isEqualTo(400);
        assertThat(server.fault("no JSON").statusCode()).isEqualTo(400);
    }

    @Test
    void refusesBodiesThatAreNoJsonAndPathsThatAreNoOperation() {
        assertThat(server.http("POST", "/", "no JSON", "X-Amz-Target", "AWSGlue.GetCrawler")
                        .body())
                .contains("SerializationException");
        assertThat(server.http("POST", "/", "{}", "X-Amz-Target", "AWSGlue.GetCrawler")
                        .body())
                .contains("ValidationException")
                .contains(".Name is missing");
        assertThat(server.http("PATCH", "/applications/x", "{}").statusCode()).isEqualTo(404);
        assertThat(server.http("GET", "/applications/x/jobruns?maxResults=many", "")
                        .body())
                .contains("ValidationException");
        assertThat(server.http("GET", "/applications/x/jobruns?maxResults=99", "")
                        .body())
                .contains("out of range");
    }
}
