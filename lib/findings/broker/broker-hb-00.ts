import { CONNECTION_LOST, CUT } from '../common-symptoms';
import type { Finding } from '../finding';

/** The application sends no heartbeats. */
export const brokerHb00: Finding = {
  code: 'BROKER-HB-00',
  hop: 'broker',
  title: 'the application sends no heartbeats',
  cause:
    "Spring's simple broker sends heartbeats only if it has a TaskScheduler; without one CONNECTED says heart-beat:0,0. With " +
    "enableStompBrokerRelay the broker answers, and what it answers follows from the client's own heart-beat.",
  why: 'Without SockJS a quiet socket is closed by the first idle timeout on its way, without a close frame.',
  cure: 'enableSimpleBroker(...).setTaskScheduler(scheduler).setHeartbeatValue(new long[] {25000, 25000})',
  symptoms: [
    { seen: 'client', text: 'connected to server with heart-beat 0,0' },
    { seen: 'frame', text: 'heart-beat:0,0' },
    ...CUT,
    ...CONNECTION_LOST,
  ],
  source: ['https://docs.spring.io/spring-framework/reference/web/websocket/stomp/handle-simple-broker.html'],
  explains: ['stomp'],
  refutedBy: ['lives in silence'],
  severity: 'notice',
  matches(evidence) {
    const { route, stomp } = evidence;
    return route?.kind === 'stomp' && stomp?.command === 'CONNECTED' && /^0,/.test(stomp.heartBeat ?? '0,0');
  },
};
