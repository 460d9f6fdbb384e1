package io.limitrate.tck;

import io.limitrate.RateLimitExceededException;
import io.limitrate.annotation.RateLimited;

/** A program for a separate JVM, which prints the results of three calls of a limited method. */
final class LoadTime {
  private LoadTime() {}

  public static void main(String[] arguments) {
    for (int i = 0; i < 3; i++) {
      System.out.print(outcome());
    }
  }

  private static String outcome() {
    try {
      return limited();
    } catch (RateLimitExceededException e) {
      return "rejected ";
    }
  }

  @RateLimited("2/1h")
  private static String limited() {
    return "permitted ";
  }
}
