import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Action, RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import { issue, makeAuthority } from '../../lib/rehearsal/certificate';
import type { BalancerDescription, GroupDescription } from './description';
import { backendName, haproxyConfig, lowestTls, slotNames } from './haproxy-config';

const GROUP = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/chat/1';
const CERTIFICATE = 'arn:aws:acm:us-east-1:123456789012:certificate/1';
const folder = mkdtempSync(join(tmpdir(), 'lab-haproxy-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const group: GroupDescription = {
  group: { TargetGroupArn: GROUP, Port: 8000 },
  attributes: { 'stickiness.enabled': 'true', 'stickiness.lb_cookie.duration_seconds': '86400' },
  targets: [{ id: 'i-1', port: 8000 }],
};

function balancer(conditions: RuleCondition[], defaults: Action[] = []): BalancerDescription {
  const fixed: Action = {
    Type: 'fixed-response',
    FixedResponseConfig: { StatusCode: '404', ContentType: 'text/plain', MessageBody: 'say "no" for $1' },
  };
  const redirect: Action = {
    Type: 'redirect',
    RedirectConfig: { Protocol: 'HTTPS', Port: '443', Host: '#{host}', Path: '/#{path}', Query: '#{query}', StatusCode: 'HTTP_301' },
  };
  return {
    loadBalancer: { LoadBalancerArn: 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/chat/1' },
    attributes: { 'idle_timeout.timeout_seconds': '3600', 'routing.http.drop_invalid_header_fields.enabled': 'true' },
    listeners: [
      {
        listener: { Port: 443, Protocol: 'HTTPS', SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09', DefaultActions: [fixed] },
        certificates: [CERTIFICATE],
        rules: [{ Priority: '1', Conditions: conditions, Actions: [{ Type: 'forward', TargetGroupArn: GROUP }] }],
      },
      {
        listener: { Port: 80, Protocol: 'HTTP', DefaultActions: defaults.length > 0 ? defaults : [redirect] },
        certificates: [],
        rules: [],
      },
    ],
  };
}

const NAMES: RuleCondition = { Field: 'host-header', HostHeaderConfig: { Values: ['chat.example.com', '*.example.org'] } };
const PATHS: RuleCondition = { Field: 'path-pattern', PathPatternConfig: { Values: ['/ws*', '/api/?'] } };

function render(description: BalancerDescription, pem: string): string {
  return haproxyConfig({
    balancer: description,
    groups: [group],
    address: '127.0.0.1',
    certificates: new Map([[CERTIFICATE, pem]]),
    commandSocket: join(folder, 'haproxy.sock'),
  });
}

test('HAProxy takes the whole of it', async () => {
  const pem = await issue(await makeAuthority(folder), ['DNS:chat.example.com']);
  const file = join(folder, 'haproxy.cfg');
  writeFileSync(file, `${render(balancer([NAMES, PATHS]), pem)}\n`);
  const { stderr } = await promisify(execFile)('/usr/sbin/haproxy', ['-c', '-f', file]);
  expect(stderr).not.toMatch(/WARNING/);
});

test('conditions are joined by and, their values by or, host names without case', () => {
  const text = render(balancer([NAMES, PATHS]), 'x.pem');
  expect(text).toContain(
    [
      '  acl rule1_1 req.hdr(host),field(1,:) -i -m reg ^chat\\\\.example\\\\.com$',
      '  acl rule1_1 req.hdr(host),field(1,:) -i -m reg ^.*\\\\.example\\\\.org$',
      '  acl rule1_2 path -m reg ^/ws.*$',
      '  acl rule1_2 path -m reg ^/api/.$',
      '  http-request set-var(txn.rule) str(rule1) if rule1_1 rule1_2 !{ var(txn.rule) -m found }',
    ].join('\n'),
  );
  expect(text).toContain(`  use_backend ${backendName(GROUP)} if { var(txn.rule) -m str rule1 }`);
});

test('default actions and limits are those of the listener', () => {
  const text = render(balancer([NAMES]), 'x.pem');
  expect(text).toContain(
    'http-request return status 404 content-type text/plain string "say \\"no\\" for \\$1" if { var(txn.rule) -m str default }',
  );
  expect(text).toContain(
    'redirect code 301 location https://%[req.hdr(host),field(1,:)]:443%[path]?%[query] ' +
      'if { var(txn.rule) -m str default } { query -m found }',
  );
  expect(text).toContain('timeout tunnel 3600s');
  expect(text).toContain('bind 127.0.0.1:443 ssl crt x.pem alpn h2,http/1.1 ssl-min-ver TLSv1.2');
  expect(slotNames(GROUP)).toHaveLength(8);
});

test.each([
  ['ELBSecurityPolicy-TLS13-1-3-2021-06', 'TLSv1.3'],
  ['ELBSecurityPolicy-TLS13-1-2-2021-06', 'TLSv1.2'],
  ['ELBSecurityPolicy-TLS-1-2-Ext-2018-06', 'TLSv1.2'],
  ['ELBSecurityPolicy-2016-08', 'TLSv1.0'],
])('%s begins with %s', (policy, version) => expect(lowestTls(policy)).toBe(version));

test('fails: what is not modelled is not left out silently', () => {
  expect(() => render(balancer([{ Field: 'source-ip' }]), 'x.pem')).toThrow('a condition on source-ip');
  expect(() => render(balancer([NAMES], [{ Type: 'authenticate-oidc' }]), 'x.pem')).toThrow('an action authenticate-oidc');
});
