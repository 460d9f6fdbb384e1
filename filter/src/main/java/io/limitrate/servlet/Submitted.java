package io.limitrate.servlet;

sealed interface Submitted {
  record Username(String raw) implements Submitted {}

  record Missing() implements Submitted {}

  record Malformed(int status, String detail) implements Submitted {}
}
