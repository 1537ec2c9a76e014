import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findServer, TOOLS } from '../../lib/rehearsal/prerequisites';
import { type Candidate, nginx, PORTS, type Program, stock } from './candidates';
import { startedByHost } from './hosts';

const ENGINE_PORT = 6379;

/** What the agent of a host is told of its engine. */
const MESSAGING = {
  engine: 'valkey',
  addresses: [`127.0.0.1:${ENGINE_PORT}`],
  tls: false,
  channel: 'bench',
  local: [],
  sessionEvents: false,
};

/** One host's application without its nginx, of which sharing takes nothing. */
function oneHost(name: string, messaging?: typeof MESSAGING): Candidate {
  return {
    name,
    prepare: (folder) => nginx(folder, stock()),
    application: async (folder) => {
      const program = await startedByHost(folder, { messaging });
      return messaging ? withEngine(program) : program;
    },
  };
}

/** Two of them, the second in the proxy's place. Subscribers are on one of the two, or on both. */
function twoHosts(name: string, { subscribers, sockets }: Pick<Candidate, 'subscribers' | 'sockets'>): Candidate {
  return {
    name,
    subscribers,
    sockets,
    application: async (folder) => withEngine(await startedByHost(folder, { messaging: MESSAGING })),
    prepare: async (folder) => {
      const second = join(folder, 'second');
      mkdirSync(second);
      const { command, environment } = await startedByHost(second, { messaging: MESSAGING, port: PORTS.proxy });
      return ['env', ...Object.entries(environment).map((pair) => pair.join('=')), ...command];
    },
  };
}

/** The engine is the application's child, so that it ends with it. */
function withEngine({ command, ...rest }: Program): Program {
  const engine = [findServer(TOOLS.valkey) ?? TOOLS.valkey.program, '--port', `${ENGINE_PORT}`, '--bind', '127.0.0.1', '--save', ''];
  return { ...rest, command: ['sh', '-c', `${engine.map((word) => `'${word}'`).join(' ')} > engine.log & exec "$@"`, 'sh', ...command] };
}

const BOTH = [PORTS.application, PORTS.proxy];

/** Numbers of sockets with which the engine is measured; one process may open no more here. */
export const ENGINE_SOCKETS = [100, 1000, 6000] as const;

/** Hosts that share messages, and one that does not. */
export const FLEETS: readonly Candidate[] = [
  oneHost('alone'),
  oneHost('sharing', MESSAGING),
  twoHosts('two hosts', { subscribers: BOTH }),
  twoHosts('own host', { subscribers: [PORTS.application] }),
  twoHosts('other host', { subscribers: [PORTS.proxy] }),
  ...ENGINE_SOCKETS.map((sockets) => twoHosts(`${sockets} sockets`, { subscribers: BOTH, sockets })),
];
