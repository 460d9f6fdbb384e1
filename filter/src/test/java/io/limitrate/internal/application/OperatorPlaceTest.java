package io.limitrate.internal.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.path.ContextPath;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OperatorPlaceTest {
  private static final ContextPath SHOP = new ContextPath("/shop");
  private static final Map<String, String> VARIABLE = Map.of("LIMITRATE_CONFIG", "/etc/env.yaml");

  private static Optional<OperatorPlace> find(Map<String, String> properties) {
    return OperatorPlace.find(SHOP, properties::get, VARIABLE::get);
  }

  @Test
  void aPropertyOfOneApplicationOverridesAllOthers() {
    Map<String, String> properties =
        Map.of("limitrate[/shop].config", "/etc/shop.yaml", "limitrate.config", "/etc/all.yaml");

    assertThat(find(properties))
        .contains(new OperatorPlace("/etc/shop.yaml", "system property limitrate[/shop].config"));
  }

  @Test
  void aPropertyOverridesTheVariable() {
    Map<String, String> properties =
        Map.of("limitrate[/other].config", "/etc/o.yaml", "limitrate.config", " /etc/all.yaml ");

    assertThat(find(properties))
        .contains(new OperatorPlace("/etc/all.yaml", "system property limitrate.config"));
  }

  @Test
  void theVariableNamesThePlaceWithoutAProperty() {
    assertThat(find(Map.of()))
        .contains(new OperatorPlace("/etc/env.yaml", "environment variable LIMITRATE_CONFIG"));
  }

  @Test
  void rejectsAnEmptyName() {
    assertThatThrownBy(() -> find(Map.of("limitrate.config", " ")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("system property limitrate.config: must name the file");
  }
}
