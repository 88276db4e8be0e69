package dev.heddle.schedule;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A decision as a report tells it.
 *
 * @param kind of what kind it was
 * @param step the step that it decided
 * @param taken who went, by name
 * @param first who would have gone in the default order, by name
 * @param option the option that was taken
 * @param id who went
 * @param firstId who would have gone
 * @param atPoint whether the one that would have gone stood at a scheduling point
 */
@API(status = Status.INTERNAL)
public record RecordedDecision(
    Decision.Kind kind,
    long step,
    String taken,
    String first,
    int option,
    long id,
    long firstId,
    boolean atPoint) {
  static RecordedDecision of(Decision decision, int option) {
    return new RecordedDecision(
        decision.kind(option),
        decision.step(),
        decision.name(option),
        decision.name(0),
        option,
        decision.id(option),
        decision.id(0),
        decision.isAtPoint());
  }
}
