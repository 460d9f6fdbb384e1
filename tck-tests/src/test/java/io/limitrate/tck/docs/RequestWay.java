package io.limitrate.tck.docs;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.MethodEntryEvent;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.MethodEntryRequest;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The way of one request of {@link RequestWayApplication} through Limitrate, as a debugger sees it.
 * A hop is a class on the stack when the next state is created, or when a header is set.
 */
final class RequestWay {
  private static final String PROGRAM = RequestWayApplication.class.getName();
  private static final String LIMITRATE = "io.limitrate.";
  private static final String TESTS = "io.limitrate.tck.";
  private static final Set<String> ENDS =
      Set.of(
          "io.limitrate.internal.algorithm.PackedBucket.next",
          "io.limitrate.internal.servlet.request.HttpCall.set");

  private final Set<String> hops = new LinkedHashSet<>();
  private final Set<String> classes = new TreeSet<>();
  private final VirtualMachine machine;
  private final MethodEntryRequest entries;

  private RequestWay(VirtualMachine machine) {
    this.machine = machine;
    this.entries = machine.eventRequestManager().createMethodEntryRequest();
    entries.addClassFilter(LIMITRATE + "*");
    entries.addClassExclusionFilter(TESTS + "*");
    entries.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
    ClassPrepareRequest program = machine.eventRequestManager().createClassPrepareRequest();
    program.addClassFilter(PROGRAM);
    program.enable();
  }

  /** Runs the program in a JVM of its own, and follows its last request. */
  static RequestWay follow() throws Exception {
    ListeningConnector connector =
        Bootstrap.virtualMachineManager().listeningConnectors().stream()
            .filter(listening -> listening.transport().name().equals("dt_socket"))
            .findFirst()
            .orElseThrow();
    Map<String, Connector.Argument> arguments = connector.defaultArguments();
    arguments.get("localAddress").setValue("127.0.0.1");
    arguments.get("timeout").setValue("60000");
    Process process = start(connector.startListening(arguments));
    try {
      RequestWay way = new RequestWay(connector.accept(arguments));
      way.run();
      return way;
    } finally {
      connector.stopListening(arguments);
      process.destroy();
    }
  }

  private static Process start(String debugger) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-agentlib:jdwp=transport=dt_socket,address=" + debugger,
            "-Dee=" + System.getProperty("ee", "10"),
            "-cp",
            System.getProperty("java.class.path"),
            PROGRAM)
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.DISCARD)
        .start();
  }

  /** Returns the classes on the way, in their order. */
  Set<String> hops() {
    return hops;
  }

  /** Returns the other classes whose methods the request enters. */
  Set<String> besideTheWay() {
    Set<String> others = new TreeSet<>(classes);
    others.removeAll(hops);
    return others;
  }

  private void run() throws Exception {
    try {
      while (true) {
        EventSet events = machine.eventQueue().remove();
        for (Event event : events) {
          handle(event);
        }
        events.resume();
      }
    } catch (VMDisconnectedException e) {
      return;
    }
  }

  private void handle(Event event) throws IncompatibleThreadStateException {
    if (event instanceof ClassPrepareEvent prepared) {
      stopAt(prepared.referenceType(), "begin");
      stopAt(prepared.referenceType(), "end");
    } else if (event instanceof BreakpointEvent mark) {
      entries.setEnabled(mark.location().method().name().equals("begin"));
    } else if (event instanceof MethodEntryEvent entry) {
      entered(entry.method(), entry.thread());
    }
  }

  private void stopAt(ReferenceType program, String method) {
    machine
        .eventRequestManager()
        .createBreakpointRequest(program.methodsByName(method).get(0).location())
        .enable();
  }

  private void entered(Method method, ThreadReference thread)
      throws IncompatibleThreadStateException {
    add(method, classes);
    if (ENDS.contains(method.declaringType().name() + "." + method.name())) {
      List<StackFrame> stack = new ArrayList<>(thread.frames());
      Collections.reverse(stack);
      for (StackFrame frame : stack) {
        add(frame.location().method(), hops);
      }
    }
  }

  /** Adds the simple name of the class of the method; a nested class counts as its outer class. */
  private static void add(Method method, Set<String> names) {
    String name = method.declaringType().name();
    if (name.startsWith(LIMITRATE) && !name.startsWith(TESTS)) {
      names.add(name.replaceFirst("[$].*", "").replaceFirst(".*[.]", ""));
    }
  }
}
