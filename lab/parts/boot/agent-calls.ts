import type { Credentials } from '../../aws/clients';
import type { Instance } from '../../machines/instance';
import { holds } from '../claims';

/** The agent's own functions, each asked once, with whatever credentials the environment has: by name `ok`, or what AWS said. */
const PROGRAM = `
import json, sys
sys.path.insert(0, "/usr/local/lib/websocket-host/agent.pyz")
import alarms, aws, conventions, exchange, logs, messaging, stack
from host import Host
from secret import secret
exchange.PATIENCE = 0
facts = Host("/").facts
stream = "the-lab-asks-%s" % sys.argv[1]
results = {}
def ask(name, call):
    try:
        call()
        results[name] = "ok"
    except Exception as error:
        seen = getattr(error, "seen", repr(error))
        results[name] = "ok" if "cannot be signaled" in seen else seen
def fetch(bucket, key):
    aws.get_object(bucket, key, {}, lambda response: response.read())
def signal():
    of = {"StackName": facts["stack"], "LogicalResourceId": facts["resource"], "UniqueId": aws.metadata("instance-id")}
    aws.query("cloudformation", "2010-05-15", "SignalResource", Status="SUCCESS", **of)
def health():
    aws.query("elasticloadbalancing", "2015-12-01", "DescribeTargetHealth", TargetGroupArn=facts["targetGroup"])
figure = {"Namespace": conventions.METRICS_NAMESPACE, "MetricData.member.1.MetricName": "AskedByTheLab", "MetricData.member.1.Value": 1}
def group(name):
    return {"logGroupName": name, "logStreamName": stream}
ask("fetch the agent", lambda: fetch(**facts["agent"]))
if "jar" in facts["app"]:
    ask("fetch the jar", lambda: fetch(**facts["app"]["jar"]))
for name, reference in facts["secrets"].items():
    ask("read the secret " + name, lambda: secret(**reference))
for reference in messaging.secrets(facts):
    ask("read the engine's password", lambda: secret(**reference))
if "alarm" in (facts.get("messaging") or {}):
    ask("ask what becomes of the stack", lambda: stack.status(facts))
    ask("read the alarm of messaging", lambda: alarms.read([facts["messaging"]["alarm"]])[facts["messaging"]["alarm"]])
if facts.get("metrics"):
    ask("publish figures", lambda: aws.query("monitoring", "2010-08-01", "PutMetricData", **figure))
ask("ask for the target's health", health)
ask("signal CloudFormation", signal)
for log in [facts["logGroup"], *([facts["shippedLogs"]["logGroup"]] if "shippedLogs" in facts else [])]:
    which = "deployment log" if log == facts["logGroup"] else "shipped logs"
    ask("create a stream of the " + which, lambda: logs.create(group(log)))
    if results["create a stream of the " + which] == "ok":
        ask("write to the " + which, lambda: logs.put(group(log), ["a line"]))
print(json.dumps(results))
`;

let asked = 0;

/** What the agent on a host can do, on the host's own credentials or on others: its calls by name, `ok` or what AWS said. */
export async function agentCalls(instance: Instance, endpoint: string, credentials?: Credentials): Promise<Record<string, string>> {
  const environment = {
    AWS_ENDPOINT_URL: endpoint,
    ...(credentials
      ? {
          AWS_ACCESS_KEY_ID: credentials.accessKeyId,
          AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
          AWS_SESSION_TOKEN: credentials.sessionToken ?? '',
        }
      : {}),
  };
  const words = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  // A stream of its own each time: one that is there already would answer for whoever may not make one.
  const { status, stdout, stderr } = await instance.run(['env', ...words, 'python3', '-c', PROGRAM, `${++asked}`], { seconds: 60 });
  holds(status === 0, `the agent's functions end with ${status} on ${instance.id}: ${stderr.trim().split('\n').pop()}`);
  return JSON.parse(stdout) as Record<string, string>;
}
