package dev.millrace.sweep;

import dev.millrace.flow.batches.TableUndo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Tables of which batches' runs have switched partitions, and what was asked about them.
final class RecordedTables implements TableUndo {
    /// How many partitions a run has switched, by `<dataset> <batch>`.
    final Map<String, Integer> switched = new HashMap<>();

    final List<String> over = new ArrayList<>();
    final List<String> takenBack = new ArrayList<>();

    @Override
    public void over(String dataset, String batch) {
        over.add(dataset + " " + batch);
    }

    @Override
    public int takeBack(String dataset, String batch) {
        takenBack.add(dataset + " " + batch);
        Integer back = switched.remove(dataset + " " + batch);
        return back == null ? 0 : back;
    }
}
