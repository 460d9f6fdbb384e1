package io.limitrate.internal.login.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsernamesTest {
  private static final int[] INVISIBLE = {
    0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x180B, 0x180E, 0x180F, 0x200B, 0x200D, 0x202E,
    0x2060, 0x2065, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0, 0x1D173, 0xE0001, 0xE0041,
    0xE01EF, 0xE0FFF
  };
  private static final String BLANKS = " \u00A0\u1680\u2000\u2007\u200A\u202F\u205F\u3000";

  @ParameterizedTest
  @CsvSource({
    "alice, alice",
    "ALICE, alice",
    "' alice ', alice",
    "ａｌｉｃｅ, alice",
    "ﬁona, fiona",
    "Straße, strase",
    "STRAẞE, strase",
    "Strasse, strase",
    "Søren, soren",
    "Łukasz, lukasz",
    "Đorđe, dorde",
    "col·lecció, colleccio",
    "bob\u0903, bob",
    "b\u0640o\u0F7Fb, bob",
    "bo\u0369, bod",
    "İıIi, iiii",
    "José, jose",
    "jose\u0301, jose",
    "ΟΔΥΣΣΕΥΣ, οδυσσευς",
    "οδυσσευσ, οδυσσευς",
    "ᾳ, α",
    "ΑΙ, α",
    "α\u0345, α",
    "user١２3, user123",
    "김철수, 김철수",
    "a b, a b",
    "a\u00A0b, a b",
    "a  \u3000b, a b",
    "Ann@Example.ORG, ann@example.org"
  })
  void spellingsThatDatabasesTreatAsEqualAreEqual(String spelling, String name) {
    assertThat(Usernames.normalize(spelling)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "\u3000",
        "\u200B",
        "\u0301",
        "\uFFA0",
        "al\u0000ice",
        "alice\n",
        "\ralice",
        "\talice",
        "a\u007F",
        "a\u0085",
        "a\u2028b",
        "\u2029a",
        "a\uD800",
        "\uDC00a",
        "\uDC00\uD800",
        "x\u0345",
        "\u0675"
      })
  void rejectsTextThatCannotBeAName(String name) {
    assertThat(Usernames.normalize(name)).isNull();
  }

  @Test
  void nameHasAtMost256CodeUnitsBeforeAndAfter() {
    assertThat(Usernames.normalize("a".repeat(256))).hasSize(256);
    assertThat(Usernames.normalize("a".repeat(257))).isNull();
    assertThat(Usernames.normalize("a" + " ".repeat(256))).isNull();
    assertThat(Usernames.normalize("æ".repeat(128))).hasSize(256);
    assertThat(Usernames.normalize("æ".repeat(129))).isNull();
    assertThat(Usernames.normalize("\uFDFA".repeat(256))).isNull();
  }

  @Test
  void differentNamesStayDifferent() {
    assertThat(IntStream.range('!', 127).mapToObj(Character::toString).map(Usernames::normalize))
        .filteredOn(Objects::nonNull)
        .hasSize(94);
    assertThat(
            IntStream.range('!', 127)
                .mapToObj(Character::toString)
                .map(Usernames::normalize)
                .distinct())
        .hasSize(94 - 26);
  }

  /** Tests all characters of Unicode instead of random ones. */
  @Test
  void everyCharacterHasOneSpellingWhateverItsCase() {
    String wrong =
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
            .filter(c -> !isStable("x" + Character.toString(c) + "y"))
            .mapToObj(Integer::toHexString)
            .reduce("", (a, b) -> a + " " + b);

    assertThat(wrong).isEmpty();
  }

  private static boolean isStable(String spelling) {
    String name = Usernames.normalize(spelling);
    return name == null
        || (name.equals(Usernames.normalize(name))
            && name.equals(Usernames.normalize(spelling.toUpperCase(Locale.ROOT)))
            && name.equals(Usernames.normalize(spelling.toLowerCase(Locale.ROOT))));
  }

  @Property
  void normalizingTwiceIsNormalizingOnce(@ForAll @StringLength(max = 80) String spelling) {
    String name = Usernames.normalize(spelling);

    assertThat(name == null ? null : Usernames.normalize(name)).isEqualTo(name);
  }

  @Property
  void caseDoesNotCount(@ForAll("letters") String spelling) {
    String name = Usernames.normalize(spelling);

    assertThat(Usernames.normalize(spelling.toUpperCase(Locale.ROOT))).isEqualTo(name);
    assertThat(Usernames.normalize(spelling.toLowerCase(Locale.ROOT))).isEqualTo(name);
  }

  @Property
  void widthDoesNotCount(@ForAll("ascii") String spelling) {
    String wide =
        spelling
            .codePoints()
            .map(c -> c + 0xFEE0)
            .mapToObj(Character::toString)
            .reduce("", String::concat);

    assertThat(Usernames.normalize(wide)).isEqualTo(Usernames.normalize(spelling)).isNotNull();
  }

  @Property
  void invisibleCharactersDoNotCount(
      @ForAll("letters") String spelling,
      @ForAll @IntRange(max = 40) int at,
      @ForAll("invisible") int added) {
    int place =
        spelling.offsetByCodePoints(0, at % (spelling.codePointCount(0, spelling.length()) + 1));
    String longer =
        spelling.substring(0, place) + Character.toString(added) + spelling.substring(place);

    assertThat(Usernames.normalize(longer)).isEqualTo(Usernames.normalize(spelling));
  }

  @Property
  void blanksAroundDoNotCount(
      @ForAll("letters") String spelling,
      @ForAll("blanks") String before,
      @ForAll("blanks") String after) {
    assertThat(Usernames.normalize(before + spelling + after))
        .isEqualTo(Usernames.normalize(spelling));
  }

  @Provide
  Arbitrary<String> letters() {
    return Arbitraries.strings()
        .withChars("aAzZ09.-_@ äßſıİΣσςΐᾳ\u0301\u0308ﬁＡ한한éǅ")
        .ofMinLength(1)
        .ofMaxLength(40);
  }

  @Provide
  Arbitrary<String> ascii() {
    return Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(40);
  }

  @Provide
  Arbitrary<Integer> invisible() {
    return Arbitraries.of(IntStream.of(INVISIBLE).boxed().toList());
  }

  @Provide
  Arbitrary<String> blanks() {
    return Arbitraries.strings().withChars(BLANKS).ofMaxLength(10);
  }
}
