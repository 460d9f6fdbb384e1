package io.limitrate.tck.container.launcher;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A login as a typical Spring controller: the body commits the response. */
@RestController
class BootLogin {
  @PostMapping("/login")
  ResponseEntity<String> login(
      @RequestParam("username") String username, @RequestParam("password") String password) {
    return password.equals("right")
        ? ResponseEntity.ok("welcome " + username)
        : ResponseEntity.status(401).body("no");
  }
}
