/// The lake's tables and their partitions in the catalog, and how the partitions that a run switched are switched
/// back. Functions, the command and the Spark job use the same writer, so that none undoes what another wrote.
@NullMarked
package dev.millrace.catalog;

import org.jspecify.annotations.NullMarked;
