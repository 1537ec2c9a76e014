import { HostImage } from '../../lib/host/host-image';

const images = { 'Amazon Linux 2023': HostImage.amazonLinux2023(), 'Debian 13': HostImage.debian13() };

test.each<[keyof typeof images, number | undefined, number | undefined, string]>([
  ['Amazon Linux 2023', undefined, 8, 'java-17-amazon-corretto-headless'],
  ['Amazon Linux 2023', undefined, 17, 'java-17-amazon-corretto-headless'],
  ['Amazon Linux 2023', undefined, 18, 'java-21-amazon-corretto-headless'],
  ['Amazon Linux 2023', undefined, undefined, 'java-21-amazon-corretto-headless'],
  ['Amazon Linux 2023', 17, undefined, 'java-17-amazon-corretto-headless'],
  ['Amazon Linux 2023', 21, 17, 'java-21-amazon-corretto-headless'],
  ['Debian 13', undefined, 17, 'openjdk-21-jre-headless'],
  ['Debian 13', undefined, 25, 'openjdk-25-jre-headless'],
  ['Debian 13', undefined, undefined, 'openjdk-21-jre-headless'],
  ['Debian 13', 25, 17, 'openjdk-25-jre-headless'],
])('%s, Java %s asked for, %s needed: %s', (name, asked, needed, packageName) => {
  expect(images[name]._javaPackage(asked, needed)).toBe(packageName);
});

test.each<[keyof typeof images, number | undefined, number | undefined, string]>([
  ['Debian 13', 17, undefined, 'javaVersion is 17, but Debian 13 offers 21, 25: take another HostImage or build for one of these'],
  ['Amazon Linux 2023', 25, undefined, 'javaVersion is 25, but Amazon Linux 2023 offers 17, 21: take another HostImage or build for one of these'],
  ['Amazon Linux 2023', undefined, 25, 'the jar needs Java 25, but Amazon Linux 2023 offers 17, 21: take another HostImage or build for one of these'],
  ['Amazon Linux 2023', 17, 21, "javaVersion is 17, but the jar's classes need Java 21: leave javaVersion out or build for an older Java"],
])('fails on %s with Java %s asked for and %s needed', (name, asked, needed, message) => {
  expect(() => images[name]._javaPackage(asked, needed)).toThrow(new Error(message));
});

test('only Amazon Linux brings the agent of Session Manager', () => {
  expect(Object.entries(images).map(([name, { _distribution }]) => [name, _distribution.name === name, _distribution.sessionManager, _distribution.packages])).toEqual([
    ['Amazon Linux 2023', true, true, ['nginx', 'logrotate']],
    ['Debian 13', true, false, ['nginx', 'logrotate']],
  ]);
});
