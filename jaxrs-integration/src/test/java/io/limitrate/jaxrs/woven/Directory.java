package io.limitrate.jaxrs.woven;

import io.limitrate.annotation.LoginProtected;
import io.limitrate.annotation.LoginUsername;

/** A service that checks passwords, woven. */
public class Directory {

  /** For everyone. */
  public Directory() {}

  @LoginProtected
  public boolean check(@LoginUsername String name, String password) {
    return "right".equals(password);
  }
}
