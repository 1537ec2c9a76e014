import { Errors, Stack } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { AppSecret } from '../../lib/spring/app-secret';
import { Handshake } from '../../lib/spring/handshake';
import { checkKinds, DURATION, FLAG, listOf, mapOf, NUMBER, SIZE, TEXT } from '../../lib/spring/prop-kinds';
import { Route } from '../../lib/spring/route';

/** As plain JavaScript gives it. */
const any = (value: unknown) => value as never;

function thrown(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}

test.each([
  [TEXT, 60, "a is 60: write a text, such as 'api'"],
  [NUMBER, '20', "a is '20': write a number"],
  [FLAG, 'yes', "a is 'yes': write true or false"],
  [DURATION, 60, 'a is 60: write Duration.seconds(60)'],
  [DURATION, null, 'a is null: write Duration.seconds(60)'],
  [SIZE, new Date(0), 'a is a value of type Date: write Size.gibibytes(8)'],
  [listOf(TEXT), '-Xmx1g', "a is '-Xmx1g': write [a text, such as 'api']"],
  [listOf(TEXT), ['-Xmx1g', undefined], "a has undefined: write [a text, such as 'api']"],
  [listOf(TEXT), ['-Xmx1g', ['-Xss1m']], "a has a list: write [a text, such as 'api']"],
  [mapOf(TEXT), 'A=1', "a is a value of type string: write { NAME: a text, such as 'api' }"],
  [mapOf(TEXT), { A: '1', PASSWORD: 4711 }, "a has PASSWORD, which is a value of type number: write { NAME: a text, such as 'api' }"],
])('%#: fails for another kind', (kind, value, message) => {
  expect(() => checkKinds({ a: value }, { optional: { a: kind } })).toThrow(message);
  expect(() => checkKinds({ a: undefined }, { optional: { a: kind } })).not.toThrow();
  expect(() => checkKinds(undefined, { required: { a: kind } })).toThrow(`a is missing: write ${kind.write}`);
});

test('a secret value is not shown', () => {
  expect(String(thrown(() => checkKinds({ a: { PASSWORD: 4711 } }, { optional: { a: mapOf(TEXT) } })))).not.toContain('4711');
});

const stack = new Stack();

test.each<[string, () => unknown, string]>([
  ['no path', () => Route.sockJs(any(undefined)), 'path is missing'],
  ['a number as idle timeout', () => Route.stomp('/ws', { idleTimeout: any(60) }), 'idleTimeout is 60: write Duration.seconds(60)'],
  ['a text as handshake', () => Route.stomp('/ws', { handshake: any('token') }), "handshake is 'token': write Handshake.withQuery"],
  ['a text as secret', () => AppSecret.fromSecretsManager(any('chat/db')), "secret is 'chat/db': write a secret"],
  ['a list as jsonKey', () => AppSecret.fromSecretsManager(new Secret(stack, 'S'), any(['a'])), 'jsonKey is a list: write a text'],
  ['a text as parameter', () => AppSecret.fromParameterStore(any('/chat/db')), "parameter is '/chat/db': write a parameter"],
  ['a CDK secret in a handshake', () => Handshake.withQuery('token', any(new Secret(stack, 'T'))), 'secret is a value of type Secret'],
])("fails with CDK's own kind of error: %s", (_, act, message) => {
  const error = thrown(act);
  expect(Errors.isValidationError(error)).toBe(true);
  expect((error as Error).message).toContain(message);
});
