package io.limitrate.tck;

import static io.limitrate.tck.LoginVisitor.known;
import static io.limitrate.tck.LoginVisitor.name;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/**
 * An application whose passwords Jakarta Security checks by its own mechanism for BASIC, guarded by
 * a bean. The application consists of {@link io.limitrate.tck.app.auth}, {@link
 * io.limitrate.tck.security}, {@code auth/security.xml} and {@code auth/limitrate.yaml}. No other
 * application should contain the package {@link io.limitrate.tck.security}.
 */
public abstract class SecurityContract extends RecordedContract {

  /** Creates the contract. A subclass needs no constructor. */
  protected SecurityContract() {
    super("security");
  }

  private String checks(String username) {
    return new Recording(root()).get("/checks?username=" + username).body();
  }

  @Test
  void aWrongPasswordIsAFailureAndNeverReachesWhatIsProtected() {
    String name = name("alice");

    HttpResponse<String> wrong = client().basic("/private", name, "wrong");

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).doesNotContain("reached");
    assertThat(checks(name)).isEqualTo("1");
    assertThat(note("protected.wrong", wrong)).contains("LoginFailed alice");
  }

  @Test
  void theRightPasswordIsASuccessAndReachesIt() {
    String name = name("alice");

    HttpResponse<String> right = client().basic("/private", name, "right");

    assertThat(right.body()).isEqualTo("reached /private as " + name);
    assertThat(known(right)).isTrue();
    assertThat(note("protected.right", right)).doesNotContain("LoginFailed alice");
  }

  @Test
  void whatIsRejectedOnAProtectedPathIsNeverChecked() {
    note("protected.rejected", rejected("/private"));
  }

  @Test
  void whatIsRejectedOnAnOpenPathIsNeverCheckedAndTheFilterSaysSo() {
    note("open.rejected", rejected("/open"));
  }

  private HttpResponse<String> rejected(String path) {
    String name = name("alice");
    for (int i = 0; i < 3; i++) {
      client().basic(path, name, "wrong");
    }
    client().seen();

    HttpResponse<String> rejected = client().basic(path, name, "right");

    assertThat(rejected.body()).doesNotContain("reached");
    assertThat(rejected.statusCode()).isIn(401, 403);
    assertThat(checks(name)).isEqualTo("3");
    return rejected;
  }
}
