/** The part of @stomp/stompjs that is used here. */
export interface StompClient {
  onConnect: () => void;
  onStompError: (frame: { headers: Record<string, string>; body: string }) => void;
  onWebSocketClose: (event: { code?: number; reason?: string }) => void;
  activate(): void;
  deactivate(options: { force: boolean }): Promise<void>;
  subscribe(destination: string, callback: (message: { body: string }) => void): void;
  publish(message: { destination: string; body: string }): void;
  readonly connected: boolean;
  readonly webSocket?: { readonly transport?: string; readonly readyState?: number };
}

/** The clients that browsers use, each loaded when a message is sent. The package has them in this file, bundled. */
export const CLIENTS = {
  stomp: () => (require('@stomp/stompjs') as { Client: new (options: object) => StompClient }).Client,
  sockJs: () =>
    require('sockjs-client') as new (
      address: string,
      reserved: null,
      options: { readonly transports?: readonly string[] },
    ) => unknown,
  webSocket: () => require('ws') as new (address: string, protocols: readonly string[]) => unknown,
};
