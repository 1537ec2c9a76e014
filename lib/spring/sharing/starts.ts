import type { Annotation, ClassFile, Member } from '../classes/class-file';
import { parameterTypes } from '../classes/walk';
import type { Hierarchy, Method } from '../classes/hierarchy';
import { simpleName } from '../classes/simple-name';

/**
 * What runs a method although no client of this host sent anything: every host by itself, a queue or topic that hosts may share, or
 * sessions of this host.
 */
export type Starter = 'every-host' | 'listener' | 'session';

/** A method that something other than a client's message runs. */
export interface Start {
  readonly method: Method;
  /** What of it runs, where that is not all. */
  readonly parts?: readonly Method[];
  readonly starter: Starter;
  /** Such as `@Scheduled`. */
  readonly by: string;
}

const EVERY_HOST = /^(?:org\/springframework\/scheduling\/annotation\/Schedule[ds]|(?:javax|jakarta)\/annotation\/PostConstruct)$/;
/** `@KafkaListener`, `@JmsListener`, `@RabbitListener`, `@SqsListener` and their kin; what listens to entities runs with a request. */
const LISTENER = /\/(?!Event|TransactionalEvent|Entity|ApplicationModule)\w+Listeners?$|\/(?:KafkaHandler|RabbitHandler|ServiceActivator)$/;
const EVENT_LISTENER = /\/(?:Event|TransactionalEvent|ApplicationModule)Listener$/;
/** With a lock of ShedLock one host alone runs it. */
const LOCKED = /\/SchedulerLock$/;

/** What frameworks call on an object: by type and method. */
const CALLED: readonly (readonly [type: RegExp, method: RegExp, starter: Starter])[] = [
  [/^org\/springframework\/boot\/(?:Application|CommandLine)Runner$/, /^run$/, 'every-host'],
  [/^org\/springframework\/context\/(?:Smart)?Lifecycle$/, /^start$/, 'every-host'],
  [/^org\/springframework\/beans\/factory\/InitializingBean$/, /^afterPropertiesSet$/, 'every-host'],
  [/^org\/springframework\/beans\/factory\/SmartInitializingSingleton$/, /^afterSingletonsInstantiated$/, 'every-host'],
  [/^org\/quartz\/\w*Job$|\/QuartzJobBean$/, /^execute(?:Internal)?$/, 'every-host'],
  [/\/\w*MessageListener$|\/StreamListener$/, /^onMessage$/, 'listener'],
];

const SESSION_EVENT = /^org\/springframework\/web\/socket\/messaging\/\w+Event$/;
/** What happens to an application itself, on each host. */
const EVENT_OF_EVERY_HOST = /^org\/springframework\/(?:boot|context|cloud|messaging\/simp\/broker)\//;
/** What a request or a transaction of one host brings about. */
const EVENT_OF_ONE_HOST = /^org\/springframework\/(?:security|data|session|modulith)\//;

/** All such methods. What listens to events that the application publishes itself is reached from where it publishes them. */
export function startsIn(hierarchy: Hierarchy): Start[] {
  return hierarchy.classes.flatMap((file) =>
    [...hierarchy.methodsOf(file.name).values()].flatMap((method) => {
      const annotations = all(method.member.annotations, hierarchy);
      return annotations.some(({ type }) => LOCKED.test(type)) ? [] : startsOf(method, annotations, hierarchy);
    }),
  );
}

function startsOf(method: Method, annotations: readonly Annotation[], hierarchy: Hierarchy): Start[] {
  const found: Start[] = [];
  for (const { type } of annotations) {
    const starter = EVERY_HOST.test(type) ? 'every-host' : 'listener';
    if (EVERY_HOST.test(type) || LISTENER.test(type)) found.push({ method, starter, by: `@${simpleName(type)}` });
  }
  for (const event of eventsOf(method, annotations, hierarchy)) {
    const starter = starterOf(event);
    if (starter && !hierarchy.find(event)) found.push({ method, starter, by: simpleName(event) });
  }
  return found.length > 0 ? found.slice(0, 1) : calledOn(method, hierarchy);
}

function starterOf(event: string): Starter | undefined {
  if (SESSION_EVENT.test(event)) return 'session';
  if (EVENT_OF_EVERY_HOST.test(event)) return 'every-host';
  return EVENT_OF_ONE_HOST.test(event) ? undefined : 'listener';
}

function calledOn(method: Method, hierarchy: Hierarchy): Start[] {
  const { name, isStatic } = method.member;
  if (isStatic || !CALLED.some(([, of]) => of.test(name))) {
    return [];
  }
  const types = [...hierarchy.above(method.file.name)];
  return CALLED.flatMap(([type, of, starter]) => {
    const called = of.test(name) ? types.find((each) => type.test(each)) : undefined;
    return called === undefined ? [] : [{ method, starter, by: simpleName(called) }];
  }).slice(0, 1);
}

/** Which events a method listens to. */
export function eventsOf({ file, member }: Method, annotations: readonly Annotation[], hierarchy: Hierarchy): string[] {
  const listens = annotations.find(({ type }) => EVENT_LISTENER.test(type));
  const given = listens ? [listens.values.value, listens.values.classes].flat(2).filter((type) => typeof type === 'string') : [];
  const isListener = () =>
    member.name === 'onApplicationEvent' && !isBridge(file, member) && isAbove(file, hierarchy, 'ApplicationListener');
  if (!listens && !isListener()) {
    return [];
  }
  return (given.length > 0 ? given : parameterTypes(member.descriptor).slice(0, 1)).map((type) => type.replace(/^L|;$/g, ''));
}

function isAbove(file: ClassFile, hierarchy: Hierarchy, name: string): boolean {
  return [...hierarchy.above(file.name)].some((type) => type.endsWith(`/${name}`));
}

/** javac writes a second onApplicationEvent, of ApplicationEvent, which calls the first. */
function isBridge(file: ClassFile, member: Member): boolean {
  return file.methods.some((other) => other !== member && other.name === member.name) && member.descriptor.includes('/ApplicationEvent;');
}

/** Annotations, and those that an annotation of the application's own has. */
export function all(annotations: readonly Annotation[], hierarchy: Hierarchy): readonly Annotation[] {
  const found = new Set(annotations);
  for (const { type } of found) {
    for (const above of hierarchy.find(type)?.annotations ?? []) found.add(above);
  }
  return [...found];
}
