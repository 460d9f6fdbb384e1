package io.limitrate.internal.servlet.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.internal.login.input.MalformedInputException;
import io.limitrate.internal.login.input.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTextsTest {

  @ParameterizedTest
  @CsvSource({
    "a=1&b=2, a, 1",
    "a=1&b=2, b, 2",
    "b=1&b=2, b, 1",
    "a&b=2, a, ''",
    "=x&a=1, a, 1",
    "&&a=1, a, 1",
    "%61=%C3%A4+%2B, a, ä +",
    "a=b=c, a, b=c"
  })
  void firstFieldOfTheNameIsDecoded(String text, String name, String value) {
    assertThat(FormFields.first(text, UTF_8, name)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "b=1", "a%=1", "a=%zz", "aa=1", "A=1", "&", "="})
  void otherFieldsAreAbsent(String text) {
    assertThat(FormFields.first(text, UTF_8, "a")).isNull();
  }

  @Test
  void fieldsAreInTheirCharset() {
    assertThat(FormFields.first("a=%E4", StandardCharsets.ISO_8859_1, "a")).isEqualTo("ä");
  }

  @Test
  void allFieldsAreShownInOrder() {
    List<String> fields = new ArrayList<>();

    FormFields.forEach("a=1&b&&c=%zz&a=2", UTF_8, (name, value) -> fields.add(name + "=" + value));

    assertThat(fields).containsExactly("a=1", "b=", "a=2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'user':{'id':7}} | /user/id | 7",
        "{'user':{'id':'x'}} | /user/id | x",
        "{'a':[1,2,{'b':true}]} | /a/2/b | true",
        "{'a/b':{'~':1}} | /a~1b/~0 | 1",
        "{'n':1.0} | /n | 1",
        "{'n':10e-1} | /n | 1",
        "{'n':1200} | /n | 1200",
        "{'n':1e999999999} | /n | 1E+999999999",
        "{'x':{'y':[]},'n':-0.50} | /n | -0.5"
      })
  void pointerSelectsAScalar(String json, String pointer, String value) throws Exception {
    assertThat(select(json, pointer)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'A':1} | /a",
        "{'a':1,'A':2} | /a",
        "{'a':{}} | /a",
        "{'a':[1]} | /a",
        "{'a':1,'a':2} | /a",
        "{'a':1,'b':{'c':1,'c':1}} | /a",
        "{'a':1 | /a",
        "{'a':1}{'a':2} | /a",
        "{'a':1} x | /a",
        "nonsense | /a",
        "'' | /a"
      })
  void ambiguousTextIsAnError(String json, String pointer) {
    assertThatThrownBy(() -> select(json, pointer)).isInstanceOf(MalformedInputException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'b':1} | /a",
        "{'a':null} | /a",
        "{'a':1} | /a/b",
        "{'b':{'a':1}} | /a",
        "[1] | /a",
        "[1] | /1",
        "1 | /a"
      })
  void aValueThatTheTextDoesNotHaveIsAbsent(String json, String pointer) throws Exception {
    assertThat(select(json, pointer)).isNull();
  }

  @Test
  void deepNestingIsNotFollowed() {
    String deep = "{'a':1,'b':" + "[".repeat(5_000) + "]".repeat(5_000) + "}";

    assertThatThrownBy(() -> select(deep, "/a")).isInstanceOf(MalformedInputException.class);
  }

  @Test
  void nestingOfTheBoundIsFollowed() throws Exception {
    String deep = "{'a':1,'b':" + "[".repeat(63) + "]".repeat(63) + "}";

    assertThat(select(deep, "/a")).isEqualTo("1");
    assertThatThrownBy(() -> select(deep.replace("[]", "[[]]"), "/a"))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("at most 64 deep");
  }

  /** Readers that guess the encoding, or keep a byte order mark, would see another text. */
  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32BE"})
  void onlyUtf8WithoutAByteOrderMarkIsRead(String charset) throws Exception {
    byte[] other = "{\"a\":1}".getBytes(charset);

    assertThatThrownBy(() -> select(other, "/a")).isInstanceOf(MalformedInputException.class);
    assertThatThrownBy(() -> select("\uFEFF{'a':1}", "/a"))
        .isInstanceOf(MalformedInputException.class);
    assertThat(select("{'a':'\u00E4\u20AC\uD83D\uDE00'}", "/a"))
        .isEqualTo("\u00E4\u20AC\uD83D\uDE00");
  }

  @Test
  void bytesThatAreNoUtf8AreAnError() {
    byte[] latin = "{\"a\":1,\"b\":\"\u00E4\"}".getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> select(latin, "/a"))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("JSON in UTF-8");
  }

  private static String select(String json, String pointer) throws MalformedInputException {
    return select(json.replace('\'', '"').getBytes(UTF_8), pointer);
  }

  private static String select(byte[] json, String pointer) throws MalformedInputException {
    StrictJson.Scalar value = new StrictJson(64).select(json, pointer);
    return value == null ? null : value.text();
  }
}
