/// What a batch run and its Spark job say to each other, as JSON in S3: the manifest that the job is started with, and
/// the result that it leaves. Both sides use these records, so that neither can misread the other.
@NullMarked
package dev.millrace.protocols;

import org.jspecify.annotations.NullMarked;
