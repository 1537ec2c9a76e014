import type { Finding } from './finding';

/** The client sends what is not STOMP, or not SockJS's JSON. */
export const stompBadFrame: Finding = {
  code: 'STOMP-BAD-FRAME',
  hop: 'client',
  title: 'the client sends what is not STOMP, or not SockJS\'s JSON',
  cause: 'Text of its own on a STOMP endpoint, or plain text to a SockJS session, where every message is a JSON array of strings.',
  why: 'A STOMP ERROR and close 1002; a SockJS session closes with 1007. An unknown accept-version gets no answer at all.',
  cure: 'Speak to a STOMP endpoint with a STOMP client, and to a SockJS endpoint with sockjs-client (raw: its path /websocket)',
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
};
