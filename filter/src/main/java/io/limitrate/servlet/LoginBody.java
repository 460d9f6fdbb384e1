package io.limitrate.servlet;

import io.limitrate.login.LoginSettings;
import io.limitrate.login.TokenSource;
import java.io.IOException;

record LoginBody(Submitted submitted, TokenSource tokens) {
  static LoginBody read(HttpCall call, LoginSettings settings) throws IOException {
    if (call == null) throw new IOException();
    return new LoginBody(new Submitted.Username("a"), TokenSource.NONE);
  }
}
