package io.limitrate.tck;

import static io.limitrate.tck.LoginVisitor.known;
import static io.limitrate.tck.LoginVisitor.name;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An application whose passwords Jakarta Security checks by its own mechanism for Basic, guarded by
 * a bean. It has {@link io.limitrate.tck.app.auth}, {@link io.limitrate.tck.security}, which no
 * other application should have, {@code auth/security.xml} and {@code auth/limitrate.yaml}.
 */
public abstract class SecurityContract {
  private Recording client;

  /** Makes the contract; a binding has nothing to add. */
  protected SecurityContract() {}

  /** Where the application is, such as {@code http://127.0.0.1:8080/app}; over loopback. */
  protected abstract URI root();

  /** The container's name and version, as the table has it. */
  protected abstract String container();

  @BeforeEach
  final void findApplication() {
    client = new Recording(root());
  }

  private List<String> note(String what, HttpResponse<String> answer) {
    List<String> seen =
        client.seen().stream().map(sight -> sight.replaceAll("-\\d+-\\d+", "")).toList();
    Facts.of(container()).put("security." + what, answer.statusCode(), seen);
    return seen;
  }

  private String checks(String username) {
    return new Recording(root()).get("/checks?username=" + username).body();
  }

  @Test
  void aWrongPasswordIsAFailureAndNeverReachesWhatIsProtected() {
    String name = name("alice");

    HttpResponse<String> wrong = client.basic("/private", name, "wrong");

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).doesNotContain("reached");
    assertThat(checks(name)).isEqualTo("1");
    assertThat(note("protected.wrong", wrong)).contains("LoginFailed alice");
  }

  @Test
  void theRightPasswordIsASuccessAndReachesIt() {
    String name = name("alice");

    HttpResponse<String> right = client.basic("/private", name, "right");

    assertThat(right.body()).isEqualTo("reached /private as " + name);
    assertThat(known(right)).isTrue();
    assertThat(note("protected.right", right)).doesNotContain("LoginFailed alice");
  }

  @Test
  void whatIsRefusedOnAProtectedPathIsNeverChecked() {
    String name = name("alice");
    fail("/private", name);

    HttpResponse<String> refused = client.basic("/private", name, "right");

    assertThat(refused.body()).doesNotContain("reached");
    assertThat(refused.statusCode()).isIn(401, 403);
    assertThat(checks(name)).isEqualTo("3");
    note("protected.refused", refused);
  }

  private void fail(String path, String name) {
    for (int i = 0; i < 3; i++) {
      client.basic(path, name, "wrong");
    }
    client.seen();
  }

  @Test
  void whatIsRefusedOnAnOpenPathIsNeverCheckedAndTheFilterSaysSo() {
    String name = name("alice");
    fail("/open", name);

    HttpResponse<String> refused = client.basic("/open", name, "right");

    assertThat(refused.body()).doesNotContain("reached");
    assertThat(refused.statusCode()).isIn(401, 403);
    assertThat(checks(name)).isEqualTo("3");
    note("open.refused", refused);
  }
}
