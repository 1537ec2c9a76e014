import type { Finding } from './finding';
import { agentFailed } from './agent-failed';
import { albHealth401302 } from './alb-health-401-302';
import { albRuleMissing } from './alb-rule-missing';
import { albStickyMissing } from './alb-sticky-missing';
import { appExited } from './app-exited';
import { appNotListening } from './app-not-listening';
import { appOutOfMemory } from './app-out-of-memory';
import { appTooSlow } from './app-too-slow';
import { appUnhealthy } from './app-unhealthy';
import { awsJarDenied } from './aws-jar-denied';
import { awsJarMissing } from './aws-jar-missing';
import { awsSecretDenied } from './aws-secret-denied';
import { awsSecretMissing } from './aws-secret-missing';
import { awsSecretNoKey } from './aws-secret-no-key';
import { awsUnreachable } from './aws-unreachable';
import { cliEndpointMismatch } from './cli-endpoint-mismatch';
import { cliSilentDowngrade } from './cli-silent-downgrade';
import { cliSubproto } from './cli-subproto';
import { ctxPath } from './ctx-path';
import { dnsWrongTarget } from './dns-wrong-target';
import { fwdPortOverwrite } from './fwd-port-overwrite';
import { fwdProtoOverwrite } from './fwd-proto-overwrite';
import { fwdStrategyNone } from './fwd-strategy-none';
import { handshakeRefused } from './handshake-refused';
import { hostDiskFull } from './host-disk-full';
import { hostEnvironmentRefused } from './host-environment-refused';
import { hostJavaMissing } from './host-java-missing';
import { hostNginxMissing } from './host-nginx-missing';
import { hostUserDataFailed } from './host-user-data-failed';
import { javaTooOld } from './java-too-old';
import { ngx502 } from './ngx-502';
import { ngx504 } from './ngx-504';
import { ngxBufferStall } from './ngx-buffer-stall';
import { ngxChangesAnswer } from './ngx-changes-answer';
import { ngxConfigInvalid } from './ngx-config-invalid';
import { ngxConnOnlyMissing } from './ngx-conn-only-missing';
import { ngxCorsDup } from './ngx-cors-dup';
import { ngxHostMissing } from './ngx-host-missing';
import { ngxHttp10 } from './ngx-http10';
import { ngxLocationPrefix } from './ngx-location-prefix';
import { ngxNotAnswering } from './ngx-not-answering';
import { ngxSpaFallback } from './ngx-spa-fallback';
import { ngxUpgradeMissing } from './ngx-upgrade-missing';
import { redirectNotFollowed } from './redirect-not-followed';
import { routeNotFound } from './route-not-found';
import { sockjsNoOpenFrame } from './sockjs-no-open-frame';
import { spr708IpBind } from './spr-708-ip-bind';
import { spr709IpBind } from './spr-709-ip-bind';
import { sprCsrf } from './spr-csrf';
import { sprIframe404 } from './spr-iframe-404';
import { sprNoWs } from './spr-no-ws';
import { sprOrigin403 } from './spr-origin-403';
import { sprOriginStar } from './spr-origin-star';
import { sprSecurity401 } from './spr-security-401';
import { sseBuffered } from './sse-buffered';
import { stompHb00 } from './stomp-hb-00';
import { stompRelayDown } from './stomp-relay-down';
import { targetUnhealthy } from './target-unhealthy';
import { tlsChain } from './tls-chain';
import { tlsExpired } from './tls-expired';
import { tlsName } from './tls-name';

/**
 * Every failure mode that is known, the more telling one first where two fit: what a judge looks through.
 */
export const FINDINGS: readonly Finding[] = [
  ngxConfigInvalid,
  javaTooOld,
  appOutOfMemory,
  appExited,
  appNotListening,
  appTooSlow,
  dnsWrongTarget,
  tlsExpired,
  tlsName,
  tlsChain,
  albHealth401302,
  targetUnhealthy,
  albStickyMissing,
  albRuleMissing,
  ngxUpgradeMissing,
  ngxConnOnlyMissing,
  ngxSpaFallback,
  ngxLocationPrefix,
  ngxHostMissing,
  fwdProtoOverwrite,
  fwdPortOverwrite,
  ngxCorsDup,
  ngxHttp10,
  ngxBufferStall,
  sseBuffered,
  ngxChangesAnswer,
  ngxNotAnswering,
  ngx502,
  ngx504,
  cliEndpointMismatch,
  ctxPath,
  routeNotFound,
  fwdStrategyNone,
  sprOriginStar,
  sprOrigin403,
  sprSecurity401,
  handshakeRefused,
  redirectNotFollowed,
  sprNoWs,
  sockjsNoOpenFrame,
  cliSubproto,
  spr708IpBind,
  spr709IpBind,
  sprIframe404,
  cliSilentDowngrade,
  stompRelayDown,
  sprCsrf,
  stompHb00,
  appUnhealthy,
  hostNginxMissing,
  hostJavaMissing,
  hostUserDataFailed,
  hostDiskFull,
  awsJarDenied,
  awsJarMissing,
  awsSecretDenied,
  awsSecretMissing,
  awsSecretNoKey,
  awsUnreachable,
  agentFailed,
  hostEnvironmentRefused,
];

/** The finding of a code. */
export function findingOf(code: string): Finding | undefined {
  return FINDINGS.find((finding) => finding.code === code);
}

/** What the agent on the host carries: a sentence and a cure for each code that it can tell. */
export function findingsForHost(): Record<string, { hop: string; title: string; cure: string }> {
  const packed = FINDINGS.filter(({ onHost }) => onHost).map(({ code, hop, title, cure }) => [code, { hop, title, cure }] as const);
  return Object.fromEntries(packed.sort(([a], [b]) => (a < b ? -1 : 1)));
}
