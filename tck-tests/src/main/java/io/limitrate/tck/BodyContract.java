package io.limitrate.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an application reads of a request whose body the filter has read before: the same as where
 * the filter has not read it. {@link ContainerContract} has it with all others.
 */
public abstract class BodyContract {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String JSON = "application/json";

  private HttpContractClient client;

  /** Makes the contract; a binding has nothing to add. */
  protected BodyContract() {}

  /** Where the application is, such as {@code http://127.0.0.1:8080/app}; over loopback. */
  protected abstract URI root();

  @BeforeEach
  final void findApplication() {
    client = new HttpContractClient(root());
  }

  /** A method, a Content-Type and a body, in which each character is a byte. */
  record Sent(String method, String type, String body) {
    /** What comes back behind the status line and the headers, or the status of an error. */
    private String read(HttpContractClient client, String path, String ways) {
      String headers =
          "Content-Type: %s\r\nContent-Length: %d\r\nX-Read: %s\r\n"
              .formatted(type, body.length(), ways);
      String answer = client.rawAnswer(method, path, headers, body);
      String status = answer.substring(9, 12);
      int end = answer.indexOf("\r\n\r\n");
      return status.equals("200") ? answer.substring(end).strip() : status;
    }
  }

  static Stream<Sent> forms() {
    return Stream.of(
            "n=1&a=b+c%26&a=2",
            "n=1&a=caf%E9",
            "n=1&a=caf%C3%A9",
            "n=1&a=caf\u00E9",
            "n=1&a=%zz",
            "n=1&a=%",
            "n=1&&=x&b",
            "a=1&".repeat(1_100) + "n=1",
            "n=1&a=" + "x".repeat(30_000),
            "{\"n\":1}")
        .flatMap(
            body ->
                Stream.of(
                    new Sent("POST", FORM, body),
                    new Sent("POST", FORM + ";charset=utf-8", body),
                    new Sent("POST", FORM + ";charset=iso-8859-1", body),
                    new Sent("PUT", FORM, body),
                    new Sent("PATCH", FORM, body)));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void parametersOfAFormAreTheContainers(Sent sent) {
    for (String ways : new String[] {"parameters", "parameters,stream,parameters"}) {
      assertThat(sent.read(client, "/read/form?q=1", ways))
          .isEqualTo(sent.read(client, "/read/plain?q=1", ways));
    }
  }

  /**
   * In the spelling of browsers and in any order, for a container leaves no bytes of a form that it
   * has parsed.
   */
  @Test
  void fieldsOfAFormCanBeReadAsBytes() {
    for (String body : new String[] {"n=1&a=b+c%26&d=2", "n=1&a=caf%C3%A9", "a=1&a=2"}) {
      String read = new Sent("POST", FORM, body).read(client, "/read/form?q=1", "stream");
      String form = URLDecoder.decode(read, StandardCharsets.UTF_8).strip();

      assertThat(form.substring("stream=".length()).split("&"))
          .containsExactlyInAnyOrder(body.split("&"));
    }
  }

  /** All are UTF-8: Tomcat's reader alone throws an exception for what is none. */
  static Stream<Sent> json() {
    return Stream.of(
            "{\"n\":1,\"a\":\"\u00C3\u00A4\"}",
            "{\"n\":1,\"n\":2}",
            "{\"n\":1",
            "",
            "{\"n\":1,\"a\":\"" + "x".repeat(30_000) + "\"}")
        .flatMap(
            body ->
                Stream.of(
                    new Sent("POST", JSON, body),
                    new Sent("POST", JSON + ";charset=utf-8", body),
                    new Sent("POST", JSON + ";charset=iso-8859-1", body),
                    new Sent("POST", "application/x+json", body),
                    new Sent("PUT", JSON, body)));
  }

  @ParameterizedTest
  @MethodSource("json")
  void jsonIsReadByteForByteAndCharacterForCharacter(Sent sent) {
    for (String ways :
        new String[] {
          "stream",
          "encoding,reader",
          "ISO-8859-1,encoding,reader",
          "UTF-8,encoding,reader",
          "parameters,stream",
          "ISO-8859-1,stream"
        }) {
      assertThat(sent.read(client, "/read/json?q=1", ways))
          .isEqualTo(sent.read(client, "/read/plain?q=1", ways));
    }
  }

  @Test
  void aBodyThatIsNoneIsTheClientsErrorAndSwitchesNoPolicyOff() {
    String type = "Content-Type: " + JSON + "\r\nX-Read: parameters\r\n";
    String chunked = type + "Transfer-Encoding: chunked\r\n";

    assertRejected(client.rawAnswer("POST", "/read/whole", chunked, "zz\r\n{}\r\n0\r\n\r\n"));
    assertRejected(client.brokenOff("/read/whole", type + "Content-Length: 900\r\n", "{\"n\":1,"));
  }

  /** Undertow closes the connection of a malformed chunk without an answer. */
  private static void assertRejected(String answer) {
    assertThat(answer)
        .satisfiesAnyOf(
            text -> assertThat(text).startsWith("HTTP/1.1 400"),
            text -> assertThat(text).isEmpty());
  }
}
