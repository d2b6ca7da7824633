package dev.millrace.testing.aws;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Server;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/// DynamoDB: AWS's own DynamoDB Local, which gets the very bytes of a request and gives the very bytes of its answer,
/// within this JVM and without a port.
final class LocalDynamo implements AwsServer {
    /// One for all that a thread does: it starts slowly, and tests keep apart by tables of their own; but it takes one
    /// request at a time.
    private static final ThreadLocal<LocalDynamo> SHARED = ThreadLocal.withInitial(LocalDynamo::new);

    private final LocalConnector connector;
    private final Queue<String> empty = new ConcurrentLinkedQueue<>();

    private LocalDynamo() {
        var server = new Server();
        connector = new LocalConnector(server);
        server.addConnector(connector);
        try {
            server.setHandler(
                    new LocalDynamoDBServerHandler(new LocalDynamoDBRequestHandler(0, true, null, true, false), null));
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("DynamoDB Local does not start", e);
        }
    }

    static LocalDynamo shared() {
        return SHARED.get();
    }

    /// An audit table that nobody uses, and that is empty; empty when there is none.
    Optional<String> emptyTable() {
        return Optional.ofNullable(empty.poll());
    }

    /// Gives an audit table back.
    void reuse(String emptied) {
        empty.add(emptied);
    }

    @Override
    public AwsAnswer answer(AwsRequest request) {
        try {
            return parsed(connector.getResponse(ByteBuffer.wrap(raw(request))));
        } catch (Exception e) {
            throw new IllegalStateException("DynamoDB Local did not answer " + request.operation(), e);
        }
    }

    private static byte[] raw(AwsRequest request) {
        var raw = new ByteArrayOutputStream();
        var head = new StringBuilder(request.http().method() + " / HTTP/1.1\r\n");
        request.http().forEachHeader((name, values) -> {
            if (!name.equalsIgnoreCase("Content-Length")) {
                head.append("%s: %s\r\n".formatted(name, String.join(",", values)));
            }
        });
        byte[] body = request.body().asByteArray();
        head.append("Content-Length: %d\r\nConnection: close\r\n\r\n".formatted(body.length));
        raw.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        raw.writeBytes(body);
        return raw.toByteArray();
    }

    private static AwsAnswer parsed(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        String[] lines = text.substring(0, end).split("\r\n", -1);
        var headers = new TreeMap<String, String>();
        for (int i = 1; i < lines.length; i++) {
            String[] header = lines[i].split(": *", 2);
            headers.put(header[0].toLowerCase(Locale.ROOT), header[1]);
        }
        if (headers.containsKey("transfer-encoding")) {
            throw new IllegalStateException("The answer comes in chunks: " + headers);
        }
        headers.remove("connection");
        return new AwsAnswer(
                Integer.parseInt(lines[0].split(" ", 3)[1]),
                Map.copyOf(headers),
                SdkBytes.fromByteArray(Arrays.copyOfRange(bytes, end + 4, bytes.length)));
    }
}
