package io.limitrate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limitrate.Policy;
import io.limitrate.login.LoginSettings;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A builder rejects what the reader of the file rejects. */
class RuleTest {
  private static final Policy API = Policy.builder("api").quotas("1/1m").build();

  @ParameterizedTest
  @ValueSource(strings = {"login", "/a*", "/a//b", "/{x}/{x}", "/a?b", ""})
  void rejectsAPathThatIsNoPattern(String path) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Configuration.builder().limit(path, API))
        .withMessageContaining("path pattern \"" + path + "\": ");
    assertThatIllegalArgumentException().isThrownBy(() -> Configuration.builder().exempt(path));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LoginSettings.builder("main").paths(List.of(path)).build());
  }

  @Test
  void rejectsAMethodThatIsNoName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Rule.Exempt("/a", Set.of("GE T")))
        .withMessage("\"GE T\": must be the name of a method, such as GET");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LoginSettings.builder("main").methods(Set.of("")).build());
  }

  @Test
  void convertsMethodsToUpperCase() {
    assertThat(new Rule.Exempt("/a", Set.of("get")).methods()).containsExactly("GET");
  }

  @Test
  void rejectsALimitWithoutPolicies() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Configuration.builder().limit("/a"))
        .withMessage("rule for \"/a\": needs a policy");
  }

  @Test
  void rejectsBothFormsOfTheSameHeader() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ResponseSettings(
                    EnumSet.allOf(ResponseSettings.Dialect.class),
                    ResponseSettings.Body.PROBLEM,
                    Optional.empty()))
        .withMessage("must not have both x-ratelimit and x-ratelimit-delta");
  }

  @Test
  void rejectsAPageBesideABodyThatIsNoPage() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ResponseSettings(
                    Set.of(), ResponseSettings.Body.EMPTY, Optional.of("/limited.html")))
        .withMessage("htmlPage needs the body problem");
  }
}
