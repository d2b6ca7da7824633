package dev.millrace.audit.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EveryMoveTest {
    private static final AuditFixture FIXTURE = new AuditFixture();

    record Case(AuditState from, Move move, boolean rightFence) {
        boolean moves() {
            return rightFence && move.from().contains(from);
        }

        /// A record is told from one that this claim moved before by its state and fence alone.
        boolean movedBefore() {
            return rightFence && !moves() && move.to() == from;
        }

        String key() {
            return "%s/%s/%s".formatted(from, move.getClass().getSimpleName(), rightFence);
        }
    }

    static Stream<Case> everyCase() {
        return Arrays.stream(AuditState.values())
                .flatMap(state -> AuditFixture.EVERY_MOVE.stream()
                        .flatMap(move -> Stream.of(new Case(state, move, true), new Case(state, move, false))));
    }

    static Stream<Move> everyMove() {
        return AuditFixture.EVERY_MOVE.stream();
    }

    @AfterAll
    static void close() {
        FIXTURE.close();
    }

    @Test
    void isTriedHere() {
        assertThat(everyMove().map(Object::getClass))
                .doesNotHaveDuplicates()
                .hasSameElementsAs(Arrays.asList(Move.class.getPermittedSubclasses()));
    }

    @ParameterizedTest
    @MethodSource("everyMove")
    void comesOnlyFromStatesThatAllowIt(Move move) {
        assertThat(move.from())
                .isNotEmpty()
                .allSatisfy(from -> assertThat(from.next()).contains(move.to()));
    }

    @Tag("H096")
    @ParameterizedTest
    @MethodSource("everyCase")
    void eitherHappensWhollyOrChangesNothing(Case c) {
        AuditRecord before = FIXTURE.put(FIXTURE.claimed(c.key()), c.from());
        Claim claim = new Claim(
                before.key().dataset(),
                before.key().object(),
                before.oid().hex(),
                c.rightFence() ? before.fence() : before.fence() - 1);

        MoveResult result = FIXTURE.table.move(claim, c.move(), "a test");

        if (c.moves()) {
            assertThat(result).isInstanceOf(MoveResult.Moved.class);
            assertThat(result.record().state()).isEqualTo(c.move().to());
            assertThat(result.record().history()).hasSize(before.history().size() + 1);
        } else {
            assertThat(result).isInstanceOf(c.movedBefore() ? MoveResult.MovedBefore.class : MoveResult.Refused.class);
            assertThat(result.record()).isEqualTo(before);
        }
        assertThat(FIXTURE.now(before)).isEqualTo(result.record());
    }

    /// A file can leave a waiting or terminal state only by a new claim, so no lease may keep it.
    @ParameterizedTest
    @MethodSource("everyMove")
    void endsTheLeaseWhereNothingIsLeftToDo(Move move) {
        AuditState from = move.from().iterator().next();
        AuditRecord before =
                FIXTURE.put(FIXTURE.claimed("lease/" + move.getClass().getSimpleName()), from);

        AuditRecord after = FIXTURE.move(before, move).record();

        if (move.to().terminal() || move.to().waiting()) {
            assertThat(after.leaseUntil()).isNull();
        } else {
            assertThat(after.leaseUntil()).isNotNull();
        }
    }
}
