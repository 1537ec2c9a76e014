import type { MessagingConfig } from '../messaging/messaging-options';
import type { AppSecret } from '../spring/app-secret';
import type { WebSocketHostProps } from './web-socket-host-props';

/** All that a host fetches when it starts. */
export function secretsOf({ app, routes }: WebSocketHostProps, messaging?: MessagingConfig): AppSecret[] {
  const handshakes = routes.flatMap((route) => route._render().handshake ?? []);
  const passwords = [messaging?.password, messaging?.relay?.password].filter((each) => each !== undefined);
  return [...Object.values(app._options.secrets ?? {}), ...handshakes.map(({ _secret }) => _secret), ...passwords];
}
