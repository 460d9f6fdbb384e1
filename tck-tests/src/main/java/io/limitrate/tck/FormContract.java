package io.limitrate.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** An application whose web.xml ({@code auth/form.xml}) has the container ask by a form. */
public abstract non-sealed class FormContract extends AuthenticationContract {

  /** Makes the contract; a binding has nothing to add. */
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

  /** The container checks the form of who was asked for one. */
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
