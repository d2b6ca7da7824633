/// What rules in SQL may ask, and what becomes of those that ask too much.
@NullMarked
package dev.millrace.sql;

import org.jspecify.annotations.NullMarked;
