import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Plays Secrets Manager and Parameter Store: what a value is now, and nothing for names that it does not know. */
export async function secretsStandIn(values: Record<string, string>): Promise<{ url: string; asked: string[]; stop(): void }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (bytes: Buffer) => (body += bytes));
    request.on('end', () => {
      const { SecretId, Name } = JSON.parse(body) as { SecretId?: string; Name?: string };
      const value = values[SecretId ?? Name ?? ''];
      asked.push(`${request.headers['x-amz-target'] as string} ${SecretId ?? Name}`);
      response.setHeader('Content-Type', 'application/x-amz-json-1.1');
      if (value === undefined) {
        response.statusCode = 400;
        response.end(JSON.stringify({ __type: 'AccessDeniedException', message: 'not authorized' }));
      } else {
        response.end(JSON.stringify(SecretId ? { SecretString: value } : { Parameter: { Value: value } }));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, stop: () => void server.close() };
}
