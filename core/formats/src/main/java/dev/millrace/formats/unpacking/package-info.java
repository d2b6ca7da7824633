/// Unpacking gzip and Zstandard as a stream, strictly and in bounded memory.
///
/// [Unpacking][dev.millrace.formats.unpacking.Unpacking] is the way in. Each byte of a packed file counts: what the
/// usual streams pass over without a word (bytes behind the data, checksums of headers) is refused.
@NullMarked
package dev.millrace.formats.unpacking;

import org.jspecify.annotations.NullMarked;
