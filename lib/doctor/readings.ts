import type { Evidence, Question } from '../findings/evidence';
import { sameWhenDirect, wantsLogin } from '../findings/signatures';
import { whoAnswered } from '../findings/who-answered';
import type { Failure } from '../probes/dial';
import { UNSPOKEN_PROTOCOL } from '../probes/stomp';
import type { StreamEvidence } from '../probes/stream';
import type { Judgement } from './answer';
import { AWS_READINGS } from './aws/readings';
import { OUTSIDE_READINGS } from './readings-outside';

/** How the evidence of each question reads: the verdict that it alone allows, and the line that a person sees. */
export const READINGS: Readonly<Record<Question, (evidence: Evidence) => Judgement>> = {
  ...OUTSIDE_READINGS,
  ...AWS_READINGS,

  'nginx-config': ({ nginxTest }) =>
    judge(nginxTest?.ok, 'nginx -t accepts every file', lastLine(nginxTest?.output)),

  application: ({ app }) =>
    judge(app?.listening, `answers after ${((app?.waitedMs ?? 0) / 1000).toFixed(1)} s`, app?.exit ? `ended with ${app.exit}` : `does not listen after ${Math.round((app?.waitedMs ?? 0) / 1000)} s`, app?.waitedMs),

  dns: ({ dns }) =>
    judge(dns && !dns.failure, `${dns?.name} -> ${[...(dns?.v4 ?? []), ...(dns?.v6 ?? [])].join(', ')}${dns?.standIn ? ` (${dns.standIn})` : ''}`, said(dns?.failure), dns?.ms),

  tls: ({ tls }) =>
    judge(
      tls && !tls.failure && tls.nameOk && tls.trusted && (tls.expiresInDays ?? 0) >= 0,
      `${tls?.protocol}, ${tls?.names.join(', ')}, ${tls?.alpn ?? 'no ALPN'}`,
      tls?.failure ? said(tls.failure) : `certificate for ${tls?.names.join(', ')} until ${tls?.notAfter}: ${tls?.trustError ?? 'not for this name'}`,
      tls?.ms,
    ),

  redirect: ({ redirect, reach }) =>
    reach && !redirect?.leadsHome
      ? { verdict: 'not-offered', summary: redirect?.failure ? `closed: ${said(redirect.failure)}` : `${redirect?.status}${redirect?.location ? ` to ${redirect.location}` : ': plain HTTP is served'}`, ms: redirect?.ms }
      : judge(redirect?.leadsHome, `${redirect?.status} to ${redirect?.location}`, redirect?.failure ? said(redirect.failure) : `${redirect?.status} to ${redirect?.location ?? 'nowhere'}`, redirect?.ms),

  health: ({ health }) =>
    judge(health?.healthy, `${health?.status}, matcher ${health?.matcher}`, `${health?.status ?? said(health?.failure)}, matcher ${health?.matcher}${health?.body ? `: ${health.body.split('\n')[0].slice(0, 90)}` : ''}`, health?.ms),

  info: (evidence) => {
    const { info } = evidence;
    if (info && !info.isInfo && !evidence.login && isAccessDecision(evidence, info)) {
      return strangerRefused(evidence, info);
    }
    return judge(info?.isInfo, `${info?.status}, websocket ${info?.websocket}, cookie_needed ${info?.cookieNeeded}`, refusal(info), info?.ms);
  },

  websocket: (evidence) => {
    const { handshake, info, route } = evidence;
    if (info?.websocket === false) {
      return { verdict: 'not-offered', summary: 'the application switched WebSocket off' };
    }
    if (handshake && handshake.status !== 101 && !evidence.login && isAccessDecision(evidence, handshake)) {
      return strangerRefused(evidence, handshake);
    }
    const opened = handshake?.status === 101 && handshake.acceptOk && (route?.kind !== 'sockjs' || handshake.firstFrame === 'o');
    const parts = ['101 Switching Protocols', 'Sec-WebSocket-Accept ok', ...(route?.kind === 'sockjs' ? ['o frame'] : handshake?.protocol && handshake.protocol !== UNSPOKEN_PROTOCOL ? [handshake.protocol] : [])];
    const wrong = handshake?.status === 101 ? (handshake.acceptOk ? `101, but no o frame${handshake.failure ? `: ${handshake.failure.message}` : ''}` : '101, but Sec-WebSocket-Accept is wrong') : refusal(handshake);
    return judge(opened, parts.join(', '), wrong, handshake?.ms);
  },

  stomp: ({ stomp, route }) => {
    const sockJs = route?.kind === 'sockjs';
    const settle = sockJs ? '--echo' : '--kind stomp';
    if (stomp?.declined) {
      return { verdict: 'not-offered', summary: `${stomp.silence}, so no CONNECT was sent${sockJs ? '' : ', and browsers refuse a STOMP client here'}; ${settle} sends it all the same`, ms: stomp.ms };
    }
    if (stomp?.unproved) {
      return { verdict: 'undetermined', summary: `${stomp.silence}: a broker that hangs, or no STOMP; ${settle} settles it`, ms: stomp.ms };
    }
    return judge(stomp?.command === 'CONNECTED', `CONNECTED ${stomp?.version}, heart-beat ${stomp?.heartBeat ?? 'none'}`, stomp?.error ? `ERROR ${stomp.error}` : (stomp?.silence ?? `${stomp?.command}`), stomp?.ms);
  },

  message: ({ message }) => {
    if (message?.missing) {
      return { verdict: 'undetermined', summary: `${message.missing}: npm install sockjs-client @stomp/stompjs ws` };
    }
    return judge(message?.delivered, `${message?.echo.send} -> ${message?.echo.receive} over ${message?.transport}`, message?.errors.join('; ') ?? 'not delivered', message?.ms);
  },

  'xhr-streaming': ({ xhrStreaming }) => stream(xhrStreaming, 'o frame'),
  eventsource: ({ eventSource }) => stream(eventSource, 'o frame'),

  'xhr-polling': ({ polling }) => {
    if (polling?.openStatus === 404) {
      return { verdict: 'not-offered', summary: '404: the application switched it off', ms: polling.ms };
    }
    const answer = polling?.answered === undefined ? '' : polling.answered ? ' CONNECTED,' : ' no CONNECTED,';
    const cookie = polling?.cookieNames.length ? `cookie ${polling.cookieNames.join(', ')}` : 'no cookie';
    return judge(
      polling?.opened && polling.sendStatus === 204 && polling.answered !== false,
      `o frame, xhr_send ${polling?.sendStatus} on a new connection,${answer} ${cookie}`,
      polling?.failure ? said(polling.failure) : `opened with ${polling?.openStatus}, xhr_send ${polling?.sendStatus ?? 'not reached'},${answer} ${cookie}`,
      polling?.ms,
    );
  },

  iframe: ({ iframe }) => ({
    verdict: iframe?.status === 200 ? 'healthy' : 'not-offered',
    summary: iframe?.status === 404 ? '404 by design: Spring serves it only without allowed origins' : `${iframe?.status ?? said(iframe?.failure)}`,
    ms: iframe?.ms,
  }),

  'event-stream': ({ eventStream, direct }) => {
    if (!eventStream?.opened && eventStream?.failure?.kind === 'timeout' && direct?.eventStream?.failure?.kind === 'timeout') {
      return { verdict: 'not-checked', summary: `the application sent nothing within ${eventStream.waitedMs} ms, directly neither`, ms: eventStream.ms };
    }
    if (!eventStream?.opened && eventStream?.failure?.kind === 'timeout' && direct === undefined) {
      return { verdict: 'undetermined', summary: `nothing within ${eventStream.waitedMs} ms: the application may have had nothing to say; --direct tells`, ms: eventStream.ms };
    }
    if (wantsLogin(eventStream) && eventStream?.status === direct?.eventStream?.status) {
      return { verdict: 'healthy', summary: `${eventStream?.status}: the application asks for a login, and nothing on the way changed its answer`, ms: eventStream?.ms };
    }
    return stream(eventStream, 'unbuffered');
  },

  gate: ({ gate }) => judge(gate?.ok, gate?.sentence ?? 'the host would signal success', (gate?.sentence ?? gate?.code ?? 'no word').split(' (route ')[0], gate?.ms),
};

