package io.limitrate.internal.store.shared;

/** Outages of a provider with an asynchronous entry processor. */
class ProcessorOutageTest extends AsyncOutageContract {
  ProcessorOutageTest() {
    super(TestAsync.processing(), "invoke");
  }
}
