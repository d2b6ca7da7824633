/// The items of the audit table: their keys, conditional writes, and the store that all subjects write to. For the
/// packages of this module only.
@NullMarked
package dev.millrace.audit.items;

import org.jspecify.annotations.NullMarked;
