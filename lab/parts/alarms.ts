import { setTimeout as sleep } from 'node:timers/promises';
import { PROXY_CONF, UNITS } from '../../lib/chain/conventions';
import { succeeded } from '../cdk';
import type { ChainPart } from '../cloud';
import type { Lab } from '../lab';
import { mirrorJar } from '../mirror-jar';
import { AlarmedService, ALARMS } from './alarms/alarmed-service';
import { importCertificate } from './alarms/certificate';
import { hold } from './alarms/knocking';
import { type Alarmed, alarmedDomain, ALARMED, SOCKETS } from './alarms/stacks';
import type { Show } from './boot/events';
import { inside } from './boot/inspect';
import { claimsOf, same } from './claims';
import type { Part } from './part';
import { zoneId } from './zone-id';

const NAME = 'alarms';
const ON: ChainPart[] = ['clients', 'load balancer', 'nginx', 'Spring Boot', 'agent', 'CloudWatch'];
const QUIET_SECONDS = 200;
const CLIENTS = '12 clients, each with a browser of its own, open a WebSocket every two seconds or so';

/** The alarms that a service has by itself: quiet while it is well, and each off for its fault. */
export const alarms: Part = {
  name: NAME,
  title: 'Alarms: quiet under load, and each goes off for its fault',
  async run(lab) {
    const show = claimsOf(lab, NAME);
    await lab.bootstrap();
    const names = ALARMED.map((name) => `${alarmedDomain(name)}.${lab.zone}`);
    const certificate = await importCertificate(lab, names, 90);
    const context = { jar: mirrorJar(lab.cache, lab.say), certificate, zone: lab.zone, zoneId: await zoneId(lab) };
    lab.say('cdk deploy of three services with alarms');
    const deploy = ['deploy', '--all', '--concurrency', '3', '--require-approval', 'never', '--progress', 'events'];
    succeeded(await lab.cdk(deploy, { app: 'alarms', context }), 'cdk deploy of lab/apps/alarms.ts');
    const [upgrade, application, sockets] = await Promise.all(ALARMED.map((name) => AlarmedService.find(lab, name)));
    const all: Record<Alarmed, AlarmedService> = { upgrade, application, sockets };
    try {
      await showQuiet(Object.values(all), show);
      await showCertificate(lab, { application, names, certificate }, show);
      await Promise.all([showUpgrade(upgrade, show), showApplication(application, show), showSockets(sockets, show)]);
      lab.proof.notShown({
        part: NAME,
        id: 'unhealthy-hosts',
        claim: 'unhealthyHosts goes off when a host stays unhealthy and no other takes its place.',
        why: 'It is more than half an hour, longer than a part of the lab may take; what its evaluation is made of is what noHost shows.',
      });
    } finally {
      await Promise.all(Object.values(all).map(({ clients }) => clients.stop()));
    }
  },
};

async function showQuiet(services: readonly AlarmedService[], show: Show): Promise<void> {
  await show(
    {
      id: 'quiet',
      claim:
        'While a host is well, every alarm is OK, and none has gone off since the deployment began but noHost, ' +
        'which looks at the minutes before it too.',
      how: `On each of ${services.length} services ${CLIENTS}, for ${QUIET_SECONDS} s; DescribeAlarms and DescribeAlarmHistory.`,
      parts: ON,
    },
    async () => {
      services.forEach(({ clients }) => clients.report());
      await sleep(QUIET_SECONDS * 1000);
      const reports = services.map(({ clients }) => clients.report());
      for (const service of services) {
        const states = await service.states();
        same(
          'states',
          Object.fromEntries(ALARMS.map((name) => [name, states[name].StateValue])),
          Object.fromEntries(ALARMS.map((name) => [name, 'OK'])),
        );
        const off = await service.haveGoneOff();
        same(
          'alarms that have gone off',
          off.filter((name) => name !== 'NoHost'),
          [],
        );
      }
      return `${reports.map(({ text }) => text).join('; ')}; ${ALARMS.join(', ')} are OK on each`;
    },
  );
}

async function showCertificate(
  lab: Lab,
  { application, names, certificate }: { application: AlarmedService; names: readonly string[]; certificate: string },
  show: Show,
): Promise<void> {
  await show(
    {
      id: 'certificate-ends',
      claim: 'A certificate that ends in less than 30 days sets off certificateEnds.',
      how: 'ImportCertificate of a real certificate of 20 days in place of one of 90.',
      parts: ['certificate', 'CloudWatch'],
    },
    async () => {
      await importCertificate(lab, names, 20, certificate);
      return application.goesOff('CertificateEnds', 2, 'TLS-EXPIRED');
    },
  );
}

async function showUpgrade(service: AlarmedService, show: Show): Promise<void> {
  const { host } = service;
  const restart = `systemctl restart ${UNITS.nginx}`;
  await show(
    {
      id: 'without-web-socket',
      claim:
        'An nginx that has lost its Upgrade header sets off withoutWebSocket and at first nothing else, which is over once it is repaired.',
      how: `${CLIENTS}; the line "proxy_set_header Upgrade" is taken out of nginx's configuration by hand, and nginx is restarted.`,
      parts: ON,
    },
    async () => {
      const lost = `cp /${PROXY_CONF} /root/proxy.conf && sed -i '/proxy_set_header Upgrade/d' /${PROXY_CONF}`;
      await inside(host, `grep -q 'proxy_set_header Upgrade' /${PROXY_CONF} && ${lost} && ${restart}`);
      const off = await service.goesOff('WithoutWebSocket', 5, 'PROXY-UPGRADE-MISSING');
      const states = await service.states();
      same(
        'further alarms',
        ['OpenSockets', 'UnhealthyHosts'].filter((name) => states[name as 'OpenSockets'].StateValue === 'ALARM'),
        [],
      );
      await inside(host, `cp /root/proxy.conf /${PROXY_CONF} && ${restart}`);
      return `${off}; ${await service.isOver('WithoutWebSocket', 6)}`;
    },
  );
}

async function showApplication(service: AlarmedService, show: Show): Promise<void> {
  const { host } = service;
  await show(
    {
      id: 'no-host',
      claim: 'An application that is away sets off withoutWebSocket, and noHost once no host has been healthy for three minutes.',
      how: `${CLIENTS}; systemctl stop of the application on the only host, and start once the alarms have gone off.`,
      parts: [...ON, 'systemd'],
    },
    async () => {
      await inside(host, `systemctl stop ${UNITS.springBoot}`);
      const off = [
        await service.goesOff('WithoutWebSocket', 5, 'PROXY-UPGRADE-MISSING'),
        await service.goesOff('NoHost', 8, 'ASG-NO-INSTANCE'),
      ];
      await inside(host, `systemctl start ${UNITS.springBoot}`);
      return [...off, await service.isOver('NoHost', 6)].join('; ');
    },
  );
}

async function showSockets(service: AlarmedService, show: Show): Promise<void> {
  await show(
    {
      id: 'open-sockets',
      claim: 'Sockets near what a host is sized for set off openSockets, which is over once they are closed.',
      how: `${SOCKETS - 2} sockets are held open on a host for ${SOCKETS}.`,
      parts: ON,
    },
    async () => {
      await service.clients.stop();
      const release = await hold(service.target, SOCKETS - 2);
      const off = await service.goesOff('OpenSockets', 8, 'NGX-WORKER-CONN');
      release();
      return `${off}; ${await service.isOver('OpenSockets', 3)}`;
    },
  );
}
