import * as http from 'node:http';
import type { CheckResult } from './target-health';

/** What one health check asks, and from where. */
export interface HealthCheck {
  readonly from: string;
  readonly address: string;
  readonly port: number;
  readonly path: string;
  readonly timeoutSeconds: number;
}

/** One health check as a load balancer's node makes it: a connection of its own, its own name, and no X-Forwarded-For. */
export function check({ from, address, port, path, timeoutSeconds }: HealthCheck): Promise<CheckResult> {
  return new Promise((resolve) => {
    const headers = {
      Host: `${address}:${port}`,
      'User-Agent': 'ELB-HealthChecker/2.0',
      'Accept-Encoding': 'gzip, compressed',
      Connection: 'close',
    };
    const request = http.request({ host: address, port, path, headers, localAddress: from, agent: false });
    const end = (result: CheckResult) => {
      clearTimeout(timer);
      resolve(result);
      request.destroy();
    };
    const timer = setTimeout(() => end({ failure: 'timeout' }), timeoutSeconds * 1000);
    request.on('response', (response) => end({ status: response.statusCode ?? 0 }));
    request.on('error', () => end({ failure: 'failed' }));
    request.end();
  });
}
