@NullMarked
package dev.millrace.contract.json;

import org.jspecify.annotations.NullMarked;
