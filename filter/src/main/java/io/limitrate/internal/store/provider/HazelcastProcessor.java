package io.limitrate.internal.store.provider;

import com.hazelcast.cache.ICache;
import com.hazelcast.cache.impl.CacheOperationProvider;
import com.hazelcast.cache.impl.CacheProxy;
import com.hazelcast.cache.impl.ICacheService;
import com.hazelcast.cache.impl.operation.MutableOperation;
import com.hazelcast.config.CacheConfig;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.internal.serialization.Data;
import com.hazelcast.spi.impl.NodeEngine;
import com.hazelcast.spi.impl.operationservice.Operation;
import io.limitrate.internal.concurrent.CompletionStages;
import io.limitrate.spi.AsyncProcessor;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.cache.processor.EntryProcessor;
import org.jspecify.annotations.Nullable;

/**
 * The asynchronous entry processor of a Hazelcast member's cache. Thread-safe.
 *
 * <p>{@link ICache#invoke} starts the same operation and then blocks, up to minutes, and nothing
 * ends this wait. Hazelcast has no public API for the operation alone, so this class uses internal
 * classes of Hazelcast, which have been the same since 5.0. With a version that has other classes,
 * a {@link LinkageError} occurs in the constructor or in the self-test; in both cases Limitrate
 * uses another strategy.
 */
final class HazelcastProcessor implements AsyncProcessor {
  private static final System.Logger LOG = System.getLogger(HazelcastProcessor.class.getName());

  /**
   * The owner of an entry rejects an operation whose call timeout has passed by the clock of the
   * cluster. After a wall clock of a member has stepped, this clock is wrong until the next
   * heartbeat (5 s), and Hazelcast's default of a minute is then shorter than the step. The
   * deadline of the request limits the wait for an answer.
   */
  private static final long CALL_TIMEOUT_MILLIS = TimeUnit.DAYS.toMillis(1);

  private final CacheProxy<?, ?> cache;
  private final CacheOperationProvider operations;
  private final EntryProcessor<?, ?, ?> processor;

  private HazelcastProcessor(CacheProxy<?, ?> cache, EntryProcessor<?, ?, ?> processor) {
    this.cache = cache;
    this.operations =
        cache.getService().getCacheOperationProvider(cache.getPrefixedName(), format(cache));
    this.processor = processor;
  }

  @SuppressWarnings("unchecked") // JCache takes a raw class only
  private static InMemoryFormat format(CacheProxy<?, ?> cache) {
    return cache.getConfiguration(CacheConfig.class).getInMemoryFormat();
  }

  /**
   * Returns the processor of a member's cache; {@code null} when this version of Hazelcast has
   * other internal classes.
   */
  static @Nullable HazelcastProcessor of(
      ICache<String, String> cache, EntryProcessor<?, ?, ?> processor) {
    try {
      return new HazelcastProcessor((CacheProxy<?, ?>) cache, processor);
    } catch (LinkageError | ClassCastException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "This version of Hazelcast has no asynchronous entry processor; Limitrate uses another"
              + " update strategy",
          e);
      return null;
    }
  }

  @Override
  public CompletionStage<@Nullable String> process(String key, String change) {
    NodeEngine engine = cache.getNodeEngine();
    Data data = engine.toData(key);
    Operation operation =
        operations.createEntryProcessorOperation(
            data, MutableOperation.IGNORE_COMPLETION, processor, change);
    CompletionStage<String> invocation =
        engine
            .getOperationService()
            .createInvocationBuilder(
                ICacheService.SERVICE_NAME,
                operation,
                engine.getPartitionService().getPartitionId(data))
            .setCallTimeout(CALL_TIMEOUT_MILLIS)
            .invoke();
    // A stage composed with the invocation itself gets a packet instead of the answer.
    return invocation.thenApplyAsync(Function.identity(), CompletionStages.SAME_THREAD);
  }
}
