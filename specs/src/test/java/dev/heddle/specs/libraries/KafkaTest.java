package dev.heddle.specs.libraries;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.explore.Explorer;
import dev.heddle.verdict.BlockedError;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** Kafka's producer does real input and output, which is refused in words; use its MockProducer. */
class KafkaTest {
  private static Object send() throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1"),
            new StringSerializer(),
            new StringSerializer())) {
      return producer.send(new ProducerRecord<>("topic", "value")).get();
    }
  }

  private static void assertIsRefused(BlockedError refused) {
    String message = refused.getMessage();
    assertTrue(
        message.matches(
            "(?s)Thread kafka-producer-network-thread \\| producer-\\d+ waits in a selector .*"),
        message);
  }

  @Test
  void isRefused() {
    assertIsRefused(assertThrows(BlockedError.class, () -> Loop.run(loop -> send())));
  }

  /** Its threads are numbered on from run to run, which is no difference between schedules. */
  @Test
  void isRefusedInASearchToo() {
    assertIsRefused(
        assertThrows(
            BlockedError.class, () -> Explorer.create().schedules(20).check(loop -> send())));
  }
}
