/// The function `watch-jobs`: hears from EventBridge how runs of Glue and of EMR Serverless end, and hands the results
/// of ours to the states that wait for them.
@NullMarked
package dev.millrace.watchjobs;

import org.jspecify.annotations.NullMarked;
