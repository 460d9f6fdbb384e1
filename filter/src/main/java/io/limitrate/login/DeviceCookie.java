package io.limitrate.login;

public record DeviceCookie(String name, String value) {
  public String header(String contextPath) {
    return name;
  }
}
