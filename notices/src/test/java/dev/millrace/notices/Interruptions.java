package dev.millrace.notices;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// What comes between a function and its work: something else that happens just before a request, or its own death
/// just before or after a change.
final class Interruptions {
    private static final Set<String> CHANGES = Set.of("putItem", "updateItem", "deleteItem", "transactWriteItems");

    private final DynamoDbClient dynamo;
    private final Map<String, Queue<Runnable>> happenings = new HashMap<>();
    private int changes;
    private int fatal = Integer.MAX_VALUE;
    private boolean afterwards;

    Interruptions(DynamoDbClient dynamo) {
        this.dynamo = dynamo;
    }

    /// The function's process ends.
    static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    /// Lets something happen before the next request of an operation.
    void before(String operation, Runnable happening) {
        happenings.computeIfAbsent(operation, o -> new ArrayDeque<>()).add(happening);
    }

    /// Lets the function die at a change.
    ///
    /// @param number of the change, from 1
    /// @param afterwards whether the change is made before it dies
    void dieAt(int number, boolean afterwards) {
        this.fatal = number;
        this.afterwards = afterwards;
    }

    /// How many changes were begun.
    int changes() {
        return changes;
    }

    /// The client that the function uses.
    DynamoDbClient client() {
        return (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(), new Class<?>[] {DynamoDbClient.class}, (proxy, method, args) -> {
                    Runnable happening = happenings
                            .getOrDefault(method.getName(), new ArrayDeque<>())
                            .poll();
                    if (happening != null) {
                        happening.run();
                    }
                    var answer = new Object[1];
                    Runnable request = () -> answer[0] = invoke(method, args);
                    if (CHANGES.contains(method.getName())) {
                        change(request);
                    } else {
                        request.run();
                    }
                    return answer[0];
                });
    }

    /// Makes a change of any kind, and dies when it is the one to die at.
    void change(Runnable change) {
        changes++;
        if (changes == fatal && !afterwards) {
            throw new Death();
        }
        change.run();
        if (changes == fatal) {
            throw new Death();
        }
    }

    private @Nullable Object invoke(Method method, Object @Nullable [] args) {
        try {
            return method.invoke(dynamo, args);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
