@NullMarked
package dev.millrace.contract.protection;

import org.jspecify.annotations.NullMarked;
