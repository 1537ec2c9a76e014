export { certPending } from './tls/cert-pending';
export { tlsChain } from './tls/tls-chain';
export { tlsExpired } from './tls/tls-expired';
export { tlsHandshakeFailed } from './tls/tls-handshake-failed';
export { tlsName } from './tls/tls-name';
export { tlsNotSpoken } from './tls/tls-not-spoken';
