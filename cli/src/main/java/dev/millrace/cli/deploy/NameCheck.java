package dev.millrace.cli.deploy;

import dev.millrace.local.UserError;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Database;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Looks, before anything is made, whether the names are free that a stack gives by a rule of its own: those of its
/// landing bucket and of its Glue databases. They stay when a stack is deleted, and a database may be another stack's.
/// CloudFormation would find out late, and take the whole stack back.
final class NameCheck {
    private static final int NOT_FOUND = 404;

    private final S3Client s3;
    private final GlueClient glue;
    private final String stack;

    NameCheck(S3Client s3, GlueClient glue, String stack) {
        this.s3 = s3;
        this.glue = glue;
        this.stack = stack;
    }

    /// The bucket that a new stack is to make.
    ///
    /// @throws Trouble when it is there
    void landingBucketIsFree(String bucket) {
        if (isThere(bucket)) {
            throw new UserError(
                    ("There is no stack %s, but its landing bucket %s is there: it stays when a stack is deleted. Deploy"
                                    + " under another name (--stack NAME); or, when nothing in it is wanted any more, empty"
                                    + " and delete it. Its audit table, lake and tables stay with their own names.")
                            .formatted(stack, bucket));
        }
    }

    /// The databases that a stack is to make.
    ///
    /// @param catalog the wanted name, a value of `CatalogDatabase`
    /// @param own the name that the stack has now; null when there is no such stack
    /// @throws Trouble when one of them is there and is none of this stack's
    void databasesAreFree(String catalog, @Nullable String own) {
        if (catalog.equals(own)) {
            return;
        }
        for (String name : List.of(catalog, catalog + "_staging")) {
            find(name).ifPresent(database -> {
                throw new UserError(taken(name, database));
            });
        }
    }

    private String taken(String name, Database database) {
        String description = Optional.ofNullable(database.description())
                .filter(text -> !text.isBlank())
                .map(text -> " (\"" + text + "\")")
                .orElse("");
        return ("The Glue database %s%s exists, and the stack %s is not deployed. It belongs to another stack, or stayed when"
                        + " one was deleted. Give this one another: --parameter CatalogDatabase=NAME")
                .formatted(name, description, stack);
    }

    private Optional<Database> find(String name) {
        try {
            return Optional.of(glue.getDatabase(g -> g.name(name)).database());
        } catch (EntityNotFoundException e) {
            return Optional.empty();
        }
    }

    private boolean isThere(String bucket) {
        try {
            s3.headBucket(h -> h.bucket(bucket));
            return true;
        } catch (S3Exception e) {
            // One of another owner is there, too; its name is taken.
            return e.statusCode() != NOT_FOUND;
        }
    }
}
