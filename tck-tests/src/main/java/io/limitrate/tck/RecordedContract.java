package io.limitrate.tck;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/**
 * A contract with an application that records what its filters see. What differs between containers
 * is no rule: it is written down, for {@link AuthenticationTable}.
 */
abstract class RecordedContract {
  private final String variant;
  private Recording client;

  /**
   * Makes the contract.
   *
   * @param variant what the keys of its facts begin with
   */
  RecordedContract(String variant) {
    this.variant = variant;
  }

  /** Where the application is, such as {@code http://127.0.0.1:8080/app}; over loopback. */
  protected abstract URI root();

  /** The container's name and version, as the table has it. */
  protected abstract String container();

  @BeforeEach
  final void findApplication() {
    client = new Recording(root());
  }

  final Recording client() {
    return client;
  }

  /**
   * Writes down what the client was answered and what was seen; returns the latter, without what
   * makes a test's names different from others'.
   */
  final List<String> note(String what, HttpResponse<String> answer) {
    List<String> seen =
        client.seen().stream().map(sight -> sight.replaceAll("-\\d+-\\d+", "")).toList();
    Facts.of(container()).put(variant + "." + what, answer.statusCode(), seen);
    return seen;
  }
}
