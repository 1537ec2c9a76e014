import { hosts } from './names';

const balancers = new Map([['chat-1.us-east-1.elb.amazonaws.com', '10.77.2.1']]);

test("alias records and the load balancer's own name lead to its address", () => {
  const alias = (Name: string, DNSName: string, Type: 'A' | 'AAAA' = 'A') => ({
    Name,
    Type,
    AliasTarget: { HostedZoneId: 'Z1', DNSName, EvaluateTargetHealth: false },
  });
  const records = [
    alias('chat.example.com.', 'dualstack.Chat-1.us-east-1.elb.amazonaws.com.'),
    alias('chat.example.com.', 'dualstack.chat-1.us-east-1.elb.amazonaws.com', 'AAAA'),
    alias('gone.example.com.', 'dualstack.gone.us-east-1.elb.amazonaws.com'),
    { Name: 'db.example.com.', Type: 'A' as const, ResourceRecords: [{ Value: '10.77.3.1' }] },
    { Name: '_x.example.com.', Type: 'CNAME' as const, ResourceRecords: [{ Value: '_y.acm-validations.aws.' }] },
  ];
  expect(hosts(records, balancers)).toEqual({
    'chat-1.us-east-1.elb.amazonaws.com': ['10.77.2.1'],
    'chat.example.com': ['10.77.2.1'],
    'db.example.com': ['10.77.3.1'],
  });
});
