import type { Annotation, AnnotationValue, ClassFile, Member } from '../spring/classes/class-file';
import type { Declared } from './endpoint';
import { isEventStream, mappedPaths } from './mappings';
import { simpleName } from '../spring/classes/simple-name';
import { fieldsOf, textOf, type Fields } from '../spring/classes/texts';
import { walk, type Call, type Value } from '../spring/classes/walk';

/** The endpoints that an application's own classes declare. */
export function declaredInClasses(classes: readonly ClassFile[]): Declared[] {
  const fields = fieldsOf(classes);
  return classes.flatMap((file) => [
    ...file.methods.flatMap((method) => registered(file, method, fields)),
    ...serverEndpoints(file),
    ...eventStreams(file),
  ]);
}

/** What a method registers with Spring: STOMP endpoints, WebSocketHandlers, and WebFlux's map of paths. */
function registered(file: ClassFile, method: Member, fields: Fields): Declared[] {
  const { calls } = walk(file, method);
  const where = `${simpleName(file.name)}.${method.name}`;
  const mapsUrls = calls.some(({ owner }) => owner === 'org/springframework/web/reactive/handler/SimpleUrlHandlerMapping');
  return calls.flatMap((call): Declared[] => {
    const overSockJs = calls.some((other) => other.name === 'withSockJS' && registrations(other.receiver).includes(call));
    const declare = (kind: Declared['kind'], paths: readonly (string | undefined)[]) =>
      paths.map((path) => ({ kind: overSockJs ? 'sockjs' : kind, path, where, dispatched: true }) as const);
    if (call.name === 'addEndpoint' && call.owner.endsWith('/StompEndpointRegistry')) {
      return declare('stomp', textsOf(call.arguments.at(-1), fields));
    }
    if (call.name === 'addHandler' && /\/WebSocketHandlerRegistr(y|ation)$/.test(call.owner)) {
      return declare('handler', textsOf(call.arguments.at(-1), fields));
    }
    return mapsUrls && MAKES_ENTRY.test(`${call.owner}.${call.name}`) ? declare('handler', entryPaths(call, fields)) : [];
  });
}

/** How Java and Kotlin put a path and its handler together. */
const MAKES_ENTRY = /^java\/util\/\w*Map\.(put|of|entry)$|^java\/util\/Collections\.singletonMap$|^kotlin\/TuplesKt\.to$/;

/** Every second argument is a path. */
function entryPaths(call: Call, fields: Fields): (string | undefined)[] {
  return call.arguments.filter((_, index) => index % 2 === 0).map((value) => textOf(value, fields));
}

/** The registrations that a chain of calls, such as `.setAllowedOrigins(..)`, goes on from. */
function registrations(value: Value | undefined): Call[] {
  return value?.is === 'result' ? [value.of, ...registrations(value.of.receiver)] : [];
}

function textsOf(value: Value | undefined, fields: Fields): (string | undefined)[] {
  const known = value?.is === 'field' ? fields.get(`${value.of.owner}.${value.of.name}`) : value;
  return known?.is === 'array' ? known.items.map((item) => textOf(item, fields)) : [textOf(known, fields)];
}

/** `@ServerEndpoint` of Jakarta or Java EE. */
function serverEndpoints({ name, annotations }: ClassFile): Declared[] {
  return annotations
    .filter(({ type }) => /^(jakarta|javax)\/websocket\/server\/ServerEndpoint$/.test(type))
    .flatMap(({ values }) => list(values.value).map((path) => ({ kind: 'handler', path, where: simpleName(name), dispatched: false })));
}

function eventStreams(file: ClassFile): Declared[] {
  const mapping = (annotations: readonly Annotation[]) =>
    annotations.find(({ type }) => /^org\/springframework\/web\/bind\/annotation\/\w*Mapping$/.test(type));
  const words = (annotation: Annotation | undefined) => ({
    paths: [...list(annotation?.values.value), ...list(annotation?.values.path)],
    produces: list(annotation?.values.produces),
  });
  const whole = words(mapping(file.annotations));
  return file.methods.flatMap((method): Declared[] => {
    const own = mapping(method.annotations);
    const { paths, produces } = words(own);
    const returns = (method.signature ?? method.descriptor).split(')')[1] ?? '';
    if (!own || !isEventStream(returns, produces.length > 0 ? produces : whole.produces)) {
      return [];
    }
    const where = `${simpleName(file.name)}.${method.name}`;
    return mappedPaths(whole.paths, paths).map((path) => ({ kind: 'sse', path, where, dispatched: true }));
  });
}

function list(value: AnnotationValue): string[] {
  return [value].flat(2).filter((each) => typeof each === 'string');
}
