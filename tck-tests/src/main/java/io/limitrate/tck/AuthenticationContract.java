package io.limitrate.tck;

import static io.limitrate.tck.LoginVisitor.known;
import static io.limitrate.tck.LoginVisitor.name;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/**
 * The outcome of passwords that a container checks, with any {@code login-config}. {@link
 * BasicContract} and {@link FormContract} add rules of their own. The application consists of
 * {@link io.limitrate.tck.app.auth}, the web.xml of the contract, and {@code auth/limitrate.yaml}.
 * The container has the user {@code alice} with the password {@code right} and the role {@code
 * staff}.
 */
public abstract sealed class AuthenticationContract extends RecordedContract
    permits BasicContract, FormContract {
  static final String ALICE = "alice";
  static final String FAILED = "LoginFailed alice";

  /**
   * Creates the contract.
   *
   * @param variant the prefix of the keys of its facts
   */
  AuthenticationContract(String variant) {
    super(variant);
  }

  @Test
  void loginByTheApplicationIsAFailureByItself() {
    HttpResponse<String> wrong = client().login("/login", ALICE, "wrong");

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).isEqualTo("reached /login as null");
    assertThat(known(wrong)).isFalse();
    assertThat(note("login.wrong", wrong)).contains(FAILED);
  }

  @Test
  void loginByTheApplicationIsASuccessByItself() {
    HttpResponse<String> right = client().login("/login", ALICE, "right");

    assertThat(right.body()).isEqualTo("reached /login as alice");
    assertThat(known(right)).isTrue();
    assertThat(note("login.right", right)).doesNotContain(FAILED);
  }

  @Test
  void whatIsRejectedNeverReachesTheContainersUsers() {
    for (int i = 0; i < 3; i++) {
      assertThat(client().login("/login", name("stranger"), "wrong").statusCode()).isEqualTo(401);
    }

    HttpResponse<String> rejected = client().login("/login", ALICE, "right");

    assertThat(rejected.statusCode()).isEqualTo(403);
    assertThat(rejected.body()).contains("challenge").doesNotContain("reached");
  }

  /** The application does not tell the guard, but the request has a principal. */
  @Test
  void aNewPrincipalIsASuccess() {
    HttpResponse<String> right = client().login("/principal", ALICE, "right");

    assertThat(right.body()).isEqualTo("reached /principal as alice");
    assertThat(known(right)).isTrue();
    assertThat(client().seen()).doesNotContain(FAILED);
  }

  @Test
  void noPrincipalIsAFailureOfTheName() {
    HttpResponse<String> wrong = client().login("/principal", ALICE, "wrong");

    assertThat(wrong.body()).isEqualTo("reached /principal as null");
    assertThat(known(wrong)).isFalse();
    assertThat(client().seen()).contains(FAILED);
  }
}
