package io.limitrate.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/**
 * An application whose web.xml ({@code auth/form.xml}) lets the container ask for passwords by
 * FORM.
 */
public abstract non-sealed class FormContract extends AuthenticationContract {

  /** Creates the contract. A subclass needs no constructor. */
  protected FormContract() {
    super("form");
  }

  @Test
  void nobodyReachesWhatIsProtected() {
    HttpResponse<String> nobody = client().get("/private");

    assertThat(nobody.body()).doesNotContain("reached /private");
    note("protected.nobody", nobody);
  }

  @Test
  void aWrongPasswordDoesNotLogIn() {
    HttpResponse<String> wrong = submit("wrong");
    note("check.wrong", wrong);

    assertThat(client().get("/private").body()).doesNotContain("reached /private");
  }

  @Test
  void theRightPasswordLogsInAndTheFilterKnowsWhoItIs() {
    HttpResponse<String> right = submit("right");
    note("check.right", right);

    HttpResponse<String> next = client().get("/private");

    assertThat(next.body()).isEqualTo("reached /private as alice");
    assertThat(note("protected.right", next)).first().asString().contains("/private as alice");
  }

  /**
   * Requests a protected path first, because the container checks a form only after it has asked
   * for one.
   */
  private HttpResponse<String> submit(String password) {
    client().get("/private");
    client().seen();
    return client().form("/j_security_check", "j_username", ALICE, "j_password", password);
  }

  @Test
  void anApplicationThatAsksForAPasswordIsToldThatThereIsNoneYet() {
    HttpResponse<String> nobody = client().get("/authenticate");

    assertThat(nobody.body()).doesNotContain("reached /authenticate");
    note("authenticate.nobody", nobody);
  }
}
