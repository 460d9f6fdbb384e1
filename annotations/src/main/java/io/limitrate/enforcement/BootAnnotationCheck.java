package io.limitrate.enforcement;

import jakarta.servlet.ServletContext;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;

/**
 * Makes the {@link AnnotationCheck} in a web application of Spring Boot, which may have neither our
 * filter nor our JAX-RS feature, and whose embedded container looks for no initializers. Found and
 * made by Spring Boot; no other class names it, so it is loaded there only.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
final class BootAnnotationCheck implements SmartInitializingSingleton {
  private final ServletContext context;

  BootAnnotationCheck(ServletContext context) {
    this.context = context;
  }

  @Override
  public void afterSingletonsInstantiated() {
    new AnnotationCheck().check(context);
  }
}
