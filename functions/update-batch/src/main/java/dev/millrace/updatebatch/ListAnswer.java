package dev.millrace.updatebatch;

import java.util.List;

/// What `Get New List` answers its state machine.
///
/// @param page number of the page
/// @param files ids of the files that are claimed; none when the list is at its end
record ListAnswer(Outcome outcome, int page, List<String> files) {
    enum Outcome {
        PAGE,
        NONE_LEFT
    }

    ListAnswer {
        files = List.copyOf(files);
    }
}
