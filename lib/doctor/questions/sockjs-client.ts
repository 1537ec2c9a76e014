import type { ClientEvidence, ClientStep, Evidence } from '../../findings/evidence';
import type { StreamEvidence } from '../../probes/stream';

/** What a browser's SockJS client waits for each transport, from the time that /info took: two of its round trips. */
export function deadlineMs(infoMs: number): number {
  return 2 * (infoMs > 100 ? 4 * infoMs : 300 + infoMs);
}

/** Goes through a browser's list of transports as sockjs-client 1.6 does, with what each probe met. */
export function sockJsClient({ info, handshake, again, xhrStreaming, eventSource, iframe, polling }: Evidence): ClientEvidence {
  // Asked again alone when it was slow among others: that is what a browser's lonely handshake takes.
  const deadline = deadlineMs(again?.infoMs ?? info?.ms ?? 0);
  const steps: ClientStep[] = [
    { transport: 'websocket', ...socket({ info, handshake, again }, deadline) },
    stream('xhr-streaming', xhrStreaming, deadline),
    stream('eventsource', eventSource, deadline),
    { transport: 'iframe', outcome: iframe?.status === 200 ? 'not offered' : 'refused', ms: iframe?.ms ?? 0 },
    polling?.opened
      ? { transport: 'xhr-polling', outcome: 'opens', ms: Math.min(polling.ms, deadline) }
      : { transport: 'xhr-polling', outcome: unopened(polling?.openStatus), ms: 0 },
  ];
  const end = steps.findIndex(({ outcome }) => outcome === 'opens');
  const walked = end < 0 ? steps : steps.slice(0, end + 1);
  return {
    transport: steps[end]?.transport,
    afterMs: walked.reduce((sum, { ms }) => sum + ms, info?.ms ?? 0),
    deadlineMs: deadline,
    steps: walked,
  };
}

function socket({ info, handshake, again }: Evidence, deadline: number): Omit<ClientStep, 'transport'> {
  if (info?.websocket === false) {
    return { outcome: 'not offered', ms: 0 };
  }
  if (handshake?.status === 101 && handshake.acceptOk && handshake.firstFrame === 'o') {
    return inTime(again?.handshakeMs ?? handshake.firstFrameMs ?? handshake.ms, deadline);
  }
  return { outcome: handshake?.status === undefined ? 'silent' : 'refused', ms: Math.min(handshake?.ms ?? 0, deadline) };
}

function stream(transport: 'xhr-streaming' | 'eventsource', evidence: StreamEvidence | undefined, deadline: number): ClientStep {
  if (evidence?.opened) {
    return { transport, ...inTime(evidence.openedMs ?? 0, deadline) };
  }
  const { status, ms = 0 } = evidence ?? {};
  return { transport, outcome: unopened(status), ms: Math.min(ms, deadline) };
}

function inTime(afterMs: number, deadline: number): Omit<ClientStep, 'transport'> {
  return { outcome: afterMs <= deadline ? 'opens' : 'too late', ms: Math.min(afterMs, deadline) };
}

function unopened(status: number | undefined): ClientStep['outcome'] {
  if (status === undefined) return 'silent';
  return status === 404 ? 'not offered' : 'refused';
}
