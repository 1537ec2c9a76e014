import type { Configuration } from './configuration';
import { HANDSHAKES, type Variables } from './variables';

/** What Upgrade and Connection are to be set to, and the maps that must stand in the http block for that. */
export interface UpgradeCure {
  readonly upgrade: string;
  readonly connection: string;
  readonly maps: readonly string[];
}

/** Uses the maps that the configuration has; else brings the two that let WebSocket upgrade and nothing else. */
export function upgradeCure({ main, part }: Configuration, variables: Variables): UpgradeCure {
  const maps = main
    .filter(({ name }) => name === 'http')
    .flatMap(({ block = [] }) => block.filter(({ name, args }) => name === 'map' && args.length === 2));
  const names = maps.map(({ args }) => args[1]!);
  const gives = (name: string, httpUpgrade: string) =>
    variables.values(name, { ...HANDSHAKES[0], http_upgrade: httpUpgrade })?.map((value) => value.toLowerCase());
  const passes = (name: string, wanted: string, none: readonly string[]) =>
    gives(name, 'websocket')?.join() === wanted && none.includes(gives(name, '')?.join() ?? '?');
  const connection = names.find((name) => passes(name, 'upgrade', ['', 'close', 'keep-alive']));
  const upgrade = names.find((name) => passes(name, 'websocket', ['']) && gives(name, 'h2c')?.join() === '');
  if (connection) return { upgrade: upgrade ?? '$http_upgrade', connection, maps: [] };
  if (part === 'server' || part === 'location') return { upgrade: upgrade ?? '$http_upgrade', connection: '"upgrade"', maps: [] };
  const own = free('websocket_upgrade', variables);
  const ownConnection = free('websocket_connection', variables);
  return {
    upgrade: upgrade ?? own,
    connection: ownConnection,
    maps: [
      ...(upgrade ? [] : [`map $http_upgrade ${own} { ~*^websocket$ websocket; default ''; }`]),
      `map ${upgrade ?? own} ${ownConnection} { websocket upgrade; default ''; }`,
    ],
  };
}

function free(name: string, variables: Variables): string {
  let candidate = name;
  for (let i = 2; variables.definitionsOf(candidate).length > 0; i++) candidate = `${name}_${i}`;
  return `$${candidate}`;
}
