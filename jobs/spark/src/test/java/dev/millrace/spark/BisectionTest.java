package dev.millrace.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BisectionTest {
    private int tries;

    private List<Integer> found(int parts, Predicate<List<Integer>> fails) {
        Bisection<Integer> bisection =
                new Bisection<>(IntStream.range(0, parts).boxed().toList());
        tries = 0;
        for (Optional<List<Integer>> next = bisection.next(); next.isPresent(); next = bisection.next()) {
            tries++;
            bisection.tell(fails.test(next.get()));
        }
        return bisection.found();
    }

    private static Predicate<List<Integer>> withOneOf(Integer... bad) {
        return parts -> parts.stream().anyMatch(Set.of(bad)::contains);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 64, 10_000})
    void findsEachOnePartInTwoTriesForEachHalving(int parts) {
        int halvings = (int) Math.ceil(Math.log(parts) / Math.log(2));
        for (int bad : new int[] {0, parts / 2, parts - 1}) {
            assertThat(found(parts, withOneOf(bad))).containsExactly(bad);
            assertThat(tries).isLessThanOrEqualTo(2 * halvings);
        }
    }

    @Test
    void findsSeveralInTheirOrder() {
        assertThat(found(1000, withOneOf(999, 17, 18, 500))).containsExactly(17, 18, 500, 999);
    }

    @Test
    void findsNoneWhereAllFail() {
        for (int parts : new int[] {1, 2, 3, 10_000}) {
            assertThat(found(parts, list -> true)).isEmpty();
            assertThat(tries).isLessThanOrEqualTo(20);
        }
    }

    @Test
    void findsNoneWherePartsFailTogetherOnly() {
        assertThat(found(8, list -> list.containsAll(List.of(0, 7)))).isEmpty();
        assertThat(found(8, list -> list.size() > 4)).isEmpty();
    }

    @Test
    void findsNoneWhereTooManyFail() {
        List<Integer> bad = new ArrayList<>();
        for (int part = 50; part <= 50 + Bisection.MOST; part++) {
            bad.add(part);
        }
        Predicate<List<Integer>> fails = withOneOf(bad.toArray(Integer[]::new));
        assertThat(found(1000, fails)).isEmpty();
        assertThat(found(1000, withOneOf(bad.subList(1, bad.size()).toArray(Integer[]::new))))
                .hasSize(Bisection.MOST);
    }
}
