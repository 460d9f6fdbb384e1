package io.limitrate.tck.container.launcher;

import io.limitrate.servlet.RateLimitFilter;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RateLimitConfiguration {

  @Bean
  FilterRegistrationBean<RateLimitFilter> rateLimit() {
    var rateLimit = new FilterRegistrationBean<>(new RateLimitFilter());
    rateLimit.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
    rateLimit.setOrder(0);
    return rateLimit;
  }
}
