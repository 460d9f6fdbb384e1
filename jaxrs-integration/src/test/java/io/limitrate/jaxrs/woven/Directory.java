package io.limitrate.jaxrs.woven;

import io.limitrate.annotation.LoginProtected;
import io.limitrate.annotation.LoginUsername;

/** A woven service that checks passwords. */
public class Directory {

  public Directory() {}

  @LoginProtected
  public boolean check(@LoginUsername String name, String password) {
    return "right".equals(password);
  }
}
