import type { Finding } from '../finding';

/** The client sends something else than STOMP, or than SockJS's JSON. */
export const cliBadFrame: Finding = {
  code: 'CLI-BAD-FRAME',
  hop: 'client',
  title: "the client sends something else than STOMP, or than SockJS's JSON",
  cause: 'Other text on a STOMP endpoint, or plain text in a SockJS session, where every message is a JSON array of strings.',
  why: 'A STOMP ERROR and close code 1002; a SockJS session closes with 1007. An unknown accept-version gets no answer at all.',
  cure: 'Use a STOMP client for a STOMP endpoint, and sockjs-client for a SockJS endpoint (plain clients: its path /websocket)',
  symptoms: [
    { seen: 'frame', text: 'No enum constant org.springframework.messaging.simp.stomp.StompCommand.<command>' },
    { seen: 'spring', text: 'No enum constant org.springframework.messaging.simp.stomp.StompCommand.<command>' },
    { seen: 'spring', text: 'Broken data received. Terminating WebSocket connection abruptly' },
    { seen: 'close', text: '1007' },
    { seen: 'answer', text: 'Broken JSON encoding.' },
    { seen: 'answer', text: 'Payload expected.' },
  ],
  source: ['https://stomp.github.io/stomp-specification-1.2.html'],
  explains: ['stomp', 'message'],
  refutedBy: ['delivered'],
};
