import type { Hierarchy, Method } from '../classes/hierarchy';
import { type Call, walk } from '../classes/walk';
import { Calls } from './calls';
import type { Start } from './starts';

/** Calls that have something run again and again. */
const REPEATS = /^(?:.*\.scheduleAtFixedRate|.*\.scheduleWithFixedDelay|reactor\/core\/publisher\/Flux\.interval)$/;
/** Spring's adapters call a method by its name. */
const ADAPTER = /\/MessageListenerAdapter$/;

/** Methods that hand something to a scheduler, which repeats it. */
export function scheduled(hierarchy: Hierarchy): Start[] {
  const calls = new Calls(hierarchy);
  const methods = ['schedule', 'reactor/core/publisher/Flux'].flatMap((text) =>
    callersOf(hierarchy, text, ({ owner, name }) => REPEATS.test(`${owner}.${name}`)),
  );
  return [...new Set(methods)].map((method) => {
    const walked = calls.walk(method);
    const made = walked.calls.filter(({ name }) => name === '<init>').flatMap(({ owner }) => calls.calledBack(owner));
    const parts = [...calls.handedOut(walked), ...made].map(({ to }) => to);
    return { method, parts, starter: 'every-host', by: 'a scheduler' };
  });
}

/** Methods that hand a lambda to a container of listeners. */
export function listening(hierarchy: Hierarchy): Start[] {
  const isListener = ({ name, handles = [] }: Call) => name === 'onMessage' && handles.length > 0;
  return callersOf(hierarchy, 'MessageListener', isListener).map(({ file, member }) => {
    const handles = walk(file, member)
      .calls.filter(isListener)
      .flatMap((call) => call.handles!);
    const parts = handles.flatMap((handle) => hierarchy.called(handle));
    return { method: { file, member }, parts, starter: 'listener', by: 'MessageListener' };
  });
}

/** Methods that are named to an adapter, wherever in the application that is done. */
export function adapted(senders: Hierarchy, all: Hierarchy): Start[] {
  const isAdapter = ({ owner, name }: Call) => name === '<init>' && ADAPTER.test(owner);
  const calls = callersOf(all, 'MessageListenerAdapter', isAdapter).flatMap(({ file, member }) =>
    walk(file, member).calls.filter(isAdapter),
  );
  const names = new Set(calls.flatMap((call) => call.arguments.flatMap((value) => (value.is === 'text' ? value.text : []))));
  const methods = senders.classes.flatMap(({ name }) => [...senders.methodsOf(name).values()]);
  return methods
    .filter(({ member }) => names.has(member.name))
    .map((method) => ({ method, starter: 'listener', by: 'MessageListenerAdapter' }));
}

/** Methods with such a call, in classes that mention a text. */
export function callersOf(hierarchy: Hierarchy, mentioned: string, isCalled: (call: Call) => boolean): Method[] {
  return hierarchy.classes
    .filter(({ pool }) => pool.mentions(mentioned))
    .flatMap(({ name }) => [...hierarchy.methodsOf(name).values()])
    .filter(({ file, member }) => walk(file, member).calls.some(isCalled));
}
