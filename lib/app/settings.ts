import { Duration } from 'aws-cdk-lib';
import type { Node } from 'constructs';
import { HostImage } from '../host/host-image';
import type { HostImageOptions } from '../host/host-image-options';
import { Route } from '../spring/route';

/** What `cdk deploy -c key=value` may say. */
export interface Settings {
  /** The stack's name. */
  readonly stack: string;
  /** The executable jar, or a folder with exactly one; the example when neither jar nor instance is given. */
  readonly jar?: string;
  /** The name clients use. */
  readonly domain?: string;
  /** The Route 53 zone it is in, by name. */
  readonly zone?: string;
  /** The zone's id, which spares looking it up. */
  readonly zoneId?: string;
  readonly routes: Route[];
  /** An instance that runs Spring Boot already, by id or Name tag. */
  readonly instance?: string;
  /** The port on which it listens there. */
  readonly port: number;
  /** How many hosts there are; they share messages where there are several. */
  readonly hosts: number;
  /** They relay to a broker of Amazon MQ, whose every STOMP session is a connection. */
  readonly relay: boolean;
  /** Sockets on each. */
  readonly connections?: number;
  readonly instanceType?: string;
  readonly image: (options: HostImageOptions) => HostImage;
  readonly startTimeout?: Duration;
}

const KEYS = [
  'stack',
  'jar',
  'domain',
  'zone',
  'zoneId',
  'route',
  'instance',
  'port',
  'hosts',
  'relay',
  'connections',
  'instanceType',
  'image',
  'startTimeout',
];

/** Reads the settings from the app's context; throws one clear error for what cannot be meant. */
export function settings(node: Node): Settings {
  const context = (key: string): string | undefined => {
    const value: unknown = node.tryGetContext(key);
    return value === undefined || value === '' ? undefined : String(value);
  };
  const given = Object.fromEntries(KEYS.map((key) => [key, context(key)]));
  if (given.jar !== undefined && given.instance !== undefined) {
    throw new Error(
      `jar is '${given.jar}' and instance is '${given.instance}': ` +
        'give the jar to run it on the host, or the instance to stand in front of it',
    );
  }
  if (given.domain === undefined && (given.zone !== undefined || given.zoneId !== undefined)) {
    throw new Error(`zone is '${given.zone ?? given.zoneId}' but there is no domain: add -c domain=api.${given.zone ?? 'example.com'}`);
  }
  if (given.domain !== undefined && given.zone === undefined) {
    throw new Error(
      `domain is '${given.domain}' but there is no zone: ` +
        `add -c zone=${given.domain.split('.').slice(1).join('.')}, its hosted zone in Route 53`,
    );
  }
  if (given.domain !== undefined && given.domain !== given.zone && !given.domain.endsWith(`.${given.zone}`)) {
    throw new Error(`domain is '${given.domain}', which is outside the zone ${given.zone}: give the zone that contains it`);
  }
  return {
    stack: given.stack ?? 'SpringWebSocket',
    jar: given.jar,
    domain: given.domain,
    zone: given.zone,
    zoneId: given.zoneId,
    routes: (given.route ?? '/ws-stomp').split(',').map((route) => parseRoute(route.trim())),
    instance: given.instance,
    port: wholeNumber('port', given.port) ?? 8080,
    hosts: hosts(given.hosts),
    relay: yesOrNo('relay', given.relay),
    connections: wholeNumber('connections', given.connections),
    instanceType: given.instanceType,
    image: image(given.image),
    startTimeout: seconds(wholeNumber('startTimeout', given.startTimeout)),
  };
}

const KINDS: Record<string, (path: string) => Route> = {
  sockjs: (path) => Route.sockJs(path),
  stomp: (path) => Route.stomp(path),
  handler: (path) => Route.handler(path),
  sse: (path) => Route.sse(path),
};

/** `/ws-stomp` is SockJS; `stomp:/ws`, `handler:/raw` and `sse:/events` say what else. */
function parseRoute(text: string): Route {
  const [, kind = 'sockjs', path] = /^(?:([a-z]+):)?(.*)$/s.exec(text)!;
  if (!Object.hasOwn(KINDS, kind)) {
    throw new Error(`route is '${text}': begin with a slash for SockJS, or with ${Object.keys(KINDS).join(':, ')}: such as stomp:/ws`);
  }
  return KINDS[kind](path);
}

function wholeNumber(key: string, value: string | undefined): number | undefined {
  if (value !== undefined && !/^\d{1,9}$/.test(value)) {
    throw new Error(`${key} is '${value}': give a whole number`);
  }
  return value === undefined ? undefined : Number(value);
}

function yesOrNo(key: string, value: string | undefined): boolean {
  if (value !== undefined && value !== 'true' && value !== 'false') {
    throw new Error(`${key} is '${value}': give true or false`);
  }
  return value === 'true';
}

function hosts(value: string | undefined): number {
  const number = wholeNumber('hosts', value) ?? 1;
  if (number < 1) {
    throw new Error(`hosts is '${value}': give 1 or more`);
  }
  return number;
}

function seconds(value: number | undefined): Duration | undefined {
  return value === undefined ? undefined : Duration.seconds(value);
}

const IMAGES: Record<string, Settings['image']> = {
  al2023: (options) => HostImage.amazonLinux2023(options),
  debian13: (options) => HostImage.debian13(options),
};

function image(name = 'al2023'): Settings['image'] {
  if (!Object.hasOwn(IMAGES, name)) {
    throw new Error(`image is '${name}': give ${Object.keys(IMAGES).join(' or ')}`);
  }
  return IMAGES[name];
}
