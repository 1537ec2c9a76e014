import * as conventions from '../../lib/chain/conventions';

const { AGENT_PORT, NGINX_PORT, PROOF_PORT, SPRING_BOOT_PORT, UNITS } = conventions;

test('every port is used once, unprivileged and outside the range from which connections take theirs', () => {
  const ports = [NGINX_PORT, SPRING_BOOT_PORT, PROOF_PORT, AGENT_PORT];
  expect(new Set(ports).size).toBe(4);
  expect(ports.every((port) => port > 1023 && port < 32_768)).toBe(true);
});

test("every path is relative to the prefix; only the health path is a URL's", () => {
  const { HEALTH_PATH, ...others } = conventions;
  const paths = Object.values<unknown>(others)
    .filter((value) => typeof value === 'string')
    .filter((value) => value.includes('/'));
  expect(paths.length).toBeGreaterThan(8);
  expect(paths.filter((path) => path.startsWith('/') || path.includes('..'))).toEqual([]);
  expect(HEALTH_PATH).toMatch(/^\/\.well-known\//);
});

test("no unit has the name of a distribution's own", () => {
  expect(Object.values(UNITS)).not.toContain('nginx.service');
  expect(new Set(Object.values(UNITS)).size).toBe(Object.keys(UNITS).length);
});
