/// What an object is: one version of one S3 object, and the id under which everything happens once.
@NullMarked
package dev.millrace.base.identity;

import org.jspecify.annotations.NullMarked;
