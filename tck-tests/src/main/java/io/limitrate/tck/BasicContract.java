package io.limitrate.tck;

import static io.limitrate.tck.LoginVisitor.known;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * An application whose web.xml ({@code auth/basic.xml}) lets the container ask for passwords by
 * BASIC.
 */
public abstract non-sealed class BasicContract extends AuthenticationContract {

  /** Creates the contract. A subclass needs no constructor. */
  protected BasicContract() {
    super("basic");
  }

  @Test
  void aWrongPasswordNeverReachesWhatIsProtected() {
    HttpResponse<String> wrong = client().basic("/private", ALICE, "wrong");

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).doesNotContain("reached");
    note("protected.wrong", wrong);
  }

  @Test
  void theRightPasswordReachesItAndTheFilterKnowsWhoItIs() {
    HttpResponse<String> right = client().basic("/private", ALICE, "right");

    assertThat(right.body()).isEqualTo("reached /private as alice");
    assertThat(note("protected.right", right)).first().asString().contains("/private as alice");
  }

  @Test
  void aWrongPasswordIsNobodyWhereNothingIsProtected() {
    HttpResponse<String> wrong = client().basic("/open", ALICE, "wrong");

    assertThat(wrong.body()).doesNotContain(ALICE);
    note("open.wrong", wrong);
  }

  /** Some containers check a password that the path does not require, others do not. */
  @Test
  void theRightPasswordReachesWhatIsNotProtected() {
    HttpResponse<String> right = client().basic("/open", ALICE, "right");

    assertThat(right.body()).startsWith("reached /open as ");
    note("open.right", right);
  }

  /**
   * The filter sees a failure, unless the container has rejected the password before the filter
   * runs.
   */
  @Test
  void anApplicationThatAsksForAWrongPasswordHasSeenAFailure() {
    HttpResponse<String> wrong = client().basic("/authenticate", ALICE, "wrong");

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).doesNotContain("reached");
    List<String> seen = note("authenticate.wrong", wrong);
    assertThat(seen.isEmpty() || seen.contains(FAILED)).as(seen::toString).isTrue();
  }

  @Test
  void anApplicationThatAsksForTheRightPasswordHasSeenASuccess() {
    HttpResponse<String> right = client().basic("/authenticate", ALICE, "right");

    assertThat(right.body()).isEqualTo("reached /authenticate as alice");
    assertThat(known(right)).isTrue();
    assertThat(note("authenticate.right", right)).doesNotContain(FAILED);
  }
}
