import type { Evidence } from '../evidence';
import type { Finding } from '../finding';
import { nodesDiffer } from '../outside-signatures';

/** The addresses of the name answer differently. */
export const albNodeDiffers: Finding = {
  code: 'ALB-NODE-DIFFERS',
  hop: 'load-balancer',
  title: 'the addresses of the name answer differently',
  cause:
    'Each address of a load balancer is its node in one Availability Zone: without cross-zone load balancing a node whose zone has ' +
    'no healthy target answers 503. Or one of the records names another server, or one that accepts connections and never answers.',
  why: 'It works for some clients, and after a reload for others.',
  cure: 'Put a healthy target into every zone of the load balancer, or switch cross-zone load balancing on; delete stale records',
  source: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html'],
  explains: ['tcp'],
  refutedBy: ['the same at every address'],
  matches: nodesDiffer,
  detail: ({ nodes = [] }) => nodes.map(answerOf).join('; '),
};

function answerOf({ address, info, handshake }: NonNullable<Evidence['nodes']>[number]): string {
  const said = (status: number | undefined) => status ?? 'no answer';
  return `${address}: /info ${said(info)}, handshake ${said(handshake)}`;
}
