import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HUB, METADATA } from './hub';
import { suites, type Mirror } from './mirror';

/** Where the lab's own services listen in the hub. */
export const APT_RELAY_PORT = 3142;

/** A folder that overlays an image: what an AMI's maker would have set in it. */
export interface Layer {
  readonly files: Readonly<Record<string, string | { readonly content: string; readonly mode: number }>>;
  readonly links: Readonly<Record<string, string>>;
}

/** Writes a layer where overlays read it. */
export function writeLayer(folder: string, { files, links }: Layer): void {
  for (const [path, file] of Object.entries(files)) {
    const { content, mode } = typeof file === 'string' ? { content: file, mode: 0o644 } : file;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content, { mode });
  }
  for (const [path, target] of Object.entries(links)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(target, join(folder, path));
  }
}

/**
 * What tells every image where it is: AWS's endpoints and the package mirror stand in the hub. User data is not touched.
 *
 * cloud-init is told its datasource, as AMIs tell it, and the one address of the metadata service, which saves a look-up. That
 * network cards may come and go (hotplug) is left out, because no container has udev, which would say so. Nobody logs in, so hosts
 * make themselves one key, not three.
 */
export function labLayer(endpoint: string, mirror: Mirror): Layer {
  // apt-cacher-ng speaks TLS for those who write HTTPS/// into a plain address.
  const relayed = (url?: string) => url?.replace(/^https:\/\//, 'http://HTTPS///');
  const sources = suites({ packages: relayed(mirror.packages)!, security: relayed(mirror.security) });
  return {
    files: {
      'etc/systemd/system.conf.d/aws-endpoints.conf': `[Manager]\nDefaultEnvironment=AWS_ENDPOINT_URL=${endpoint}\n`,
      'etc/cloud/cloud.cfg.d/95_lab.cfg': `datasource_list: [Ec2]
datasource:
  Ec2:
    metadata_urls: ["http://${METADATA}"]
apt:
  preserve_sources_list: true
updates:
  network:
    when: [boot-new-instance]
ssh_genkeytypes: [ed25519]
system_info:
  network:
    renderers: [networkd]
`,
      // Long descriptions, which nobody reads here, are a third of the lists.
      'etc/apt/apt.conf.d/95lab': `Acquire::http::Proxy "http://${HUB}:${APT_RELAY_PORT}";\nAcquire::Languages "none";\n`,
      'etc/apt/sources.list': `${sources.join('\n')}\n`,
      'etc/resolv.conf': `nameserver ${HUB}\n`,
      'etc/hosts': '127.0.0.1 localhost\n',
    },
    links: {
      'etc/systemd/system/multi-user.target.wants/systemd-networkd.service': '/usr/lib/systemd/system/systemd-networkd.service',
      'etc/systemd/system/sockets.target.wants/systemd-networkd.socket': '/usr/lib/systemd/system/systemd-networkd.socket',
      'etc/systemd/system/network-online.target.wants/systemd-networkd-wait-online.service':
        '/usr/lib/systemd/system/systemd-networkd-wait-online.service',
    },
  };
}
