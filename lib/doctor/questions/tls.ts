import { usesTls } from '../../probes/target';
import { tlsHandshake } from '../../probes/tls';
import { nameOf, patienceOf } from './asking';
import type { ChainQuestion } from './question';
import { judge, said } from './reading';

/** Which certificate is shown, for whom, until when, and who vouches for it? */
export const TLS: ChainQuestion = {
  name: 'tls',
  hop: 'tls',
  asked: (asking) => `certificate of ${nameOf(asking)}`,
  needs: ['dns', 'tcp'],
  applies: ({ target }) => usesTls(target),
  probes: { tls: { ask: (asking) => tlsHandshake(asking.target, patienceOf(asking)), twice: true } },
  parts: ['tls'],
  // A bad certificate still lets the probes look behind it.
  isBroken: ({ tls }) => tls?.failure !== undefined,
  read: ({ tls }) =>
    judge(
      tls && !tls.failure && tls.nameOk && tls.trusted && (tls.expiresInDays ?? 0) >= 0,
      `${tls?.protocol}, ${tls?.names.join(', ')}, ${tls?.alpn ?? 'no ALPN'}`,
      tls?.failure
        ? said(tls.failure)
        : `certificate for ${tls?.names.join(', ')} until ${tls?.notAfter}: ${tls?.trustError ?? 'not for this name'}`,
      tls?.ms,
    ),
};
