package io.limitrate.tck;

class JettyHttpTest extends HttpContract {

  @Override
  protected Container start() throws Exception {
    return Jetty.start(new HttpContractApplication());
  }
}
