import type { Finding } from './finding';
import { albNoTargets } from './alb-no-targets';
import { albTgProtocol } from './alb-tg-protocol';
import { asgNoInstance } from './asg-no-instance';
import { awsAgentUnreachable } from './aws-agent-unreachable';
import { certPending } from './cert-pending';
import { ec2NotRunning } from './ec2-not-running';
import { ec2StatusFailed } from './ec2-status-failed';
import { ngxVariablesLost } from './ngx-variables-lost';
import { stackFailed } from './stack-failed';

/** What only somebody who may ask AWS can see. */
export const ON_AWS: readonly Finding[] = [certPending, albTgProtocol, albNoTargets, asgNoInstance, ec2NotRunning, ec2StatusFailed, ngxVariablesLost, awsAgentUnreachable, stackFailed];
