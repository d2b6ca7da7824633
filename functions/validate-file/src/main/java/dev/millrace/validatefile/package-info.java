/// Claims an object, chooses its route and judges it against its data contract.
@NullMarked
package dev.millrace.validatefile;

import org.jspecify.annotations.NullMarked;
