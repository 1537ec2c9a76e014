import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, run } from './command';
import { AMAZON_LINUX_STAND_IN } from './amazon-linux';
import { buildImage, type ImageName, packagesOf, unpack } from './image';
import { labLayer, writeLayer } from './layer';
import { mirror } from './mirror';

/** An instance's disk. */
export interface Disk {
  readonly mebibytes: number;
  /** A file system of its own for /var/log. */
  readonly logMebibytes?: number;
}

/** Images unpacked once a run, and clones of them in memory: an overlay for each instance. */
export class RootFilesystems {
  private readonly unpacked = new Map<string, Promise<string>>();

  constructor(
    private readonly folder: string,
    private readonly cache: string,
    private readonly endpoint: string,
    private readonly say: (line: string) => void,
  ) {}

  /** Writes the layers that lie above all images. */
  async start(): Promise<void> {
    writeLayer(join(this.folder, 'layers', 'lab'), labLayer(this.endpoint, await mirror()));
    writeLayer(join(this.folder, 'layers', 'amazon-linux'), AMAZON_LINUX_STAND_IN);
  }

  /** Makes an image ready before an instance asks for it. */
  prepare(image: ImageName): Promise<string> {
    const key = packagesOf(image).join(' ');
    let ready = this.unpacked.get(key);
    if (!ready) {
      ready = this.unpack(image, join(this.folder, 'images', `${this.unpacked.size}`));
      this.unpacked.set(key, ready);
    }
    return ready;
  }

  /** Mounts a new disk with an image on it; where it is. */
  async clone(image: ImageName, instance: string, disk: Disk): Promise<string> {
    const base = await this.prepare(image);
    const folder = join(this.folder, 'instances', instance);
    const device = join(folder, 'disk');
    const root = join(folder, 'root');
    mkdirSync(device, { recursive: true });
    mkdirSync(root, { recursive: true });
    await run('mount', ['-t', 'tmpfs', '-o', `size=${disk.mebibytes}m,mode=755`, 'tmpfs', device]);
    mkdirSync(join(device, 'upper'), { mode: 0o755 });
    mkdirSync(join(device, 'work'), { mode: 0o755 });
    const layers = [
      ...(image === 'amazon-linux-2023-stand-in' ? [join(this.folder, 'layers', 'amazon-linux')] : []),
      join(this.folder, 'layers', 'lab'),
      base,
    ];
    await run('mount', [
      '-t',
      'overlay',
      '-o',
      `lowerdir=${layers.join(':')},upperdir=${join(device, 'upper')},workdir=${join(device, 'work')}`,
      'overlay',
      root,
    ]);
    if (disk.logMebibytes !== undefined) {
      await run('mount', ['-t', 'tmpfs', '-o', `size=${disk.logMebibytes}m,mode=755`, 'tmpfs', join(root, 'var', 'log')]);
      mkdirSync(join(root, 'var', 'log', 'journal'));
    }
    // cloud-init takes a machine for EC2's by the hypervisor's name of it.
    writeFileSync(
      join(folder, 'hypervisor-uuid'),
      `ec2${instance.replace(/^i-/, '').padEnd(29, '0').slice(0, 5)}-0000-0000-0000-000000000000\n`,
    );
    return root;
  }

  async remove(instance: string): Promise<void> {
    const folder = join(this.folder, 'instances', instance);
    for (const mounted of [join(folder, 'root'), join(folder, 'disk')]) {
      if (existsSync(mounted)) {
        await attempt('umount', ['--recursive', mounted]);
      }
    }
  }

  private async unpack(image: ImageName, folder: string): Promise<string> {
    const tar = await buildImage(image, this.cache, this.say);
    await unpack(tar, folder);
    if (image === 'debian-13-with-packages') {
      await this.readPackageLists(folder);
    }
    return folder;
  }

  /** Once a run what each host would do again: where the packages are there already, so is what the mirror has of them today. */
  private async readPackageLists(folder: string): Promise<void> {
    cpSync(join(this.folder, 'layers', 'lab', 'etc', 'apt'), join(folder, 'etc', 'apt'), { recursive: true });
    const update = await attempt(
      'unshare',
      ['--mount', 'sh', '-c', 'mount --bind /dev "$0/dev" && exec chroot "$0" apt-get --quiet=2 --error-on=any update', folder],
      { seconds: 120 },
    );
    if (update.status !== 0) {
      this.say(`the image has old package lists, so each host reads new ones: ${update.stderr.trim()}`);
    }
  }
}
