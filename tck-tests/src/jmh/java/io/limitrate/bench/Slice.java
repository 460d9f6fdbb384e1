package io.limitrate.bench;

import io.limitrate.tck.load.RunningServer;
import java.io.IOException;
import java.time.Duration;

/**
 * Some seconds of load on one server.
 *
 * @param processorTime the processor time of the server's process
 */
record Slice(Wrk.Result load, Duration processorTime) {

  static Slice measure(Wrk wrk, RunningServer server, int seconds) throws IOException {
    Duration before = server.processorTime();
    Wrk.Result load = wrk.drive(server.address(), seconds);
    return new Slice(load, server.processorTime().minus(before));
  }

  double perSecond() {
    return load.answers() * 1e6 / load.micros();
  }

  double processorMicros() {
    return processorTime.toNanos() / 1e3 / load.answers();
  }

  double rejected() {
    return (double) load.rejections() / load.answers();
  }
}
