/// What judging needs beside the file: disk, memory and an engine for rules in SQL.
@NullMarked
package dev.millrace.judging.resources;

import org.jspecify.annotations.NullMarked;
