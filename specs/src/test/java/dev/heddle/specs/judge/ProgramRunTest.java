package dev.heddle.specs.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** How runs end that do not end by themselves. */
class ProgramRunTest {
  private static final int LIMIT = 5000;

  /** Judges a program that is written with single quotes, and gives the result so too. */
  private static String judge(String program) {
    Judging.Answer answer = Judging.judge(program.replace('\'', '"'));
    assertEquals("", answer.err());
    return answer.out().strip().replace('"', '\'');
  }

  private static String main(String block) {
    return judge("{'funcs':{'main':" + block + "}}");
  }

  private static int events(String result) {
    return result.split("\\],\\[", -1).length;
  }

  private static void assertLimit(String result) {
    assertTrue(result.startsWith("{'id':null,'end':['limit'],"), result.substring(0, 60));
  }

  /** Nothing is ready and no timer is set: the names of all that waits, and no shutdown. */
  @Test
  void deadlockEndsTheRun() {
    assertEquals(
        "{'id':null,'end':['deadlock',['T0','T1']],'time':2,'unretrieved':[],"
            + "'trace':[[0,'T0','start','main'],[0,'T0','task','t','T1'],"
            + "[0,'T1','start','w'],[2,'T1','slept',2]]}",
        judge(
            "{'funcs':{'main':[['fut','u'],['task','t','w'],['await','t']],"
                + "'w':[['sleep',2],['await','u']]}}"));
  }

  /** A deadlock cancels the main task, as often as the program allows. */
  @Test
  void interruptsResolveDeadlocks() {
    String program =
        "{'interrupts':%d,'funcs':{'main':[['fut','u'],['repeat',2,"
            + "[['try',[['shield','u']],[['Cancelled',[]]],null]]]]}}";
    assertTrue(judge(String.format(program, 1)).contains("'end':['deadlock',['T0']]"));
    assertEquals(
        "{'id':null,'end':['ok',null],'time':0,'unretrieved':[],'trace':["
            + "[0,'T0','start','main'],[0,'-','interrupt',['T0']],"
            + "[0,'T0','caught','Cancelled'],[0,'-','interrupt',['T0']],"
            + "[0,'T0','caught','Cancelled'],[0,'T0','exit','main','ok',null],"
            + "[0,'-','main_done']]}",
        judge(String.format(program, 2)));
  }

  /** When main is done, there is nothing to interrupt. */
  @Test
  void deadlockOfTheCleanUpIsNotInterrupted() {
    String result =
        judge(
            "{'interrupts':9,'funcs':{'main':[['task','t','w'],['sleep',0]],"
                + "'w':[['fut','u'],['try',[['sleep',9]],[],[['await','u']]]]}}");
    assertTrue(result.contains("'end':['deadlock',['T1']]"), result);
    assertFalse(result.contains("interrupt"), result);
  }

  /** The run ends before the turn after the last one that it may have. */
  @Test
  void limitOfTurns() {
    String result = main("[['repeat',9999,[['sleep',1]]]]");
    assertLimit(result);
    assertTrue(result.contains("'time':2500,"), result.substring(0, 60));
    assertEquals(LIMIT / 2, events(result));
  }

  /** The run ends before the turn after that of the last event that it may have. */
  @Test
  void limitOfEvents() {
    String result = main("[['repeat',6000,[['print',1]]],['sleep',0],['print',2]]");
    assertLimit(result);
    assertEquals(6001, events(result));
  }

  /** What handles every exception does not handle the limit, nor does its clean-up run. */
  @Test
  void limitCannotBeHandled() {
    String result =
        main(
            "[['repeat',9,[['try',[['repeat',6000,[['sleep',0]]]],"
                + "[['Base',[['print',1]]]],[['print',2]]]]]]");
    assertLimit(result);
    assertFalse(result.contains("print"));
  }

  /** A step that would never end is ended too. */
  @Test
  void limitOfOneStep() {
    assertLimit(main("[['call','main']]"));
    assertLimit(main("[['repeat',1000000000,[['repeat',1,[]]]]]"));
  }

  /** A run of the limit leaves nothing behind for the next program. */
  @Test
  void nextProgramRunsAfterTheLimit() {
    String endless = "{'funcs':{'main':[['repeat',6000,[['sleep',0]]]]}}";
    String results = judge(endless + "\n{'id':2,'funcs':{'main':[['return',3]]}}");
    assertTrue(results.lines().skip(1).findFirst().orElse("").contains("['ok',3]"));
  }
}
