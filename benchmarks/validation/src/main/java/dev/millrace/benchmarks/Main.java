package dev.millrace.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.millrace.contract.DataContract;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Makes files of orders, or judges one again and again and prints how long each time took.
public final class Main {
    private Main() {}

    /// `generate VARIANT ROWS FILE`, `contract VARIANT PATH FILE`, `judge WHO VARIANT FILE CONTRACT VERDICT TIMES`,
    /// `stream CONTRACT ROWS`, `bomb CONTRACT` or `gate CONTRACT FILE`.
    public static void main(String[] arguments) throws IOException {
        switch (arguments[0]) {
            case "generate" -> generate(Variant.of(arguments[1]), Long.parseLong(arguments[2]), Path.of(arguments[3]));
            case "contract" ->
                Files.writeString(Path.of(arguments[3]), ContractText.of(Variant.of(arguments[1]), arguments[2]));
            case "judge" -> judge(arguments, Variant.of(arguments[2]));
            case "stream" -> Limits.stream(contract(arguments), Long.parseLong(arguments[2]));
            case "bomb" -> Limits.bomb(contract(arguments));
            case "gate" -> Limits.gate(contract(arguments), Path.of(arguments[2]));
            default -> throw new IllegalArgumentException("no command " + arguments[0]);
        }
    }

    private static DataContract contract(String[] arguments) throws IOException {
        return MillraceJudge.contract(Path.of(arguments[1]));
    }

    private static void generate(Variant variant, long rows, Path file) throws IOException {
        try (InputStream orders = new Orders(variant, rows)) {
            Files.copy(orders, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void judge(String[] arguments, Variant variant) throws IOException {
        Path file = Path.of(arguments[3]);
        Judge judge = switch (arguments[1]) {
            case "millrace" -> new MillraceJudge(Path.of(arguments[4]));
            case "fastcsv" -> new FastCsvJudge();
            case "jackson" -> new JacksonJudge();
            default -> throw new IllegalArgumentException("nobody is called " + arguments[1]);
        };
        BadCells bad = new BadCells();
        StringBuilder runs = new StringBuilder();
        for (int i = Integer.parseInt(arguments[6]); i > 0; i--) {
            long cpu = cpu();
            long began = System.nanoTime();
            bad = judge.judge(file);
            long wall = System.nanoTime() - began;
            runs.append(runs.isEmpty() ? "" : ",").append("[%.4f,%.4f]".formatted(wall / 1e9, (cpu() - cpu) / 1e9));
        }
        bad.write(Path.of(arguments[5]), variant);
        System.out.printf("{\"runs\":[%s],\"bad\":%d}%n", runs, bad.count());
    }

    private static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
