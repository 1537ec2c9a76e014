import { notesOf, routesOf, type Domain, type Plan, type WrittenRoute } from './written-app';

/** Writes the CDK app in Python. */
export function pythonFiles(plan: Plan, version: string): Record<string, string> {
  return { 'app.py': `${app(plan).join('\n')}\n`, 'requirements.txt': `cdk-spring-websocket==${version}\n` };
}

function app({ project, stack, archive, domain }: Plan): string[] {
  const routes = routesOf(project.endpoints);
  const ours = ['Route', ...(domain ? ['ServiceDomain'] : []), 'SpringApp', 'SpringWebSocketService'];
  return [
    'import os',
    '',
    `from aws_cdk import App, CfnOutput, Environment, Stack${domain ? ', aws_route53 as route53' : ''}`,
    `from cdk_spring_websocket import ${ours.join(', ')}`,
    '',
    ...notesOf(project).map((note) => `# ${note}`),
    'app = App()',
    'account = os.getenv("CDK_DEFAULT_ACCOUNT")',
    `stack = Stack(app, ${quoted(stack)}, env=Environment(account=account, region=os.getenv("CDK_DEFAULT_REGION")))`,
    '',
    ...(domain ? [...zoneLines(domain), ''] : []),
    'service = SpringWebSocketService(',
    '    stack,',
    '    "Service",',
    `    app=SpringApp.from_jar(${quoted(archive)}),`,
    domain
      ? `    domain=ServiceDomain.in_zone(zone, ${quoted(domain.name)}),`
      : '    # Without a domain the load balancer speaks HTTP only: add domain=ServiceDomain.in_zone(zone, "api.example.com")',
    '    routes=[',
    ...(routes.length === 0
      ? ['        Route.sock_js("/ws"),  # no endpoint was found: write yours, as in registry.addEndpoint("/ws").withSockJS()']
      : routes.map((route) => `        ${routeCall(route)},`)),
    '    ],',
    ')',
    'CfnOutput(stack, "Url", value=service.ingress.url)',
    'CfnOutput(stack, "DeploymentLog", value=service.host.deployment_log.log_group_name)',
    'app.synth()',
  ];
}

function zoneLines({ zone, zoneId }: Domain): string[] {
  const byId = (id: string) => [
    'zone = route53.HostedZone.from_hosted_zone_attributes(',
    `    stack, "Zone", zone_name=${quoted(zone)}, hosted_zone_id=${quoted(id)}`,
    ')',
  ];
  if (zoneId !== undefined) {
    return byId(zoneId);
  }
  return [
    '# A rehearsal needs no AWS account: without credentials the zone has an id that leads nowhere.',
    'if account:',
    `    zone = route53.HostedZone.from_lookup(stack, "Zone", domain_name=${quoted(zone)})`,
    'else:',
    ...byId('Z0000000000000REHEARSAL').map((line) => `    ${line}`),
  ];
}

function routeCall({ factory, path, handshakePath }: WrittenRoute): string {
  const name = factory === 'sockJs' ? 'sock_js' : factory;
  return `Route.${name}(${quoted(path)}${handshakePath === undefined ? '' : `, handshake_path=${quoted(handshakePath)}`})`;
}

const quoted = (text: string) => JSON.stringify(text);
