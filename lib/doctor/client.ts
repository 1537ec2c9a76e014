import type { ClientEvidence, ClientStep, Evidence } from '../findings/evidence';
import type { StreamEvidence } from '../probes/stream';

/** What a browser's SockJS client waits for each transport, from the time that /info took: two of its round trips. */
export function deadlineMs(infoMs: number): number {
  return 2 * (infoMs > 100 ? 4 * infoMs : 300 + infoMs);
}

/** Goes through a browser's list of transports as sockjs-client 1.6 does, with what each probe met. */
export function sockJsClient({ info, handshake, again, xhrStreaming, eventSource, iframe, polling }: Evidence): ClientEvidence {
  // Asked again alone when it was slow among others: that is what a browser's lonely handshake takes.
  const deadline = deadlineMs(again?.infoMs ?? info?.ms ?? 0);
  const opensAfter = again?.handshakeMs ?? handshake?.firstFrameMs ?? handshake?.ms ?? 0;
  const open = handshake?.status === 101 && handshake.acceptOk && handshake.firstFrame === 'o';
  const steps: ClientStep[] = [
    info?.websocket === false
      ? { transport: 'websocket', outcome: 'not offered', ms: 0 }
      : open
        ? { transport: 'websocket', outcome: opensAfter <= deadline ? 'opens' : 'too late', ms: Math.min(opensAfter, deadline) }
        : { transport: 'websocket', outcome: handshake?.status === undefined ? 'silent' : 'refused', ms: Math.min(handshake?.ms ?? 0, deadline) },
    stream('xhr-streaming', xhrStreaming, deadline),
    stream('eventsource', eventSource, deadline),
    { transport: 'iframe', outcome: iframe?.status === 200 ? 'not offered' : 'refused', ms: iframe?.ms ?? 0 },
    { transport: 'xhr-polling', outcome: polling?.opened ? 'opens' : polling?.openStatus === 404 ? 'not offered' : polling?.openStatus === undefined ? 'silent' : 'refused', ms: polling?.opened ? Math.min(polling.ms, deadline) : 0 },
  ];
  const end = steps.findIndex(({ outcome }) => outcome === 'opens');
  const walked = end < 0 ? steps : steps.slice(0, end + 1);
  return { transport: steps[end]?.transport, afterMs: walked.reduce((sum, { ms }) => sum + ms, info?.ms ?? 0), deadlineMs: deadline, steps: walked };
}

function stream(transport: 'xhr-streaming' | 'eventsource', evidence: StreamEvidence | undefined, deadline: number): ClientStep {
  if (evidence?.opened) {
    const after = evidence.openedMs ?? 0;
    return { transport, outcome: after <= deadline ? 'opens' : 'too late', ms: Math.min(after, deadline) };
  }
  const { status, ms = 0 } = evidence ?? {};
  return { transport, outcome: status === 404 ? 'not offered' : status === undefined ? 'silent' : 'refused', ms: Math.min(ms, deadline) };
}
