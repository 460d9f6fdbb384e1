package io.limitrate.internal.login.servlet;

import static io.limitrate.internal.login.servlet.InputApp.FORM;
import static io.limitrate.internal.login.servlet.InputApp.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.internal.login.input.SubmittedToken;
import io.limitrate.internal.login.input.SubmittedUsername.Malformed;
import io.limitrate.internal.login.input.SubmittedUsername.Missing;
import io.limitrate.internal.login.input.SubmittedUsername.Username;
import io.limitrate.login.UsernameSource;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginInputTest {
  private static final UsernameSource FORM_SOURCE = new UsernameSource.Form("username");
  private static final UsernameSource JSON_SOURCE = new UsernameSource.Json("/username");
  private static final UsernameSource BASIC = new UsernameSource.Header("authorization");
  private static final UsernameSource HEADER = new UsernameSource.Header("X-User");
  private static final String PAD = "x".repeat(LoginFormRequest.LONGEST);

  private final InputApp app = new InputApp();

  @BeforeEach
  void start() throws Exception {
    app.web
        .servlet("/parameters", LoginInputTest::echoParameters)
        .servlet("/latin", LoginInputTest::echoLatinParameters)
        .servlet("/stream", (in, out) -> in.getInputStream().transferTo(out.getOutputStream()))
        .servlet("/reader", (in, out) -> in.getReader().transferTo(out.getWriter()));
    app.start();
  }

  @AfterEach
  void close() {
    app.close();
  }

  private static void echoParameters(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setCharacterEncoding("UTF-8");
    response.getWriter().write(Arrays.toString(request.getParameterValues("username")));
  }

  private static void echoLatinParameters(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    request.setCharacterEncoding("ISO-8859-1");
    echoParameters(request, response);
  }

  private void assertUsername(String raw) {
    assertThat(app.username())
        .isInstanceOfSatisfying(Username.class, u -> assertThat(u.raw()).isEqualTo(raw));
  }

  private void assertMalformed(int status) {
    assertThat(app.username())
        .isInstanceOfSatisfying(Malformed.class, m -> assertThat(m.status()).isEqualTo(status));
  }

  private static String basic(String credentials) {
    return "Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "username=alice&password=x, alice",
    "password=x&username=alice, alice",
    "%75sername=%61lice, alice",
    "username=al+ice%2B, al ice+",
    "username=%C3%A4, ä",
    "username=\u00C3\u00A4, ä",
    "username=\u00C3%A4, ",
    "username=a=b, a=b",
    "&&username=alice&, alice",
    "role=a&role=b&username=alice, alice"
  })
  void formFieldIsWhatTheApplicationSees(String body, String name) {
    String seen = app.post("/parameters", FORM, body).body();

    if (name == null) {
      assertMalformed(400);
    } else {
      assertUsername(name);
      assertThat(seen).isEqualTo("[" + name + "]");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "username=a&username=b",
        "username=a&username=a",
        "username=a&user%6eame=b",
        "username=a&username",
        "username=%",
        "username=%4",
        "username=a&x=%zz",
        "username=a&x=%+1",
        "username=a&x=%-1",
        "username=%E4",
        "username=\u00E4",
        "username=a&x=%C0%80",
        "username=a&x=%ED%A0%80",
        "username=a%00",
        "username=a%0D%0A",
        "{\"a\":\"&username=random&\",\"username\":\"victim\"}",
        " [&username=random"
      })
  void ambiguousFormIsRejected(String body) {
    app.post("/parameters", FORM, body);

    assertMalformed(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?username=bob", "?username", "?x=1&user%6Eame=", "?username=alice"})
  void usernameInTheQueryStringIsRejectedWithEachBody(String query) {
    app.post("/parameters" + query, FORM, "username=alice");
    assertMalformed(400);

    app.post("/parameters" + query, FORM, "x=1");
    assertMalformed(400);

    app.post("/parameters" + query, JSON, "{\"username\":\"alice\"}");
    assertMalformed(400);

    app.send("/parameters" + query, BodyPublishers.noBody());
    assertMalformed(400);
  }

  @Test
  void usernameInTheQueryStringIsIgnoredByALoginWithoutAForm() {
    app.sources(JSON_SOURCE).post("/stream?username=bob", JSON, "{\"username\":\"alice\"}");

    assertUsername("alice");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'username':'alice'} | alice",
        "{'x':[{'y':null}],'username':'alice'} | alice",
        "{'\\u0075sername':'\\u0061lice'} | alice",
        "{'a':{'username':'bob'},'username':'alice'} | alice",
        "{'a':[[[[[[[]]]]]]],'username':'alice'} | alice",
        "[] |",
        "\"alice\" |",
        "1 |"
      })
  void jsonMemberIsTheUsername(String json, String name) {
    app.post("/stream", JSON, json.replace('\'', '"'));

    if (name == null) {
      assertThat(app.username()).isInstanceOf(Missing.class);
    } else {
      assertUsername(name);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'username':'a','username':'b'}",
        "{'username':'a','\\u0075sername':'b'}",
        "{'username':'a','x':{'y':1,'y':2}}",
        "{'username':'a','Username':'b'}",
        "{'USERNAME':'bob','a':1}",
        "{'u\\u017Fername':'bob'}",
        "{'username':1}",
        "{'username':null}",
        "{'username':true}",
        "{'username':['a']}",
        "{'username':{'a':'b'}}",
        "{'username':'a'",
        "{'username':'a'}}",
        "{'username':'a'} {}",
        "{'username':'a',}",
        "{'username':'a'} // x",
        "{username:'a'}",
        "{'username':'a','x':NaN}",
        "{'username':'a','x':01}",
        "{'username':'\\uD800'}",
        "{'username':'a\\u0000'}",
        "{'username':'\u00E4'}",
        "{'username':'a','x':'\u00ED\u00A0\u0080'}",
        "\u00EF\u00BB\u00BF{'username':'a'}",
        "\u0000{\u0000}",
        "\u00FE\u00FF\u0000{\u0000}",
        "{'a':[[[[[[[[]]]]]]]],'username':'a'}",
        " ",
        "nonsense"
      })
  void ambiguousJsonIsRejected(String json) {
    app.post("/stream", JSON, json.replace('\'', '"'));

    assertMalformed(400);
  }

  @Test
  void pointerSelectsInObjectsAndArrays() {
    app.sources(new UsernameSource.Json("/users/1/a~1b"));

    app.post("/stream", JSON, "{\"users\":[0,{\"a/b\":\"alice\"}]}");
    assertUsername("alice");

    app.post("/stream", JSON, "{\"users\":[0]}");
    assertThat(app.username()).isInstanceOf(Missing.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "multipart/form-data; boundary=b",
        "application/octet-stream",
        "application/xml",
        "nonsense",
        FORM + ";charset=utf-16",
        FORM + ";charset=ISO-8859-1",
        FORM + ";charset=utf-8;charset=utf-16",
        FORM + ";charset=nonsense",
        JSON + ";charset=utf-16"
      })
  void bodyOfAnotherTypeOrCharsetIsUnsupported(String type) {
    app.post("/stream", type, "username=alice");

    assertMalformed(415);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "; charset=utf-8",
        ";charset=\"UTF-8\"",
        "; x=y; Charset = utf8",
        ";charset=us-ascii"
      })
  void utf8MayBeDeclared(String parameter) {
    app.post("/parameters", "Application/X-WWW-Form-URLencoded" + parameter, "username=alice");
    assertUsername("alice");

    app.post("/stream", "application/x+json" + parameter, "{\"username\":\"alice\"}");
    assertUsername("alice");
  }

  @Test
  void bodyWithoutATypeIsUnsupported() {
    app.send("/stream", InputApp.bytes("username=alice"));
    assertMalformed(415);

    app.send("/stream", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[3])));
    assertMalformed(415);
  }

  @Test
  void typeThatIsGivenTwiceIsUnsupported() {
    app.post("/stream", FORM, "username=alice", "Content-Type", JSON);

    assertMalformed(415);
  }

  @Test
  void codedBodyIsUnsupported() {
    app.post("/stream", FORM, "username=alice", "Content-Encoding", "gzip");
    assertMalformed(415);

    app.post("/stream", FORM, "username=alice", "Content-Encoding", "identity");
    assertUsername("alice");
  }

  @Test
  void bodyThatNoSourceReadsIsUnsupported() {
    app.sources(JSON_SOURCE).post("/stream", FORM, "username=alice");
    assertMalformed(415);

    app.sources(FORM_SOURCE).post("/stream", JSON, "{\"username\":\"alice\"}");
    assertMalformed(415);
  }

  @Test
  void requestWithoutABodyHasNoUsername() {
    app.send("/stream", BodyPublishers.noBody());
    assertThat(app.username()).isInstanceOf(Missing.class);

    app.post("/stream", FORM, "");
    assertThat(app.username()).isInstanceOf(Missing.class);

    app.post("/stream", JSON, "");
    assertThat(app.username()).isInstanceOf(Missing.class);

    app.send("/stream", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[0])));
    assertThat(app.username()).isInstanceOf(Missing.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x=1", "username=", "username=+++", "username"})
  void absentAndBlankAreMissing(String body) {
    app.post("/stream", FORM, body);

    assertThat(app.username()).isInstanceOf(Missing.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {FORM, JSON})
  void longBodyIsTooLargeAndStaysReadable(String type) {
    assertThat(app.post("/stream", type, "username=alice&pad=" + PAD).body()).endsWith(PAD);
    assertMalformed(413);

    byte[] body = ("username=alice&pad=" + PAD).getBytes(StandardCharsets.UTF_8);
    app.send(
        "/stream",
        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)),
        "Content-Type",
        type);
    assertMalformed(413);
  }

  @Test
  void chunkedBodyIsRead() {
    byte[] body = "username=alice".getBytes(StandardCharsets.UTF_8);

    app.send(
        "/stream",
        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)),
        "Content-Type",
        FORM);

    assertUsername("alice");
  }

  @Test
  void longUsernameIsRejectedBeforeItIsNormalized() {
    app.normalizer = name -> name.length() > 256 ? "seen" : name;

    app.post("/stream", FORM, "username=" + "a".repeat(256));
    assertUsername("a".repeat(256));

    app.post("/stream", FORM, "username=" + "a".repeat(257));
    assertMalformed(400);
  }

  @Test
  void usernameThatGrowsTooLongIsRejected() {
    app.normalizer = name -> name.repeat(257);

    app.post("/stream", FORM, "username=a");

    assertMalformed(400);
  }

  @Test
  void bodyStaysReadable() {
    String form = "username=alice&x=%C3%A4";
    String json = "{\"username\":\"alice\"}";

    assertThat(app.post("/stream", FORM, form).body()).isEqualTo(form);
    assertThat(app.post("/reader", FORM, form).body()).isEqualTo(form);
    assertThat(app.post("/stream", JSON, json).body()).isEqualTo(json);
    assertThat(app.post("/reader", JSON, json).body()).isEqualTo(json);
    assertThat(app.post("/stream", "text/plain", form).body()).isEqualTo(form);
    assertThat(app.post("/stream", FORM, "username=%zz").body()).isEqualTo("username=%zz");
  }

  @Test
  void charsetThatIsSetLaterDoesNotChangeWhatWasCounted() {
    assertThat(app.post("/latin", FORM, "username=%C3%A4").body()).isEqualTo("[ä]");

    assertUsername("ä");
  }

  @Test
  void userOfBasicAuthenticationIsTheUsername() {
    app.sources(BASIC)
        .send("/stream", BodyPublishers.noBody(), "Authorization", basic("älice:x:y"));
    assertUsername("älice");

    app.send("/stream", BodyPublishers.noBody(), "Authorization", basic(":x"));
    assertThat(app.username()).isInstanceOf(Missing.class);

    app.send("/stream", BodyPublishers.noBody(), "Authorization", "Bearer abc");
    assertThat(app.username()).isInstanceOf(Missing.class);

    app.send("/stream", BodyPublishers.noBody());
    assertThat(app.username()).isInstanceOf(Missing.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic YQ==",
        "basic YTpi=",
        "Basic YTpiYw",
        "Basic YTo6YR==",
        "Basic ?",
        "Basic 5Do="
      })
  void brokenBasicAuthenticationIsRejected(String value) {
    app.sources(BASIC).send("/stream", BodyPublishers.noBody(), "Authorization", value);

    assertMalformed(400);
  }

  @Test
  void headerIsTheUsernameIfItIsGivenOnce() {
    app.sources(HEADER).send("/stream", BodyPublishers.noBody(), "X-User", "alice");
    assertUsername("alice");

    app.send("/stream", BodyPublishers.noBody(), "X-User", "alice", "x-user", "alice");
    assertMalformed(400);
  }

  @Test
  void loginByHeaderIgnoresTheBody() {
    app.sources(HEADER).post("/stream?username=bob", "text/plain", PAD + PAD, "X-User", "alice");

    assertUsername("alice");
  }

  @Test
  void foreignBodyOfALoginByHeaderStaysWhole() {
    byte[] body = "abc".getBytes(StandardCharsets.UTF_8);

    String seen =
        app.sources(HEADER)
            .send(
                "/stream",
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)),
                "X-User",
                "alice")
            .body();

    assertUsername("alice");
    assertThat(seen).isEqualTo("abc");
  }

  @Test
  void twoPlacesMayOnlyNameTheSame() {
    app.sources(FORM_SOURCE, new UsernameSource.Form("email"), HEADER);

    app.post("/stream", FORM, "email=bob");
    assertUsername("bob");

    app.post("/stream", FORM, "username=alice&email=ALICE", "X-User", " alice");
    assertUsername("alice");

    app.post("/stream", FORM, "username=alice&email=bob");
    assertMalformed(400);

    app.post("/stream", FORM, "username=alice", "X-User", "bob");
    assertMalformed(400);
  }

  @Test
  void tokenIsInAnyOfItsPlaces() {
    app.post("/stream", FORM, "username=a&token=t1", "token", "t3");
    assertThat(app.token()).isEqualTo(new SubmittedToken.Token("t1"));

    app.post("/stream", JSON, "{\"token\":\"t2\",\"a\":{\"token\":\"x\"}}");
    assertThat(app.token()).isEqualTo(new SubmittedToken.Token("t2"));

    app.post("/stream", JSON, "{\"token\":null}", "token", "t3");
    assertThat(app.token()).isEqualTo(new SubmittedToken.Token("t3"));

    app.post("/stream", FORM, "token=&username=a", "Cookie", "token=t4; x=y");
    assertThat(app.token()).isEqualTo(new SubmittedToken.Token("t4"));

    app.post("/stream?token=t5", FORM, "username=a");
    assertThat(app.token()).isEqualTo(new SubmittedToken.None());
  }

  @Test
  void tokenThatIsGivenTwiceIsRejected() {
    app.post("/stream", FORM, "token=a&token=b");
    assertThat(app.token()).isInstanceOf(Malformed.class);

    app.send("/stream", BodyPublishers.noBody(), "token", "a", "token", "b");
    assertThat(app.token()).isInstanceOf(Malformed.class);

    app.send("/stream", BodyPublishers.noBody(), "Cookie", "token=a; token=b");
    assertThat(app.token()).isInstanceOf(Malformed.class);

    app.post("/stream", JSON, "{\"token\":7}");
    assertThat(app.token()).isInstanceOf(Malformed.class);
  }

  @Test
  void tokenHasAtMost4096CodeUnits() {
    app.post("/stream", FORM, "token=" + "a".repeat(4_096));
    assertThat(app.token()).isEqualTo(new SubmittedToken.Token("a".repeat(4_096)));

    app.post("/stream", FORM, "token=" + "a".repeat(4_097));
    assertThat(app.token()).isEqualTo(new SubmittedToken.TooLong());
  }

  @Test
  void messagesDoNotContainValuesOfTheClient() {
    app.post("/stream", FORM, "username=s3cret&token=t0ken");
    assertThat(app.username().toString() + app.token()).doesNotContain("s3cret", "t0ken");

    app.post("/stream", FORM, "username=s3cret%0A&token=t0ken&token=t0ken");
    assertThat(app.username().toString() + app.token()).doesNotContain("s3cret", "t0ken");
  }
}
