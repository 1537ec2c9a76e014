import { labName, parse } from './options';

test('parts and flags', () => {
  expect(parse(['boot', '--keep'], ['deploy', 'boot'])).toEqual({ help: false, list: false, keep: true, write: false, parts: ['boot'] });
});

test('fails: what is neither', () => {
  expect(() => parse(['bot'], ['deploy', 'boot'])).toThrow("'bot' is no part of the lab: give deploy, boot, --keep");
  expect(() => parse(['--kep'], [])).toThrow("'--kep' is no part");
  expect(() => labName('My Lab')).toThrow("LAB_NAME is 'My Lab'");
});
