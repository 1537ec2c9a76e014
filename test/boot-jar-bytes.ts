import { strToU8, zipSync } from 'fflate';

/** What a jar for a test says of itself. */
export interface JarContent {
  readonly manifest?: Record<string, string>;
  readonly files?: Record<string, string>;
  /** Major version of the start class; 61 is Java 17. */
  readonly classVersion?: number;
}

/** The bytes of a zip archive laid out as Spring Boot's plug-ins do it; nothing in it runs. */
export function bootJarBytes({ manifest = {}, files = {}, classVersion = 61 }: JarContent = {}): Uint8Array {
  const attributes = {
    'Manifest-Version': '1.0',
    'Main-Class': 'org.springframework.boot.loader.launch.JarLauncher',
    'Start-Class': 'com.example.ChatApplication',
    'Spring-Boot-Version': '4.1.2',
    'Spring-Boot-Classes': 'BOOT-INF/classes/',
    ...manifest,
  };
  const text = Object.entries(attributes)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
  return zipSync(
    {
      'META-INF/MANIFEST.MF': strToU8(`${text}\r\n`),
      'BOOT-INF/classes/com/example/ChatApplication.class': new Uint8Array([
        0xca,
        0xfe,
        0xba,
        0xbe,
        0,
        0,
        classVersion >> 8,
        classVersion & 255,
      ]),
      ...Object.fromEntries(Object.entries(files).map(([name, content]) => [name, strToU8(content)])),
    },
    { mtime: new Date('1980-01-01T00:00:00') },
  );
}
