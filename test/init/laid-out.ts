import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import type { Archive, Project } from './projects';
import { STRUCTURES } from './structures';

/** Writes a project into a folder of its own, for as long as the tests of the file run. */
export function layOut({ files }: Project, classes: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'project-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  Object.entries(files).forEach(([name, content], index) => {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    if (typeof content === 'string') writeFileSync(file, content);
    else if (/\.[jw]ar$/.test(name)) writeFileSync(file, archiveOf(content, classes));
    else cpSync(join(classes, packageOf(content)), join(file, packageOf(content)), { recursive: true });
    // in the order of the table, whatever the clock says
    utimesSync(file, 1_700_000_000 + index, 1_700_000_000 + index);
  });
  return folder;
}

function packageOf({ structure }: Pick<Archive, 'structure'>): string {
  const index = STRUCTURES.findIndex(({ title }) => title === structure);
  if (index === -1) {
    throw new Error(`there is no structure '${structure}'`);
  }
  return `com/example/s${index}`;
}

function archiveOf(archive: Archive, classes: string): Uint8Array {
  const where = packageOf(archive);
  const folder = join(classes, where);
  const names = readdirSync(folder).filter((name) => statSync(join(folder, name)).isFile());
  const compiled = Object.fromEntries(names.map((name) => [`${where}/${name}`, readFileSync(join(folder, name))]));
  const main = { 'com/example/Main.class': readFileSync(join(classes, packageOf({ structure: 'no sockets at all' }), 'Plain.class')) };
  const below = (entries: Record<string, Uint8Array>) =>
    Object.fromEntries(Object.entries(entries).map(([name, bytes]) => [archive.classes + name, bytes]));
  const library = archive.classes.replace('classes', 'lib');
  const manifest = [
    'Main-Class: org.springframework.boot.loader.launch.JarLauncher',
    'Start-Class: com.example.Main',
    `Spring-Boot-Version: ${archive.boot}`,
    `Spring-Boot-Classes: ${archive.classes}\n\n`,
  ].join('\n');
  return zipSync({
    'META-INF/MANIFEST.MF': strToU8(manifest),
    ...below(main),
    ...below(Object.fromEntries(Object.entries(archive.files ?? {}).map(([name, text]) => [name, strToU8(text)]))),
    ...(archive.inLibrary ? { [`${library}sockets.jar`]: zipSync(compiled) } : below(compiled)),
    ...Object.fromEntries((archive.libraries ?? []).map((name) => [library + name, zipSync({})])),
  });
}
