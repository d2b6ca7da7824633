/// What the versions of a key and copies of its bytes mean for each other: decided in one transaction.
@NullMarked
package dev.millrace.audit.versions;

import org.jspecify.annotations.NullMarked;
