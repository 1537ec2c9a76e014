import { CONNECTION_LOST, CUT } from './common-symptoms';
import type { Finding } from './finding';

/** The application offers no heartbeats. */
export const stompHb00: Finding = {
  code: 'STOMP-HB-00',
  hop: 'broker',
  title: 'the application offers no heartbeats',
  cause: 'The simple broker beats only with a TaskScheduler; without one CONNECTED says heart-beat:0,0.',
  why: 'A quiet socket without SockJS is cut by the first idle timeout on its way, without a close frame.',
  cure: 'enableSimpleBroker(...).setTaskScheduler(scheduler).setHeartbeatValue(new long[] {25000, 25000})',
  symptoms: [
    { seen: 'client', text: 'connected to server with heart-beat 0,0' },
    { seen: 'frame', text: 'heart-beat:0,0' },
    ...CUT,
    ...CONNECTION_LOST,
  ],
  source: ['https://docs.spring.io/spring-framework/reference/web/websocket/stomp/handle-simple-broker.html'],
  explains: ['stomp'],
  severity: 'notice',
  matches(evidence) {
    const { route, stomp } = evidence;
    return route?.kind === 'stomp' && stomp?.command === 'CONNECTED' && /^0,/.test(stomp.heartBeat ?? '0,0');
  },
};
