import type { Configuration } from './configuration';
import type { Placed } from './directives';
import { locationName } from './location-choice';
import { named, serversOf } from './servers';
import { CONTEXTS } from './snippet-contexts';

/** A directive for which nginx does not start. */
export interface Refused {
  readonly at: Placed;
  /** As nginx says it. */
  readonly message: string;
  /** The blocks that it may stand in, where it stands in another. */
  readonly belongs?: string;
}

type Context = 'main' | 'http' | 'server' | 'location' | 'if in server' | 'if in location' | 'limit_except';

/**
 * What of the structure nginx refuses: directives where they are not allowed, what stands twice, files that are not there. Neither
 * values nor directives that it does not know are looked at.
 */
export function refusals(configuration: Configuration): Refused[] {
  const { main, part, unread, isWhole, isBeanstalk } = configuration;
  const found = new Map<Placed, Refused>();
  const refuse: Refuse = (at, message, belongs) => void (found.has(at) || found.set(at, { at, message, belongs }));
  if (isBeanstalk) misplaced(main[0]!.block!, 'http', refuse, true);
  else misplaced(main, part === 'main' ? 'main' : undefined, refuse);
  for (const { block } of serversOf(configuration)) repeatedLocations(block, refuse, isOfNoFile(block));
  repeatedListens(configuration, refuse);
  for (const http of named(main, 'http'))
    repeated(
      named(http.block ?? [], 'upstream'),
      ({ args }) => args[0]?.toLowerCase(),
      refuse,
      (name) => `duplicate upstream "${name}"`,
    );
  for (const { directive, path, isPattern } of unread)
    if (isWhole && !isPattern) refuse(directive, `open() "${path}" failed (2: No such file or directory)`);
  return [...found.values()];
}

type Refuse = (at: Placed, message: string, belongs?: string) => void;

/** Blocks that are looked into; those of other modules have rules of their own, and some have lines that are data. */
const BLOCKS = /^(http|server|location|if|limit_except)$/;
const ONCE = new Set(
  [
    'proxy_pass proxy_http_version proxy_buffering proxy_buffer_size proxy_buffers proxy_read_timeout proxy_send_timeout',
    'proxy_connect_timeout proxy_request_buffering root alias try_files client_max_body_size keepalive_timeout',
    'send_timeout gzip tcp_nodelay',
  ].flatMap((names) => names.split(' ')),
);

/** The context is undefined in a block that stands in no file: which one its lines belong into is a guess then. */
function misplaced(level: readonly Placed[], context: Context | undefined, refuse: Refuse, isJoined = false): void {
  const seen = new Set<string>();
  for (const directive of level) {
    const { name, block, file } = directive;
    const key = isJoined ? `${name} ${file}` : name;
    if (context && !isAllowed(name, context)) {
      refuse(directive, `"${name}" directive is not allowed here`, CONTEXTS.get(name));
      continue;
    }
    if (ONCE.has(name) && seen.has(key)) refuse(directive, `"${name}" directive is duplicate`);
    seen.add(key);
    if (block && BLOCKS.test(name)) misplaced(block, inside(directive, context), refuse, isOfNoFile(directive));
  }
}

function inside(directive: Placed, context: Context | undefined): Context | undefined {
  const { name, block = [] } = directive;
  const isGuess = isOfNoFile(directive);
  switch (name) {
    case 'http':
      return isGuess && !block.some((each) => ['server', 'upstream', 'map'].includes(each.name)) ? undefined : 'http';
    case 'server':
    case 'location':
      return isGuess ? undefined : name;
    case 'if':
      return context === 'server' || context === 'location' ? `if in ${context}` : undefined;
    default:
      return name === 'limit_except' ? name : undefined;
  }
}

const WORDS =
  '(proxy_(?!protocol)|fastcgi_|gzip|client_|(add_header|root|index|error_page|sendfile|default_type|types|keepalive_timeout)$)';

/** Of what may stand in http, server and location. */
const NOT_IN: Readonly<Partial<Record<Context, RegExp>>> = {
  main: new RegExp(`^(${WORDS}|access_log$)`),
  'if in server': new RegExp(`^(${WORDS}|access_log$)`),
  'if in location': /^(proxy_|client_|fastcgi_|(types|index|gzip_types|default_type|keepalive_timeout)$)/,
  limit_except: new RegExp(`^${WORDS}`),
};

function isAllowed(name: string, context: Context): boolean {
  const allowed = CONTEXTS.get(name);
  if (allowed === undefined) return !NOT_IN[context]?.test(name);
  switch (context) {
    case 'if in server':
    case 'if in location':
      return /^(set|return|break|rewrite)$/.test(name) || (context === 'if in location' && /_pass$/.test(name));
    case 'limit_except':
      return name === 'proxy_pass';
    default:
      return allowed.includes(context);
  }
}

/** A block around lines of several files, which need not be read by one nginx. */
function isOfNoFile({ end }: Placed): boolean {
  return end === 0;
}

/** Two prefixes, or two exact locations, of one path; `^~` is a prefix too. */
function repeatedLocations({ block = [] }: Placed, refuse: Refuse, isJoined = false): void {
  const locations = named(block, 'location');
  const key = (location: Placed) => {
    const { modifier, path } = locationName(location);
    const kind = `${isJoined ? `${location.file} ` : ''}${modifier === '=' ? '=' : ''}`;
    return ['', '^~', '='].includes(modifier) ? `${kind}${path}` : undefined;
  };
  repeated(locations, key, refuse, (_, location) => `duplicate location "${locationName(location).path}"`);
  locations.forEach((location) => repeatedLocations(location, refuse));
}

/** Options of the socket itself, which one server may set for all that listen there. */
const OF_SOCKET = /^(bind|deferred|reuseport|(setfib|fastopen|backlog|rcvbuf|sndbuf|accept_filter|ipv6only|so_keepalive)=.*)$/;

function repeatedListens(configuration: Configuration, refuse: Refuse): void {
  const places = new Map<Placed, string>();
  const place = (directive: Placed) => places.get(directive);
  const written = serversOf(configuration).map(({ block, listens }) => {
    const own = named(block.block ?? [], 'listen');
    own.forEach((directive, i) => places.set(directive, placeOf(directive, listens[i]!.at)));
    repeated(own, place, refuse, (each) => `a duplicate listen ${each.split(' ')[0]}`);
    return own;
  });
  const having = (flag: RegExp) => written.flat().filter(({ args }) => args.slice(1).some((each) => flag.test(each)));
  repeated(having(OF_SOCKET), place, refuse, (each) => `duplicate listen options for ${each.split(' ')[0]}`);
  repeated(having(/^default(_server)?$/), place, refuse, (each) => `a duplicate default server for ${each.split(' ')[0]}`);
}

/** As nginx writes an address; QUIC listens on the UDP port of that number, which is another. */
function placeOf({ args }: Placed, at: string): string {
  return `${at.replace(/^\*:/, '0.0.0.0:')}${args.includes('quic') ? ' quic' : ''}`;
}

/** Refuses each one whose key an earlier one has. */
function repeated(
  directives: readonly Placed[],
  keyOf: (directive: Placed) => string | undefined,
  refuse: Refuse,
  message: (key: string, directive: Placed) => string,
): void {
  const seen = new Set<string>();
  for (const directive of directives) {
    const key = keyOf(directive);
    if (key === undefined) continue;
    if (seen.has(key)) refuse(directive, message(key, directive));
    seen.add(key);
  }
}
