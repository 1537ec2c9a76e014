import type { Lab } from '../../lab';
import type { Service } from '../../service';
import { inService } from '../boot';
import type { Show } from '../boot/events';
import { showSufficientAndNeeded } from '../boot/privilege';
import { holds } from '../claims';
import { hostRole, statements } from '../deploy/role';

/** What the namespace in a role's condition is worth. */
const ELSEWHERE = `
import sys
sys.path.insert(0, "/usr/local/lib/websocket-host/agent.pyz")
import aws
figure = {"MetricData.member.1.MetricName": "Lies", "MetricData.member.1.Value": 1}
aws.query("monitoring", "2010-08-01", "PutMetricData", Namespace="AnotherApplication", **figure)
`;

/** The role of a fleet's hosts: enough, each permission needed, and figures in one namespace only. */
export async function showPermissions(lab: Lab, service: Service, show: Show): Promise<void> {
  const [id] = await inService(lab, service);
  const instance = lab.machines.instance(id);
  await showSufficientAndNeeded(lab, instance, await statements(lab.aws, hostRole(service)), show, 'role-');
  await show(
    {
      id: 'role-namespace',
      claim: 'A host publishes figures in its own namespace of CloudWatch, and in no other.',
      how: "The agent's own signed call on the host, on the host's own credentials, with the name of another namespace.",
      parts: ['agent', 'IAM'],
    },
    async () => {
      const { status, stderr } = await instance.run(['env', `AWS_ENDPOINT_URL=${lab.endpoint}`, 'python3', '-c', ELSEWHERE]);
      const said = stderr.trim().split('\n').pop() ?? '';
      holds(status !== 0 && /not authorized to perform: cloudwatch:PutMetricData/.test(said), `not refused: ${said || 'it was published'}`);
      return said;
    },
  );
}