function judge(ok: boolean | undefined, good: string, bad: string, ms?: number): Judgement {
  return ok === undefined ? { verdict: 'undetermined', summary: bad, ms } : { verdict: ok ? 'healthy' : 'problem', summary: ok ? good : bad, ms };
}

function stream(evidence: StreamEvidence | undefined, opening: string): Judgement {
  if (evidence?.status === 404) {
    return { verdict: 'not-offered', summary: '404: the application switched it off', ms: evidence.ms };
  }
  const silence = evidence?.failure?.kind === 'timeout' ? `${evidence.headMs === undefined ? 'nothing' : 'headers but no data'} within ${evidence.waitedMs} ms` : undefined;
  return judge(evidence?.opened, `${evidence?.status}, ${opening} after ${evidence?.openedMs} ms`, silence ?? refusal(evidence), evidence?.ms);
}

/** An answer that is no success, in one line. */
function refusal(answer: { status?: number; reason?: string; body: string; failure?: Failure } | undefined): string {
  if (answer?.status === undefined) {
    return said(answer?.failure);
  }
  const body = answer.body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim().slice(0, 90);
  return [`${answer.status}`, ...(answer.reason && !body ? [answer.reason] : []), ...(body ? [body] : [])].join(' ');
}

/** Refusing strangers is no fault. Whether the chain is healthy behind it shows in the comparison, or only with a login. */
function strangerRefused(evidence: Evidence, answer: { status?: number; body: string; server?: string; ms?: number }): Judgement {
  const { status, ms } = answer;
  const who = whoAnswered(answer) === 'alb' ? 'the load balancer' : 'the application';
  if (evidence.direct === undefined) {
    return { verdict: 'undetermined', summary: `${status}: ${who} asks for a login; --header or --query gives one`, ms };
  }
  return sameWhenDirect(evidence)
    ? { verdict: 'healthy', summary: `${status}: ${who} asks for a login, and nothing on the way changed its answer`, ms }
    : { verdict: 'problem', summary: `${status}, but not when asked directly`, ms };
}

/** 401, a 403 that is not about the Origin, a redirect to a login (a load balancer's too), or the empty 200 of an interceptor that refused. */
function isAccessDecision({ origins }: Evidence, answer: { status?: number; body: string; location?: string; server?: string }): boolean {
  const who = whoAnswered(answer);
  if (who === 'alb') {
    return wantsLogin(answer) && answer.location !== undefined;
  }
  if (who !== 'spring' && who !== 'unknown') {
    return false;
  }
  const forbidden = answer.status === 403 && !answer.body.startsWith('Invalid CORS') && origins?.accepted.length === 0 && origins.withoutOrigin === 403;
  return wantsLogin(answer) || forbidden || (answer.status === 200 && answer.body === '');
}

function said(failure: Failure | undefined): string {
  return failure ? failure.message || failure.kind : 'no answer';
}

function lastLine(text = ''): string {
  return text.trim().split('\n').find((line) => /emerg/.test(line)) ?? text.trim().split('\n').pop() ?? '';
}
