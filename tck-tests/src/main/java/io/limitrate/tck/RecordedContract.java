package io.limitrate.tck;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/**
 * A contract whose application records what its filters see. Behaviour that differs between
 * containers breaks no rule; the contract records it for {@link AuthenticationTable}.
 */
abstract class RecordedContract {
  private final String variant;
  private Recording client;

  /**
   * Creates the contract.
   *
   * @param variant the prefix of the keys of its facts
   */
  RecordedContract(String variant) {
    this.variant = variant;
  }

  /**
   * Returns the root of the application at the loopback address, such as {@code
   * http://127.0.0.1:8080/app}.
   */
  protected abstract URI root();

  /** Returns the container's name and version, as the table shows them. */
  protected abstract String container();

  @BeforeEach
  final void findApplication() {
    client = new Recording(root());
  }

  final Recording client() {
    return client;
  }

  /**
   * Records the client's response and the events that the filter saw. Returns the events, without
   * the suffixes that make names unique for each test.
   */
  final List<String> note(String what, HttpResponse<String> answer) {
    List<String> seen =
        client.seen().stream().map(sight -> sight.replaceAll("-\\d+-\\d+", "")).toList();
    Facts.of(container()).put(variant + "." + what, answer.statusCode(), seen);
    return seen;
  }
}
