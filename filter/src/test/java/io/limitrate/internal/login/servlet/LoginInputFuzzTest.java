package io.limitrate.internal.login.servlet;

import static io.limitrate.internal.login.servlet.InputApp.FORM;
import static io.limitrate.internal.login.servlet.InputApp.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.limitrate.internal.login.input.SubmittedUsername.Username;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** No input causes an exception, and other readers read the same username that is counted. */
class LoginInputFuzzTest {
  private static InputApp app;

  @BeforeContainer
  static void start() throws Exception {
    app = new InputApp();
    app.web
        .servlet(
            "/form",
            (request, response) -> {
              String[] all = request.getParameterValues("username");
              response.setCharacterEncoding("UTF-8");
              response.getWriter().write(all == null ? "" : String.join("|", all));
            })
        .servlet(
            "/json",
            (request, response) -> {
              response.setCharacterEncoding("UTF-8");
              response.getWriter().write(lastUsername(request.getInputStream()));
            });
    app.start();
  }

  @AfterContainer
  static void stop() {
    app.close();
  }

  /**
   * Reads JSON leniently: the last member of a name counts, and text after the value is ignored.
   */
  private static String lastUsername(InputStream body) throws IOException {
    String last = "";
    try (JsonParser parser = new JsonFactory().createParser(body)) {
      while (parser.nextToken() != null) {
        boolean top = parser.getParsingContext().getNestingDepth() == 1;
        if (top
            && "username".equals(parser.currentName())
            && parser.currentToken() == JsonToken.VALUE_STRING) {
          last = parser.getText();
        }
      }
      return last;
    } catch (IOException e) {
      return last;
    }
  }

  @Property(tries = 500)
  void countedFormIsWhatTheApplicationSees(
      @ForAll("forms") String body, @ForAll("queries") String query) {
    assertSeen(app.post("/form" + query, FORM, body));
  }

  @Property(tries = 500)
  void countedJsonIsWhatTheApplicationSees(@ForAll("json") String body) {
    assertSeen(app.post("/json", JSON, body));
  }

  private static void assertSeen(HttpResponse<String> response) {
    if (app.username() instanceof Username name) {
      assertThat(response.body()).isEqualTo(name.raw());
    } else {
      assertThat(app.username()).isNotNull();
    }
  }

  @Provide
  Arbitrary<String> forms() {
    return joined("&", "username=alice", formPieces());
  }

  private static Arbitrary<String> formPieces() {
    return pieces(
        "username=bob",
        "username",
        "user%6Eame",
        "Username",
        "=",
        "&",
        "+",
        "%",
        "%2",
        "%zz",
        "%+1",
        "%00",
        "%26",
        "%3D",
        "%C3%A4",
        "%C3",
        "\u00C3\u00A4",
        "\u00E4",
        ";",
        "{",
        "a",
        "\u0000");
  }

  @Provide
  Arbitrary<String> queries() {
    return Arbitraries.of("", "", "", "?x=1", "?username=bob", "?user%6Eame", "?x=%E4", "?&=&");
  }

  @Provide
  Arbitrary<String> json() {
    return joined(",", "\"username\":\"alice\"", jsonPieces()).map(text -> "{" + text + "}");
  }

  private static Arbitrary<String> jsonPieces() {
    return pieces(
        "\"username\":\"dan\"",
        "\"\\u0075sername\":\"bob\"",
        "\"Username\":\"cy\"",
        "\"username\"",
        "\"a\":",
        ":",
        ",",
        "{",
        "}",
        "[",
        "]",
        "\"",
        "\\",
        "null",
        "1",
        "\"\\uD800\"",
        "\u00E4",
        "\u00C3\u00A4",
        "\u0000",
        "/*",
        "\u00EF\u00BB\u00BF");
  }

  /** Generates mostly valid texts, and sometimes inserts an unexpected token. */
  private static Arbitrary<String> joined(
      String separator, String valid, Arbitrary<String> pieces) {
    return Arbitraries.frequencyOf(Tuple.of(1, Arbitraries.just(valid)), Tuple.of(2, pieces))
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(list -> String.join(separator, list));
  }

  private static Arbitrary<String> pieces(String... pieces) {
    return Arbitraries.of(pieces)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(list -> String.join("", list));
  }
}
