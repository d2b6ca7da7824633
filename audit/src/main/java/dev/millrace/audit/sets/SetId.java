package dev.millrace.audit.sets;

import dev.millrace.base.identity.ObjectId;

/// The files that one control file announces.
///
/// @param dataset name of their dataset
/// @param bucket where they and their control file land
/// @param controlKey key of the control file
public record SetId(String dataset, String bucket, String controlKey) {
    String hash() {
        return ObjectId.sha256(dataset + "\0" + bucket + "\0" + controlKey);
    }
}
