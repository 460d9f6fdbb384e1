package io.limitrate.config;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CallerListsFactoryTest {

  private static void assertRejected(ThrowingCallable factory, String message) {
    assertThatIllegalArgumentException().isThrownBy(factory).withMessage(message);
  }

  /** A variable without a value must not exempt the clients that send an empty header. */
  @Test
  void rejectsBlankEntries() {
    String mend = ": must not be blank: name one, or leave the entry out";

    assertRejected(() -> CallerLists.apiKeys(""), "value of the header X-Api-Key \"\"" + mend);
    assertRejected(
        () -> CallerLists.apiKeys("s3cret", " "), "value of the header X-Api-Key \" \"" + mend);
    assertRejected(() -> CallerLists.header("Geo", ""), "value of the header Geo \"\"" + mend);
    assertRejected(() -> CallerLists.header(" ", "s3cret"), "header \" \"" + mend);
    assertRejected(() -> CallerLists.countries("", "DE"), "header \"\"" + mend);
    assertRejected(() -> CallerLists.users("alice", ""), "user \"\"" + mend);
    assertRejected(() -> CallerLists.roles("\t"), "role \"\t\"" + mend);
  }

  @Test
  void rejectsListsWithoutEntries() {
    String message = "a list needs an entry: add one, or leave the list out";

    assertRejected(CallerLists::anyOf, message);
    assertRejected(CallerLists::users, message);
    assertRejected(() -> CallerLists.header("Geo"), message);
  }
}
