import type { Declared } from './endpoint';
import { isEventStream, mappedPaths } from './mappings';
import { callsOf, chainAfter, constantsOf, evaluate, splitArguments, withoutComments, type Constants } from './source-text';

/** The endpoints that Java and Kotlin sources declare, for an application that is not built yet. */
export function declaredInSources(sources: readonly string[]): Declared[] {
  const texts = sources.map(withoutComments);
  const constants = constantsOf(texts);
  return texts.flatMap((text) => [...registered(text, constants), ...serverEndpoints(text, constants), ...eventStreams(text, constants)]);
}

function registered(text: string, constants: Constants): Declared[] {
  const where = className(text);
  const declare = (kind: Declared['kind'], call: ReturnType<typeof callsOf>[number], paths: readonly string[]) =>
    paths.flatMap((path) =>
      evaluateList(path, constants).map(
        (known) => ({ kind: usesSockJs(text, call) ? 'sockjs' : kind, path: known, where, dispatched: true }) as const,
      ),
    );
  return [
    ...callsOf(text, 'addEndpoint').flatMap((call) => declare('stomp', call, call.arguments)),
    ...(text.includes('WebSocketHandlerRegistry')
      ? callsOf(text, 'addHandler').flatMap((call) => declare('handler', call, call.arguments.slice(1)))
      : []),
    ...(/\bSimpleUrlHandlerMapping\b/.test(text) && text.includes('.web.reactive.') ? mapped(text, constants, where) : []),
  ];
}

/** `Map.of("/ws", handler)`, `map.put("/ws", handler)`, `"/ws" to handler`. */
function mapped(text: string, constants: Constants, where: string): Declared[] {
  const entries = ['of', 'put', 'entry', 'singletonMap'].flatMap((name) => callsOf(text, name));
  const words = [
    ...entries.flatMap(({ arguments: given }) => given.filter((_, index) => index % 2 === 0 && given.length > 1)),
    ...[...text.matchAll(/("[^"]*"|\w+)\s+to\s+\w+/g)].map(([, word]) => word),
  ];
  const paths = words.map((word) => evaluate(word, constants)).filter((path) => path === undefined || path.startsWith('/'));
  return paths.map((path) => ({ kind: 'handler', path, where, dispatched: true }));
}

/** The rest of the statement, or what a variable that holds the registration is told later. */
function usesSockJs(text: string, call: { readonly start: number; readonly end: number }): boolean {
  const chain = chainAfter(text, call.end);
  const variable = /(\w+)\s*=\s*\w+\s*\.\s*$/.exec(text.slice(0, call.start))?.[1];
  return (
    /\.\s*withSockJS\b/.test(chain) ||
    (variable !== undefined && new RegExp(`\\b${variable}\\s*\\.[^;]*withSockJS\\b`).test(text.slice(call.end)))
  );
}

function serverEndpoints(text: string, constants: Constants): Declared[] {
  return callsOf(text, '@ServerEndpoint').flatMap(({ arguments: given, end }) =>
    named(given, ['value']).flatMap((word) =>
      evaluateList(word, constants).map(
        (path): Declared => ({ kind: 'handler', path, where: className(text.slice(end)), dispatched: false }),
      ),
    ),
  );
}

const MAPPING = /@(?:Request|Get|Post|Put|Patch|Delete)Mapping\b/g;

/** A mapping before `class` goes for all methods after it. */
function eventStreams(text: string, constants: Constants): Declared[] {
  let whole: Mapping = { paths: [], produces: [] };
  return [...text.matchAll(MAPPING)].flatMap(({ 0: word, index }): Declared[] => {
    const { mapping, rest } = readMapping(text, word, index, constants);
    const head = /^[^{;]*/.exec(rest)![0];
    if (/\b(?:class|interface)\s+\w/.test(head)) {
      whole = mapping;
      return [];
    }
    const returns = head.replace(/\s=[^]*$/, '');
    if (!isEventStream(returns, mapping.produces.length > 0 ? mapping.produces : whole.produces)) {
      return [];
    }
    const unknown = [...whole.paths, ...mapping.paths].includes(undefined);
    const paths = unknown ? [undefined] : mappedPaths(whole.paths as string[], mapping.paths as string[]);
    return paths.map((path) => ({ kind: 'sse', path, where: className(text), dispatched: true }));
  });
}

interface Mapping {
  readonly paths: (string | undefined)[];
  readonly produces: string[];
}

function readMapping(text: string, word: string, index: number, constants: Constants): { mapping: Mapping; rest: string } {
  const call = /^\s*\(/.test(text.slice(index + word.length)) ? callsOf(text.slice(index), word)[0] : undefined;
  const given = call?.arguments ?? [];
  const values = (names: readonly string[]) => named(given, names).flatMap((value) => evaluateList(value, constants));
  const produces = named(given, ['produces']).map((value) => value.replace(/.*TEXT_EVENT_STREAM(_VALUE)?.*/s, '"text/event-stream"'));
  return {
    mapping: { paths: values(['value', 'path']), produces },
    rest: text.slice(index + (call?.end ?? word.length)),
  };
}

/** The values of an annotation's elements; one without a name is `value`. */
function named(given: readonly string[], names: readonly string[]): string[] {
  return given.flatMap((argument) => {
    const [, name = 'value', value] = /^(?:(\w+)\s*=(?!=)\s*)?(.*)$/s.exec(argument.trim())!;
    return names.includes(name) && value !== '' ? [value] : [];
  });
}

/** `{"/a", "/b"}`, `["/a", "/b"]`, `arrayOf("/a")` or one value. */
function evaluateList(word: string, constants: Constants): (string | undefined)[] {
  const inside = /^(?:\{|\[|arrayOf\(|\*?arrayOf\(|new String\[\]\s*\{)([^]*)[}\])]$/.exec(word.trim())?.[1];
  return (inside === undefined ? [word] : splitArguments(inside)).map((each) => evaluate(each, constants));
}

function className(text: string): string {
  return /\b(?:class|interface|object|record)\s+(\w+)/.exec(text)?.[1] ?? 'the sources';
}
