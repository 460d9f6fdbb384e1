package io.limitrate.internal.store.shared;

/** Outages where the provider has a processor that holds no thread. */
class ProcessorOutageTest extends AsyncOutageContract {
  ProcessorOutageTest() {
    super(TestAsync.processing(), "invoke");
  }
}
