import { createRequire } from 'node:module';
import { chmodSync, cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleCanary, CANARY } from './bundle-canary.mjs';

// Puts other people's modules into the build's files that load them, so that whoever installs the package installs none of them.
const FILES = ['lib/aws/sdk', 'lib/probes/message-clients'];
const NOTICES = join('build', 'THIRD-PARTY-LICENSES.txt');

const { metafile } = await build({
  entryPoints: FILES.map((name) => `${name}.ts`),
  outdir: 'build',
  outbase: '.',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minify: true,
  keepNames: true, // the SDK tells its errors apart by the names of their classes
  legalComments: 'none', // their licenses are in a file of their own
  metafile: true,
  logLevel: 'warning',
});

// What a canary's function runs.
const canary = await bundleCanary();
cpSync(CANARY, join('build', CANARY), { recursive: true });

// What a host adds to the application's class path: whoever installs the package needs no Maven for it.
createRequire(import.meta.url)('./build/lib/host/companion-jar.js').buildCompanion(join('build', 'lib', 'host', 'agent'));

// npm makes a command executable when it installs it; the package for Python starts the file as it is packed
chmodSync(join('build', 'bin', 'cdk-spring-websocket.js'), 0o755);

/** Folders of the packages that are in the bundles, such as node_modules/ws. */
const folders = new Set(
  [...Object.keys(metafile.inputs), ...Object.keys(canary.inputs)].flatMap(
    (file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? [],
  ),
);
const packages = [...folders].sort().map(licenseOf);
const unlicensed = packages.filter(({ text }) => text === undefined).map(({ name }) => name);
if (unlicensed.length > 0) {
  throw new Error(`${unlicensed.join(', ')}: no license is known, so the bundle cannot be passed on`);
}
/** The same text stands once, below the names of all packages that have it. */
const byText = new Map();
packages.forEach((each) => byText.set(each.text, [...(byText.get(each.text) ?? []), each]));
const parts = [...byText].map(([text, all]) => `${all.map(({ title }) => title).join('\n')}\n\n${text.trim()}\n`);
writeFileSync(NOTICES, `The package contains code of these packages.\n\n${parts.join(`\n${'-'.repeat(80)}\n\n`)}`);

/** A package with the text of its license and notices, or with the name of the license where it has no text. */
function licenseOf(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|notice|copying)/i.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
  const by = typeof author === 'object' ? author.name : author;
  const text = texts.length > 0 ? texts.join('\n\n') : license && `License: ${license}${by ? `, by ${by}` : ''}`;
  return { name, title: `${name} ${version}`, text };
}
