import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A folder that is gone after the tests of a file. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), name));
  folders.push(folder);
  return folder;
}

/** An nginx configuration as a host would get it, as small as it can be. */
export const NGINX_CONF = `daemon off;
pid run/websocket-nginx/nginx.pid;
worker_processes 1;
error_log stderr notice;
events { worker_connections 256; }
http {
  access_log off;
  client_body_temp_path var/cache/websocket-nginx/client_body;
  proxy_temp_path var/cache/websocket-nginx/proxy;
  fastcgi_temp_path var/cache/websocket-nginx/fastcgi;
  uwsgi_temp_path var/cache/websocket-nginx/uwsgi;
  scgi_temp_path var/cache/websocket-nginx/scgi;
  map $http_upgrade $websocket_upgrade { ~*^websocket$ websocket; default ''; }
  map $websocket_upgrade $websocket_connection { websocket upgrade; default ''; }
  include vpc-ranges.conf;
  real_ip_header X-Forwarded-For;
  server {
    listen 8000;
    location = /health { return 200 "fine"; }
    location / {
      proxy_pass http://127.0.0.1:8080;
      proxy_http_version 1.1;
      proxy_set_header Upgrade $websocket_upgrade;
      proxy_set_header Connection $websocket_connection;
      proxy_set_header Host $http_host;
      proxy_buffering off;
    }
  }
}
`;

export const SPRING_UNIT = `[Service]
Environment="SERVER_PORT=8080"
Environment="GREETING=100%% \\"quoted\\" and \\\\ too" OTHER=x
ExecStart=/usr/bin/java -Xmx64m $JAVA_LAUNCH
`;

const NGINX_UNIT =
  '[Service]\nExecStartPre=/usr/sbin/nginx -p / -c etc/websocket-host/nginx.conf -t\n' +
  'ExecStart=/usr/sbin/nginx -e stderr -p / -c etc/websocket-host/nginx.conf\n';

/** What a test's template has that the ordinary one has not. */
export interface FixtureOptions {
  readonly deployment?: Record<string, unknown>;
  readonly files?: readonly Record<string, unknown>[];
  readonly resources?: Record<string, unknown>;
  readonly http?: boolean;
}

/** A synthesized app in a folder of its own: one construct of ours among others. */
export function cloudAssembly({ deployment, files = [], resources = {}, http = false }: FixtureOptions = {}): string {
  const directory = temporaryFolder('fixture-cdk.out-');
  const facts = {
    app: { address: '127.0.0.1', port: 8080, remote: false, jar: { bucket: 'b', key: 'app.jar' }, startTimeoutSeconds: 20 },
    routes: [{ kind: 'sockjs', path: '/ws', handshakePath: '/ws' }],
    host: 'api.example.com',
    scheme: http ? 'http' : 'https',
    targetPort: 8000,
    targetGroup: 'TOKEN-GROUP',
    stack: 'TOKEN-STACK',
    logGroup: 'x',
    ...deployment,
  };
  const config = `#cloud-config\n${stringify(
    {
      write_files: [
        { path: '/etc/websocket-host/deployment.json', content: JSON.stringify(facts, null, 2) },
        { path: '/etc/websocket-host/nginx.conf', content: NGINX_CONF },
        { path: '/etc/systemd/system/websocket-nginx.service', content: NGINX_UNIT },
        { path: '/etc/systemd/system/spring-boot.service', content: SPRING_UNIT },
        ...files,
      ],
    },
    { lineWidth: 0 },
  )}`;
  const boundary = '+AWS+CDK+User+Data+Separator==';
  const multipart =
    `Content-Type: multipart/mixed; boundary="${boundary}"\nMIME-Version: 1.0\n\n--${boundary}\n` +
    `Content-Type: text/cloud-config; charset="utf-8"\n\n${config}\n--${boundary}\nContent-Type: text/x-shellscript; ` +
    `charset="utf-8"\nContent-Transfer-Encoding: base64\n\nIyEvYmluL2Jhc2gK\n--${boundary}--\n`;
  const tokens: Record<string, unknown> = {
    'TOKEN-GROUP': { Ref: 'Group' },
    'TOKEN-STACK': { Ref: 'AWS::StackId' },
    'TOKEN-DB': { 'Fn::GetAtt': ['Db', 'Endpoint.Address'] },
  };
  const parts = multipart.split(/(TOKEN-[A-Z]+)/).map((part) => tokens[part] ?? part);
  const attribute = (Key: string, Value: string) => ({ Key, Value });
  const template = {
    Resources: {
      OtherTemplate: {
        Type: 'AWS::EC2::LaunchTemplate',
        Properties: { LaunchTemplateData: { UserData: { 'Fn::Base64': '#!/bin/bash\necho other' } } },
      },
      Host: {
        Type: 'AWS::EC2::LaunchTemplate',
        Properties: { LaunchTemplateData: { UserData: { 'Fn::Base64': { 'Fn::Join': ['', parts] } } } },
      },
      Group: {
        Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
        Properties: {
          Port: 8000,
          HealthCheckPath: '/health',
          Matcher: { HttpCode: '200' },
          TargetGroupAttributes: [attribute('stickiness.enabled', 'true'), attribute('stickiness.lb_cookie.duration_seconds', '3600')],
        },
      },
      Balancer: {
        Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
        Properties: {
          LoadBalancerAttributes: [
            attribute('idle_timeout.timeout_seconds', '600'),
            attribute('routing.http.drop_invalid_header_fields.enabled', 'true'),
          ],
        },
      },
      Listener: {
        Type: 'AWS::ElasticLoadBalancingV2::Listener',
        Properties: {
          LoadBalancerArn: { Ref: 'Balancer' },
          Port: http ? 80 : 443,
          Protocol: http ? 'HTTP' : 'HTTPS',
          DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Group' } }],
        },
      },
      ...(http
        ? {}
        : {
            Redirect: {
              Type: 'AWS::ElasticLoadBalancingV2::Listener',
              Properties: {
                LoadBalancerArn: { Ref: 'Balancer' },
                Port: 80,
                Protocol: 'HTTP',
                DefaultActions: [{ Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } }],
              },
            },
          }),
      Record: { Type: 'AWS::Route53::RecordSet', Properties: { Name: 'api.example.com.', Type: 'A' } },
      ...resources,
    },
  };
  writeFileSync(join(directory, 'manifest.json'), '{}');
  writeFileSync(join(directory, 'App.template.json'), JSON.stringify(template));
  writeFileSync(
    join(directory, 'App.assets.json'),
    JSON.stringify({ files: { a: { source: { path: 'asset.jar' }, destinations: { d: { objectKey: 'app.jar' } } } } }),
  );
  return directory;
}
