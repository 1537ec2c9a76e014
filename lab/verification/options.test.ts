import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { costs, total } from './costs';
import { parseVerification } from './options';

const NEEDED = ['--domain', 'Trial.Example.com', '--zone', 'example.com.'];

test('what is needed, and what is taken when left out', () => {
  expect(parseVerification(NEEDED)).toEqual({
    help: false,
    yes: false,
    keep: false,
    bootstrap: false,
    domain: 'trial.example.com',
    zone: 'example.com',
    image: 'al2023',
    hosts: 1,
    output: 'verification.md',
  });
  expect(parseVerification([...NEEDED, '--image', 'debian', '--hosts', '2'])).toMatchObject({ image: 'debian13', hosts: 2 });
});

test.each([
  [['--zone', 'example.com'], '--domain is missing: give it as in --domain trial.example.com'],
  [['--domain', 'example.com', '--zone', 'example.com'], "--domain is 'example.com', which is not below the zone example.com"],
  [['--domain', 'a b.example.com', '--zone', 'example.com'], "--domain is 'a b.example.com', which is no domain name"],
  [[...NEEDED, '--image', 'ubuntu'], "--image is 'ubuntu': give amazon-linux or debian"],
  [[...NEEDED, '--hosts', '3'], "--hosts is '3': give 1 or 2"],
  [[...NEEDED, '--output', 'here'], "--output is 'here': give a name that ends with .md"],
  [[...NEEDED, '--forever'], "Unknown option '--forever': npm run verify-on-aws -- --help"],
])('fails: %s', (args, message) => {
  expect(() => parseVerification(args)).toThrow(message);
});

test.each([1, 2] as const)('what %d host(s) cost stands on the page, and each line says where its price is from', (hosts) => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'verify-on-aws.md'), 'utf8');
  expect(page).toContain(`${Math.round(100 * total(hosts))} US cents`);
  expect(costs(hosts)[0]).toContain(`${(100 * total(hosts)).toFixed(1)} US cents`);
  expect(costs(hosts).filter((line) => line.includes('https://aws.amazon.com/'))).toHaveLength(hosts === 1 ? 6 : 9);
});
