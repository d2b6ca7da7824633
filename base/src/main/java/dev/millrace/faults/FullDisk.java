package dev.millrace.faults;

import java.io.File;
import java.util.Locale;
import java.util.function.LongSupplier;

/// Tells a full disk from a stream that broke off, and whose fault it is: a function's disk is small (512 MB with
/// SnapStart), and the bytes of one file may fill it.
///
/// @param total how many bytes the disk of temporary files has
/// @param free how many of them are free
public record FullDisk(LongSupplier total, LongSupplier free) {
    private static final String NO_SPACE = "no space left on device";

    /// The disk of this process's temporary files.
    public static FullDisk ofThisProcess() {
        var folder = new File(System.getProperty("java.io.tmpdir"));
        return new FullDisk(folder::getTotalSpace, folder::getUsableSpace);
    }

    /// Whether something ended because a disk was full.
    public static boolean endedIt(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains(NO_SPACE)) {
                return true;
            }
        }
        return false;
    }

    /// What it means for the file at hand, which has cleared its own bytes away meanwhile. Where most of the disk is
    /// free then, it was they that filled it, and would again. Otherwise others left too much there.
    ///
    /// @param what was being done, for people
    public RuntimeException fault(String what, Throwable thrown) {
        if (free.getAsLong() * 2 > total.getAsLong()) {
            return new FileFault(
                    "%s: its rows are too many for this function's disk: %s".formatted(what, thrown.getMessage()),
                    thrown);
        }
        return new ServiceFault(
                "%s: this function's disk is full: %s. It is tried again.".formatted(what, thrown.getMessage()),
                thrown);
    }
}
