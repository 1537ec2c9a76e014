import type { Evidence, RouteFacts } from '../findings/evidence';
import type { FailureKind } from '../probes/dial';
import type { HandshakeEvidence } from '../probes/handshake';
import type { InfoEvidence } from '../probes/sockjs-info';
import type { StreamEvidence } from '../probes/stream';

/** One answer as the agent on the host notes it. */
export interface HostAnswer {
  readonly status?: number;
  readonly error?: string;
  readonly body?: string;
  readonly accept?: boolean;
  readonly protocol?: string | null;
  readonly frame?: string;
  readonly type?: string;
  readonly websocket?: boolean;
}

/** The agent's evidence of one route. */
export interface HostEvidence {
  readonly kind: RouteFacts['kind'] | 'health';
  readonly path: string;
  readonly strict: boolean;
  readonly direct: HostAnswer;
  readonly nginx?: HostAnswer;
  /** The agent's echo behind the same location. */
  readonly proof?: HostAnswer;
  readonly directInfo?: HostAnswer;
  readonly nginxInfo?: HostAnswer;
  readonly httpOrigin?: HostAnswer;
}

/** The agent's evidence in the words of the findings, so that one table judges both. */
export function fromHost({ kind, path, strict, direct, nginx, proof, directInfo, nginxInfo, httpOrigin }: HostEvidence): Evidence {
  if (kind === 'health') {
    return { appHealth: { status: direct.status } };
  }
  const sse = kind === 'sse';
  const through = nginx && (sse ? { eventStream: stream(path, nginx) } : { handshake: handshake(path, nginx) });
  const past = sse ? { eventStream: stream(path, direct) } : { handshake: handshake(path, direct) };
  return {
    route: { kind, path },
    login: strict,
    origin: 'https://host.invalid',
    ...through,
    info: nginxInfo && info(path, nginxInfo),
    direct: { info: directInfo && info(path, directInfo), ...past },
    ...(proof && (sse ? { proofStream: stream(path, proof) } : { proof: handshake(path, proof) })),
    // A page of https is a stranger, one of http is not: the scheme was lost.
    ...(httpOrigin && [101, 200].includes(httpOrigin.status ?? 0)
      ? { origins: { accepted: ['http://host.invalid'], refused: [], ms: 0 } }
      : {}),
  };
}

function common(answer: HostAnswer) {
  const kind = answer.error as FailureKind | undefined;
  return { status: answer.status, body: answer.body ?? '', failure: kind && { kind, message: kind }, ms: 0 };
}

function handshake(path: string, answer: HostAnswer): HandshakeEvidence {
  return {
    ...common(answer),
    path,
    acceptOk: answer.accept ?? false,
    protocol: answer.protocol ?? undefined,
    firstFrame: answer.frame,
    contentType: answer.type,
    vary: [],
  };
}

function info(path: string, answer: HostAnswer): InfoEvidence {
  return {
    ...common(answer),
    path: `${path}/info`,
    isInfo: answer.websocket !== undefined,
    websocket: answer.websocket,
    contentType: answer.type,
    allowOrigin: [],
    cookies: [],
  };
}

function stream(path: string, answer: HostAnswer): StreamEvidence {
  return { ...common(answer), path, contentType: answer.type, opened: answer.status === 200, waitedMs: 0 };
}
