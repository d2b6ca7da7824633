package dev.millrace.base.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("H007")
class VersionOrderTest {
    /// As texts that are padded on the right: as numbers, most of them would be the other way round.
    @ParameterizedTest
    @CsvSource({
        "0055AED6DCD90281E5, 0055AED6DCD90281E6",
        "0055AED6DCD90281E5, 0055AED6DCD9028200",
        "0055AED6DCD90281E5, 0055AED6DCD90281E501",
        "00FF, 01",
        "0A, 0a1",
        "0a, 0B",
        "9, A"
    })
    void isThatOfTheSequencersWhateverTheirLengthAndCase(String earlier, String later) {
        assertThat(order(earlier)).isLessThan(order(later));
    }

    @ParameterizedTest
    @CsvSource({"0a, 0A", "0A, 0A00"})
    void isTheSameForTheSameSequencer(String one, String other) {
        assertThat(order(one)).isEqualTo(order(other));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "0x1F", "xyz", "１２", "0055AED6 DCD9"})
    void isNotGivenByWhatIsNoSequencer(String sequencer) {
        assertThat(VersionOrder.of(sequencer)).isEmpty();
        assertThat(VersionOrder.of("A".repeat(65))).isEmpty();
    }

    @Test
    void hasRoomForAnyNumberOfVersionsBetweenTwo() {
        VersionOrder older = order("0055AED6DCD90281E5");
        VersionOrder newer = order("0055AED6DCD90281E6");
        List<VersionOrder> between = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            newer = older.justAfter(Optional.of(newer));
            between.add(newer);
        }

        assertThat(between.reversed()).isSorted().doesNotHaveDuplicates().allMatch(order -> order.compareTo(older) > 0);
    }

    @Test
    void isRefusedJustAfterANewerOne() {
        assertThatThrownBy(() -> order("0B").justAfter(Optional.of(order("0A"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static VersionOrder order(String sequencer) {
        return VersionOrder.of(sequencer).orElseThrow();
    }
}
