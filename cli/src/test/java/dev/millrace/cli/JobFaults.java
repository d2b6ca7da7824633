package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.base.json.Json;
import dev.millrace.local.Access;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLContext;

/// What the job server is asked to let go wrong, at the next opportunity.
final class JobFaults {
    private static final String PATH = "/_jobs/faults";
    private static final int OK = 200;

    private final Access access;

    JobFaults(Access access) {
        this.access = access;
    }

    /// Asks for a fault.
    ///
    /// @param kind as the job server calls it
    void add(String kind) {
        add(kind, "", "");
    }

    /// The same with a reason, which the service then gives.
    void add(String kind, String reason) {
        add(kind, reason, "");
    }

    /// Asks for a job's program to be killed when its log has a text.
    void killWhenLogged(String text) {
        add("JOB_RUN_KILLED", "", text);
    }

    private void add(String kind, String reason, String text) {
        ObjectNode fault = Json.MAPPER
                .createObjectNode()
                .put("kind", kind)
                .put("message", reason)
                .put("at", text);
        send(HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(fault.toString())));
    }

    /// Those that did not happen yet.
    List<String> left() {
        return send(HttpRequest.newBuilder().GET()).path("faults").findValuesAsText("kind");
    }

    /// Takes them back.
    void clear() {
        send(HttpRequest.newBuilder().DELETE());
    }

    private JsonNode send(HttpRequest.Builder request) {
        try (HttpClient http = HttpClient.newBuilder().sslContext(tls()).build()) {
            HttpRequest whole = request.uri(access.jobs().resolve(PATH)).build();
            HttpResponse<String> answer = http.send(whole, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(OK);
            return Json.MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError("The job server does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private SSLContext tls() {
        try {
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, access.trustManagers(), null);
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java speaks TLS", e);
        }
    }
}
