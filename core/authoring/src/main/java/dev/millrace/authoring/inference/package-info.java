/// Writing a first contract from a sample file, for a person to correct.
///
/// [Inference][dev.millrace.authoring.inference.Inference] is the way in. It reads the sample with the reader that
/// judges files, so a contract it writes is one that the sample keeps; what it can only guess it says as a comment.
@NullMarked
package dev.millrace.authoring.inference;

import org.jspecify.annotations.NullMarked;
