package io.limitrate.tck.cluster;

import io.limitrate.Call;

/** A call of a user. */
record UserCall(String user) implements Call {}
