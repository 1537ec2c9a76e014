import type { Finding } from './finding';
import { agentFailed } from './agent-failed';
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
import { BEFORE_NGINX } from './before-nginx';
import { brokerMultiNode } from './broker-multi-node';
import { cliDeflate } from './cli-deflate';
import { cliEndpointMismatch } from './cli-endpoint-mismatch';
import { cliGlobal } from './cli-global';
import { cliIframeVersion } from './cli-iframe-version';
import { cliMixedContent } from './cli-mixed-content';
import { cliPlainHttp } from './cli-plain-http';
import { cliReconnectStorm } from './cli-reconnect-storm';
import { cliSilentDowngrade } from './cli-silent-downgrade';
import { cliSlowHandshakeDowngrade } from './cli-slow-handshake-downgrade';
import { cliSubproto } from './cli-subproto';
import { cliTabThrottle } from './cli-tab-throttle';
import { ctxPath } from './ctx-path';
import { deployHerd } from './deploy-herd';
import { fwdPortOverwrite } from './fwd-port-overwrite';
import { fwdProtoOverwrite } from './fwd-proto-overwrite';
import { fwdProtoWss } from './fwd-proto-wss';
import { fwdStrategyNone } from './fwd-strategy-none';
import { handshakeRefused } from './handshake-refused';
import { hostDiskFull } from './host-disk-full';
import { hostEnvironmentRefused } from './host-environment-refused';
import { hostJavaMissing } from './host-java-missing';
import { hostNginxMissing } from './host-nginx-missing';
import { hostUserDataFailed } from './host-user-data-failed';
import { http2Confusion } from './http2-confusion';
import { javaTooOld } from './java-too-old';
import { ngx413 } from './ngx-413';
import { ngx499 } from './ngx-499';
import { ngx502 } from './ngx-502';
import { ngx504 } from './ngx-504';
import { ngxBufferStall } from './ngx-buffer-stall';
import { ngxChangesAnswer } from './ngx-changes-answer';
import { ngxConfigInvalid } from './ngx-config-invalid';
import { ngxConnOnlyMissing } from './ngx-conn-only-missing';
import { ngxCorsDup } from './ngx-cors-dup';
import { ngxCorsStar } from './ngx-cors-star';
import { ngxDnsStale } from './ngx-dns-stale';
import { ngxDupHeader } from './ngx-dup-header';
import { ngxErrorPage } from './ngx-error-page';
import { ngxH2cUpgrade } from './ngx-h2c-upgrade';
import { ngxHeaderLimit } from './ngx-header-limit';
import { ngxHostMissing } from './ngx-host-missing';
import { ngxHttp10 } from './ngx-http10';
import { ngxIdle60 } from './ngx-idle-60';
import { ngxIfHeader } from './ngx-if-header';
import { ngxInherit } from './ngx-inherit';
import { ngxLimitsRate } from './ngx-limits-rate';
import { ngxLocalhostV6 } from './ngx-localhost-v6';
import { ngxLocationPrefix } from './ngx-location-prefix';
import { ngxMapCloseKeepalive } from './ngx-map-close-keepalive';
import { ngxMapMissing } from './ngx-map-missing';
import { ngxMapPlace } from './ngx-map-place';
import { ngxNofile } from './ngx-nofile';
import { ngxNotAnswering } from './ngx-not-answering';
import { ngxPorts } from './ngx-ports';
import { ngxPreflightBlock } from './ngx-preflight-block';
import { ngxRefuses } from './ngx-refuses';
import { ngxReloadLinger } from './ngx-reload-linger';
import { ngxServerName } from './ngx-server-name';
import { ngxSpaFallback } from './ngx-spa-fallback';
import { ngxUnderscore } from './ngx-underscore';
import { ngxUpgradeMissing } from './ngx-upgrade-missing';
import { ngxUriRewrite } from './ngx-uri-rewrite';
import { ngxWorkerConn } from './ngx-worker-conn';
import { ON_AWS } from './on-aws';
import { redirectNotFollowed } from './redirect-not-followed';
import { routeNotFound } from './route-not-found';
import { sjsFallbackFlaky } from './sjs-fallback-flaky';
import { sockjsNoOpenFrame } from './sockjs-no-open-frame';
import { spr708IpBind } from './spr-708-ip-bind';
import { spr709IpBind } from './spr-709-ip-bind';
import { sprCsrf } from './spr-csrf';
import { sprCsrfPost } from './spr-csrf-post';
import { sprHandshakeMisc } from './spr-handshake-misc';
import { sprIframe404 } from './spr-iframe-404';
import { sprNoWs } from './spr-no-ws';
import { sprOrigin403 } from './spr-origin-403';
import { sprOriginStar } from './spr-origin-star';
import { sprPrincipal } from './spr-principal';
import { sprSecurity401 } from './spr-security-401';
import { sprSession5s } from './spr-session-5s';
import { sprShutdown } from './spr-shutdown';
import { sseBuffered } from './sse-buffered';
import { stompBadFrame } from './stomp-bad-frame';
import { stompHb00 } from './stomp-hb-00';
import { stompMsg1009 } from './stomp-msg-1009';
import { stompMsg64k } from './stomp-msg-64k';
import { stompNoFirstMsg } from './stomp-no-first-msg';
import { stompRelayDown } from './stomp-relay-down';
import { stompSlowClient } from './stomp-slow-client';
import { tlsToHttpUpstream } from './tls-to-http-upstream';
import { tomcatFull } from './tomcat-full';
import { unexpectedAnswer } from './unexpected-answer';

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
  ...BEFORE_NGINX,
  ngxMapMissing,
  ngxMapPlace,
  ngxIfHeader,
  ngxInherit,
  ngxUpgradeMissing,
  ngxConnOnlyMissing,
  ngxHeaderLimit,
  ngx413,
  ngxUnderscore,
  cliDeflate,
  ngxSpaFallback,
  ngxLocationPrefix,
  ngxHostMissing,
  fwdProtoWss,
  fwdProtoOverwrite,
  fwdPortOverwrite,
  ngxCorsDup,
  ngxHttp10,
  ngxBufferStall,
  sseBuffered,
  ngxDupHeader,
  ngxUriRewrite,
  ngxServerName,
  ngxCorsStar,
  ngxPreflightBlock,
  ngxErrorPage,
  ngxLimitsRate,
  tlsToHttpUpstream,
  ngxDnsStale,
  ngxLocalhostV6,
  ngxMapCloseKeepalive,
  ngxH2cUpgrade,
  ngxChangesAnswer,
  ngxNotAnswering,
  ngx502,
  ngx504,
  cliMixedContent,
  cliSlowHandshakeDowngrade,
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
  cliGlobal,
  cliTabThrottle,
  cliIframeVersion,
  cliReconnectStorm,
  sprPrincipal,
  sprSession5s,
  tomcatFull,
  sprShutdown,
  sjsFallbackFlaky,
  stompMsg1009,
  stompMsg64k,
  stompSlowClient,
  stompBadFrame,
  stompNoFirstMsg,
  brokerMultiNode,
  deployHerd,
  ngx499,
  ngxIdle60,
  ngxWorkerConn,
  ngxNofile,
  ngxPorts,
  ngxReloadLinger,
  sprCsrfPost,
  http2Confusion,
  cliPlainHttp,
  ngxRefuses,
  unexpectedAnswer,
  ...ON_AWS,
  sprHandshakeMisc,
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
