package io.limitrate.tck;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Excludes the tests that the class path's {@value #FILE} names, each with a reason. A line is
 * {@code binding | contract | test | reason}; {@code *} matches any, and {@code #} starts a
 * comment. A binding with the suffix {@code @25} is excluded on Java 25 only.
 */
final class Exclusions implements ExecutionCondition {
  private static final String FILE = "limitrate-exclusions.txt";
  private static final int JAVA = Runtime.version().feature();
  private static final ConditionEvaluationResult INCLUDED =
      ConditionEvaluationResult.enabled("not excluded");

  private final List<Exclusion> all = read();

  private record Exclusion(String binding, String contract, String test, String reason) {
    static Exclusion of(String line) {
      String[] parts = line.split("\\|", 4);
      if (parts.length != 4 || parts[3].isBlank()) {
        throw new IllegalArgumentException(
            FILE + " \"" + line + "\": must be binding | contract | test | reason");
      }
      return new Exclusion(parts[0].strip(), parts[1].strip(), parts[2].strip(), parts[3].strip());
    }

    boolean matches(String named, String ofContract, String ofTest) {
      return isOf(named) && matches(contract, ofContract) && matches(test, ofTest);
    }

    boolean isOf(String named) {
      return matches(binding, named) || binding.equals(named + "@" + JAVA);
    }

    private static boolean matches(String pattern, String name) {
      return pattern.equals("*") || pattern.equals(name);
    }
  }

  private static List<Exclusion> read() {
    try (InputStream in = Exclusions.class.getClassLoader().getResourceAsStream(FILE)) {
      if (in == null) {
        return List.of();
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      return lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Exclusion::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Excludes a whole contract only by {@code *}, so that its tests are not counted twice. */
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Class<?> contract = context.getRequiredTestClass();
    String test = context.getTestMethod().map(method -> method.getName()).orElse("*");
    Optional<Exclusion> found =
        all.stream()
            .filter(each -> context.getTestMethod().isPresent() || each.test().equals("*"))
            .filter(each -> each.matches(binding(context), contract.getSimpleName(), test))
            .findFirst();
    return found
        .map(exclusion -> ConditionEvaluationResult.disabled(exclusion.reason()))
        .orElse(INCLUDED);
  }

  /**
   * Returns the contracts that a binding excludes. A number in brackets means that only this number
   * of tests is excluded.
   */
  static String of(String binding) {
    Map<String, Long> tests = new TreeMap<>();
    read().stream()
        .filter(each -> each.isOf(binding))
        .forEach(
            each -> tests.merge(each.contract(), each.test().equals("*") ? 0L : 1L, Long::sum));
    return tests.isEmpty()
        ? "-"
        : tests.entrySet().stream()
            .map(each -> each.getKey() + (each.getValue() == 0 ? "" : " (" + each.getValue() + ")"))
            .collect(Collectors.joining(", "));
  }

  /**
   * Returns the name of the outermost test class without the suffix {@code Test} or {@code
   * ServerTest}.
   */
  static String binding(ExtensionContext context) {
    Class<?> outermost =
        context.getEnclosingTestClasses().stream()
            .findFirst()
            .orElseGet(context::getRequiredTestClass);
    return outermost.getSimpleName().replaceFirst("(Server)?Test$", "");
  }
}
