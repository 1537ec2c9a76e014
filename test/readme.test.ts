import { readFileSync } from 'fs';
import { join } from 'path';
import { Template } from 'aws-cdk-lib/assertions';
import * as ts from 'typescript';
import { siteFiles } from '../lib/nginx/site';
import { site } from './goldens/sites';
import { BLOCKS, PageModules } from './pages';

const TEST = __dirname;

describe("the pages' TypeScript blocks", () => {
  const modules = new PageModules('readme');
  afterAll(() => modules.remove());

  test('are found', () => {
    expect(BLOCKS.length).toBeGreaterThan(7);
  });

  test('compile', () => {
    const { config } = ts.readConfigFile(join(TEST, 'tsconfig.json'), (name) => ts.sys.readFile(name)) as { config: object };
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, TEST);
    const program = ts.createProgram(modules.files, { ...options, noUnusedLocals: false });
    const errors = ts
      .getPreEmitDiagnostics(program)
      .map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
    expect(errors).toEqual([]);
  }, 120_000);

  test.each(BLOCKS.map(({ title }, index) => [title, index] as const))('%s synthesizes', (_title, index) => {
    expect(Object.keys(Template.fromStack(modules.stack(index)).toJSON().Resources as object).length).toBeGreaterThan(1);
  });
});

test("the README's lines of nginx are those of the host, in this order", () => {
  const { nginxConf, proxyConf, streamConf } = siteFiles(site());
  const rendered = [nginxConf, proxyConf, streamConf].flatMap((text) => text.split('\n').map((line) => line.trim()));
  const readme = readFileSync(join(TEST, '..', 'README.md'), 'utf8');
  const [, block] = /^```nginx\n(.*?)^```$/ms.exec(readme)!;
  const shown = block.trim().split('\n');
  let at = 0;
  const missing = shown.filter((line) => {
    const found = rendered.indexOf(line.trim(), at);
    at = Math.max(at, found + 1);
    return found < 0;
  });
  expect([shown.length, missing]).toEqual([11, []]);
});
