import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { strToU8, zipSync } from 'fflate';
import { findJar } from '../../lib/spring/jar';
import { bootJarBytes, folderWith, type JarContent } from '../boot-jar';

const PLAIN: JarContent = { manifest: { 'Main-Class': '', 'Start-Class': '' } };

function file(name: string, bytes: Uint8Array): string {
  const path = join(folderWith(), name);
  writeFileSync(path, bytes);
  return path;
}

const jar = (content: JarContent = {}) => findJar(file('app.jar', bootJarBytes(content)));

describe('a jar tells', () => {
  test('its Java and Spring Boot', () => {
    const path = file('app.jar', bootJarBytes());
    expect(findJar(path)).toEqual({ file: path, javaVersion: 17, bootVersion: '4.1.2' });
  });

  test.each([
    [52, 8],
    [61, 17],
    [65, 21],
    [69, 25],
  ])('class version %i is Java %i', (classVersion, javaVersion) => {
    expect(jar({ classVersion }).javaVersion).toBe(javaVersion);
  });

  test.each([
    ['Spring Boot 2.7', { 'Main-Class': 'org.springframework.boot.loader.JarLauncher', 'Spring-Boot-Version': '2.7.18' }, '2.7.18'],
    ['properties launcher', { 'Main-Class': 'org.springframework.boot.loader.launch.PropertiesLauncher' }, '4.1.2'],
    ['a war', { 'Main-Class': 'org.springframework.boot.loader.launch.WarLauncher' }, '4.1.2'],
  ])('%s is executable', (_, manifest, bootVersion) => {
    expect(jar({ manifest })).toMatchObject({ bootVersion, javaVersion: 17 });
  });

  test('through a manifest whose long lines are broken', () => {
    expect(jar({ manifest: { 'Start-Class': 'com.exam\r\n ple.ChatAppl\r\n ication' }, classVersion: 65 }).javaVersion).toBe(21);
  });

  test.each([
    ['a launch script', '#!/bin/bash\nexit 0\n'],
    ["a launch script that ends in an archive's own signature", '#!/bin/bash\necho PK\u0005\u0006\n'],
  ])('behind %s', (_, script) => {
    expect(findJar(file('app.jar', Buffer.concat([Buffer.from(script), bootJarBytes({ classVersion: 65 })])))).toMatchObject({
      javaVersion: 21,
    });
  });

  test('in a zip64 archive, also behind a script', () => {
    const bytes = Buffer.from(bootJarBytes({ classVersion: 65 }));
    const end = bytes.subarray(-22);
    const record = Buffer.alloc(76);
    record.writeUInt32LE(0x06064b50, 0);
    record.writeBigUInt64LE(44n, 4);
    [24, 32].forEach((at) => record.writeBigUInt64LE(BigInt(end.readUInt16LE(10)), at));
    record.writeBigUInt64LE(BigInt(end.readUInt32LE(12)), 40);
    record.writeBigUInt64LE(BigInt(end.readUInt32LE(16)), 48);
    record.writeUInt32LE(0x07064b50, 56);
    record.writeBigUInt64LE(BigInt(bytes.length - 22), 64);
    record.writeUInt32LE(1, 72);
    end.fill(0xff, 8, 20);
    const archive = Buffer.concat([Buffer.from('#!/bin/bash\nexit 0\n'), bytes.subarray(0, -22), record, end]);
    expect(findJar(file('app.jar', archive)).javaVersion).toBe(21);
  });

  test.each([
    ['BOOT-INF/lib/', '4.1.2', { server: 'Jetty', unstartedServer: undefined }],
    ['WEB-INF/lib-provided/', '4.1.2', { server: 'Jetty', unstartedServer: undefined }],
    ['elsewhere/', '4.1.2', { server: undefined, unstartedServer: undefined }],
  ])('its server, by the libraries in %s', (folder, version, told) => {
    const files = Object.fromEntries(['spring-boot-jetty-4.1.2.jar', 'jetty-server-12.1.14.jar'].map((name) => [folder + name, 'x']));
    expect(jar({ files, manifest: { 'Spring-Boot-Version': version } })).toMatchObject(told);
  });

  test.each([
    ['application.properties', 'spring.datasource.url=jdbc:h2:file:./data/chat', 'jdbc:h2:file:./data/chat'],
    ['application.properties', 'spring.datasource.url=jdbc:h2:~/chat;MODE=MySQL', 'jdbc:h2:~/chat;MODE=MySQL'],
    ['application-prod.yml', 'spring:\n  datasource:\n    url: "jdbc:sqlite:chat.db"\n', 'jdbc:sqlite:chat.db'],
    ['application.yaml', "url: 'jdbc:hsqldb:file:/data/db'", 'jdbc:hsqldb:file:/data/db'],
    ['application.properties', 'url=jdbc:h2:mem:test', undefined],
    ['application.properties', 'url=jdbc:h2:tcp://db/x', undefined],
    ['application.properties', 'url=jdbc:sqlite::memory:', undefined],
    ['application.properties', 'url=jdbc:postgresql://db/x', undefined],
    ['application.properties', '# url=jdbc:h2:file:./data/chat', undefined],
    ['other.properties', 'url=jdbc:h2:file:./x', undefined],
  ])('where %s keeps its data: %j', (name, text, localData) => {
    expect(jar({ files: { [`BOOT-INF/classes/${name}`]: text } }).localData).toBe(localData);
  });
});

