package dev.millrace.audit.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AuditStateTest {
    /// From each state in the first column to those marked `x`, in the order of the rows.
    private static final String LEGAL_MOVES = """
            NEW         . x . . . x . x x x x x .
            VALIDATING  . x x x . x . x x x x x x
            VALID       . . . x . . . x . x . . .
            LOADING     . . . x x x . x x x x x .
            INGESTED    . . . . . . . . . x . . .
            INVALID     . . . . . x x . . . . . .
            REJECTED    . . . . . . . . . . . . .
            FAILED      x . . . . . . . . . . x .
            HELD        x . . . . . . . . . . x .
            SUPERSEDED  . . . . . . . . . . . . .
            GONE        . . . . . . . . . . . . .
            IGNORED     . . . . . . . . . . . . .
            APPLIED     . . . . . . . . . . . . .
            """;

    record Pair(AuditState from, AuditState to, boolean legal) {}

    static Stream<Pair> everyPair() {
        List<String[]> rows =
                LEGAL_MOVES.lines().map(line -> line.trim().split("\\s+")).toList();
        List<AuditState> order =
                rows.stream().map(row -> AuditState.valueOf(row[0])).toList();
        return rows.stream()
                .flatMap(row -> order.stream()
                        .map(to -> new Pair(AuditState.valueOf(row[0]), to, row[1 + order.indexOf(to)].equals("x"))));
    }

    @Test
    void knowsEveryPairOfStates() {
        int states = AuditState.values().length;

        assertThat(everyPair().distinct()).hasSize(states * states);
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void movesOnlyAsTheTableSays(Pair pair) {
        assertThat(pair.from().next().contains(pair.to())).isEqualTo(pair.legal());
    }

    @ParameterizedTest
    @EnumSource
    void endsOnlyWhereNothingButASupersedingVersionFollows(AuditState state) {
        boolean nothingFollows = state.next().stream().allMatch(next -> next == AuditState.SUPERSEDED);

        assertThat(state.terminal()).isEqualTo(nothingFollows);
    }

    @Test
    void waitsOnlyWhenHeldOrFailed() {
        assertThat(Arrays.stream(AuditState.values()).filter(AuditState::waiting))
                .containsExactlyInAnyOrder(AuditState.HELD, AuditState.FAILED);
    }

    @Test
    void beginsAsNewIgnoredOrInvalid() {
        assertThat(AuditState.FIRST).containsExactlyInAnyOrder(AuditState.NEW, AuditState.IGNORED, AuditState.INVALID);
    }
}
