/// The Spark job of a batch run, the same on Glue, on EMR Serverless and at home.
///
/// [CurateJob][dev.millrace.spark.CurateJob] is its beginning. [JudgeRun][dev.millrace.spark.JudgeRun] judges files
/// that are too big for a function; [CurateRun][dev.millrace.spark.CurateRun] merges staged rows into the dataset's
/// table. The catalog stands behind [TableCatalog][dev.millrace.targets.lake.TableCatalog], objects behind
/// [Places][dev.millrace.spark.Places], exact versions of landing files behind
/// [LandingFiles][dev.millrace.spark.LandingFiles].
@NullMarked
package dev.millrace.spark;

import org.jspecify.annotations.NullMarked;
