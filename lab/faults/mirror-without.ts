import * as http from 'node:http';
import { HUB } from '../machines/hub';
import { APT_RELAY_PORT } from '../machines/layer';

/**
 * A package mirror in the middle of its own update: the index has a package, the package itself is not there. Stands where the
 * relay stands otherwise.
 */
export function mirrorWithout(withheld: RegExp, upstream: string): Promise<http.Server> {
  const server = http.createServer((request, response) => {
    if (withheld.test(request.url ?? '')) {
      response.writeHead(404).end();
      return;
    }
    const onward = http.request({ socketPath: upstream, method: request.method, path: request.url, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(APT_RELAY_PORT, HUB, () => resolve(server));
  });
}
