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
 * An application reads the same from a request whether the filter has read the body before or not.
 * {@link ContainerContract} runs this contract with all others.
 */
public abstract class BodyContract {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String JSON = "application/json";

  private HttpContractClient client;

  /** Creates the contract. A subclass needs no constructor. */
  protected BodyContract() {}

  /**
   * Returns the root of the application at the loopback address, such as {@code
   * http://127.0.0.1:8080/app}.
   */
  protected abstract URI root();

  @BeforeEach
  final void findApplication() {
    client = new HttpContractClient(root());
  }

  /** A request with a method, a Content-Type and a body. Each character of the body is one byte. */
  record Sent(String method, String type, String body) {
    /** Returns the body of the response, or the status if it is not 200. */
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
   * The fields come in any order and as browsers encode them, because a container keeps no bytes of
   * a form that it has parsed.
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

  /** All bodies are UTF-8, because only Tomcat's reader throws an exception for invalid UTF-8. */
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

  /** Undertow closes the connection after a malformed chunk, without a response. */
  private static void assertRejected(String answer) {
    assertThat(answer)
        .satisfiesAnyOf(
            text -> assertThat(text).startsWith("HTTP/1.1 400"),
            text -> assertThat(text).isEmpty());
  }
}
