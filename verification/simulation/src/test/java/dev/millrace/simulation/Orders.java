package dev.millrace.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// All orders, subsets and groupings of the numbers from 0 up to, and without, another.
final class Orders {
    private Orders() {}

    /// All orders of so many numbers.
    static Stream<List<Integer>> of(int count) {
        return count == 0 ? Stream.of(List.of()) : of(count - 1).flatMap(order -> inserted(order, count - 1, 0));
    }

    /// An order with one of its numbers a second time, anywhere behind the first time.
    static Stream<List<Integer>> withOneAgain(List<Integer> order) {
        return order.stream().flatMap(number -> inserted(order, number, order.indexOf(number) + 1));
    }

    private static Stream<List<Integer>> inserted(List<Integer> order, int number, int from) {
        return IntStream.rangeClosed(from, order.size()).mapToObj(place -> {
            var longer = new ArrayList<>(order);
            longer.add(place, number);
            return List.copyOf(longer);
        });
    }

    /// All subsets of so many numbers.
    static Stream<Set<Integer>> subsets(int count) {
        return IntStream.range(0, 1 << count)
                .mapToObj(bits -> IntStream.range(0, count)
                        .filter(number -> (bits >> number & 1) == 1)
                        .boxed()
                        .collect(Collectors.toSet()));
    }

    /// All ways to put so many things into groups: the group of each, numbered in the order in which they appear.
    static Stream<List<Integer>> groupings(int count) {
        return count == 0 ? Stream.of(List.of()) : groupings(count - 1).flatMap(Orders::grouped);
    }

    private static Stream<List<Integer>> grouped(List<Integer> fewer) {
        int groups = 1 + fewer.stream().mapToInt(group -> group).max().orElse(-1);
        return IntStream.rangeClosed(0, groups).mapToObj(group -> {
            var longer = new ArrayList<>(fewer);
            longer.add(group);
            return List.copyOf(longer);
        });
    }
}
