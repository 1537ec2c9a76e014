import { Duration } from 'aws-cdk-lib';
import type { Node } from 'constructs';
import { HostImage } from '../host/host-image';
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
  readonly connections?: number;
  readonly instanceType?: string;
  readonly image?: HostImage;
  readonly startTimeout?: Duration;
}

const KEYS = ['stack', 'jar', 'domain', 'zone', 'zoneId', 'route', 'instance', 'port', 'connections', 'instanceType', 'image', 'startTimeout'];

/** Reads the settings from the app's context; throws one clear error for what cannot be meant. */
export function settings(node: Node): Settings {
  const context = (key: string): string | undefined => {
    const value: unknown = node.tryGetContext(key);
    return value === undefined || value === '' ? undefined : String(value);
  };
  const given = Object.fromEntries(KEYS.map((key) => [key, context(key)]));
  if (given.jar !== undefined && given.instance !== undefined) {
    throw new Error(`jar is '${given.jar}' and instance is '${given.instance}': give the jar to run it on the host, or the instance to stand in front of it`);
  }
  if (given.domain === undefined && (given.zone !== undefined || given.zoneId !== undefined)) {
    throw new Error(`zone is '${given.zone ?? given.zoneId}' but there is no domain: add -c domain=api.${given.zone ?? 'example.com'}`);
  }
  if (given.domain !== undefined && given.zone === undefined) {
    throw new Error(`domain is '${given.domain}' but there is no zone: add -c zone=${given.domain.split('.').slice(1).join('.')}, its hosted zone in Route 53`);
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

function seconds(value: number | undefined): Duration | undefined {
  return value === undefined ? undefined : Duration.seconds(value);
}

function image(name: string | undefined): HostImage | undefined {
  switch (name) {
    case undefined:
      return undefined;
    case 'al2023':
      return HostImage.amazonLinux2023();
    case 'debian13':
      return HostImage.debian13();
    default:
      throw new Error(`image is '${name}': give al2023 or debian13`);
  }
}
