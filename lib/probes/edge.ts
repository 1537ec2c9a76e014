import { cookieNames } from './cookies';
import { header, type Header } from './http-reader';

/** Headers by which those between browser and application show. */
const TRACES = [
  'via',
  'x-cache',
  'cf-ray',
  'x-varnish',
  'x-envoy-upstream-service-time',
  'x-powered-by',
  'cross-origin-resource-policy',
  'x-amz-apigw-id',
  'apigw-requestid',
];

/** What those on the way wrote into an answer, as `name: value`, and the names of the cookies that load balancers set. */
export function edgeOf(headers: readonly Header[]): string | undefined {
  const traces = TRACES.flatMap((name) => {
    const value = header(headers, name);
    return value === undefined ? [] : [`${name}: ${value.slice(0, 80)}`];
  });
  const cookies = cookieNames(headers).filter((name) => /^AWS(ALB|ELB)/.test(name));
  const all = [...traces, ...cookies.map((name) => `cookie: ${name}`)];
  return all.length > 0 ? all.join('; ') : undefined;
}