describe('a folder', () => {
  test('with one executable jar beside others', () => {
    const folder = folderWith({ 'chat-0.0.1-SNAPSHOT-plain.jar': PLAIN, 'chat-0.0.1-SNAPSHOT.jar': {} });
    writeFileSync(join(folder, 'chat.jar.original'), 'x');
    mkdirSync(join(folder, 'classes'));
    expect(findJar(folder).file).toBe(join(folder, 'chat-0.0.1-SNAPSHOT.jar'));
  });

  test("with a folder whose name ends like a jar's", () => {
    const folder = folderWith({ 'chat.jar': {} });
    mkdirSync(join(folder, 'exploded.jar'));
    expect(findJar(folder).file).toBe(join(folder, 'chat.jar'));
  });

  test('fails with several', () => {
    const folder = folderWith({ 'b.jar': {}, 'a.jar': {}, 'a-plain.jar': PLAIN });
    expect(() => findJar(folder)).toThrow(
      new Error(`jar is '${folder}', where several executable jars are: a.jar, b.jar; name one of them`),
    );
  });

  test('fails with none', () => {
    const folder = folderWith({});
    const build = 'build one with mvn package or gradle bootJar';
    expect(() => findJar(folder)).toThrow(
      new Error(`jar is '${folder}', where no executable Spring Boot jar is (no jar at all): ${build}`),
    );
  });

  test('fails with the wrong ones only, saying what each is', () => {
    const folder = folderWith({ 'chat-plain.jar': PLAIN });
    writeFileSync(join(folder, 'torn.jar'), 'PK');
    expect(() => findJar(folder)).toThrow(
      new Error(
        `jar is '${folder}', where no executable Spring Boot jar is (chat-plain.jar ` +
          'is no executable Spring Boot jar (its manifest has no Start-Class); ' +
          'torn.jar is no zip archive): build one with mvn package or gradle bootJar',
      ),
    );
  });
});

describe('fails with', () => {
  const name = "name the executable jar that Spring Boot's Maven or Gradle plugin makes";

  test('a path where nothing is', () => {
    expect(() => findJar('/no/such.jar')).toThrow(
      new Error("jar is '/no/such.jar', where there is no file: build the application first (mvn package, gradle bootJar) or name its jar"),
    );
  });

  const torn = bootJarBytes();
  const end = Buffer.from(bootJarBytes());
  end.writeUInt32LE(0x10, end.length - 10);

  test.each<[string, Uint8Array, string]>([
    ['a text', strToU8('hello'), 'is no zip archive'],
    ['an empty file', new Uint8Array(), 'is no zip archive'],
    ['half a jar', torn.subarray(0, torn.length / 2), 'is no zip archive'],
    ['an archive whose end lies about its directory', end, 'is no zip archive'],
    ['an archive without a manifest', zipSync({ a: strToU8('a') }), 'is no executable Spring Boot jar (its manifest has no Start-Class)'],
    [
      'a plain jar',
      bootJarBytes({ manifest: { 'Main-Class': 'com.example.Main' } }),
      'is no executable Spring Boot jar (its manifest has no Start-Class)',
    ],
    [
      'a jar without its own class',
      bootJarBytes({ manifest: { 'Start-Class': 'com.example.Gone' } }),
      'lacks its own Start-Class com.example.Gone',
    ],
    [
      'a class that is none',
      bootJarBytes({ manifest: { 'Start-Class': 'Empty' }, files: { 'BOOT-INF/classes/Empty.class': '' } }),
      'has a Start-Class Empty that is no class file',
    ],
  ])('%s', (_, bytes, problem) => {
    const path = file('app.jar', bytes);
    expect(() => findJar(path)).toThrow(new Error(`jar is '${path}', which ${problem}: ${name}`));
  });
});
