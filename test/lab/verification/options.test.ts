import { costs, total } from './costs';
import { parseVerification } from './options';

const NEEDED = ['--domain', 'Trial.Example.com', '--zone', 'example.com.'];

test('what is needed, and what is taken when left out', () => {
  expect(parseVerification(NEEDED)).toEqual({ help: false, yes: false, keep: false, bootstrap: false, domain: 'trial.example.com', zone: 'example.com', image: 'al2023', output: 'verification.md' });
  expect(parseVerification([...NEEDED, '--image', 'debian', '--yes']).image).toBe('debian13');
});

test.each([
  [['--zone', 'example.com'], "--domain is missing: give it as in --domain trial.example.com"],
  [['--domain', 'example.com', '--zone', 'example.com'], "--domain is 'example.com', which is not below the zone example.com"],
  [['--domain', 'a b.example.com', '--zone', 'example.com'], "--domain is 'a b.example.com', which is no domain name"],
  [[...NEEDED, '--image', 'ubuntu'], "--image is 'ubuntu': give amazon-linux or debian"],
  [[...NEEDED, '--output', 'here'], "--output is 'here': give a name that ends with .md"],
  [[...NEEDED, '--forever'], "Unknown option '--forever': npm run verify-on-aws -- --help"],
])('fails: %s', (args, message) => {
  expect(() => parseVerification(args)).toThrow(message);
});

test('half an hour costs cents, and each line says where its price is from', () => {
  expect(total()).toBeGreaterThan(0.03);
  expect(total()).toBeLessThan(0.1);
  expect(costs().filter((line) => line.includes('https://aws.amazon.com/'))).toHaveLength(6);
});
