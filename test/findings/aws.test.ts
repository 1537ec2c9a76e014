import type { AwsEvidence } from '../../lib/aws/facts';
import { judge, matching } from '../../lib/doctor/judge';
import { FINDINGS } from '../../lib/findings/registry';
import { AWS_CASES } from './cases';
import { HEALTHY_AWS } from './aws-evidence';

const codes = (aws: AwsEvidence) => matching({ aws }).map(({ code }) => code);

test('a healthy chain has no finding in what AWS tells', () => {
  expect(codes(HEALTHY_AWS)).toEqual([]);
  expect(codes({ region: 'eu-west-1' })).toEqual([]);
});

test('every finding that AWS can tell has its cases', () => {
  expect(Object.keys(AWS_CASES).sort()).toEqual(FINDINGS.flatMap(({ code, inAws }) => (inAws ? [code] : [])).sort());
});

test.each(Object.entries(AWS_CASES))('%s is found where it is and not where it is not', (code, { is, isNot }) => {
  expect(codes({ ...HEALTHY_AWS, ...is })).toContain(code);
  expect(codes({ ...HEALTHY_AWS, ...isNot })).not.toContain(code);
  const { problems, notices } = judge([{ evidence: { aws: { ...HEALTHY_AWS, ...is } }, answers: [] }]);
  expect([problems[0]?.finding.code, ...notices.map(({ finding }) => finding.code)]).toContain(code);
});

test('a stopped instance is the cause, its target the consequence', () => {
  const aws = { ...HEALTHY_AWS, ...AWS_CASES['EC2-NOT-RUNNING']!.is, ...AWS_CASES['TARGET-UNHEALTHY']!.is };
  expect(judge([{ evidence: { aws }, answers: [] }]).problems.map(({ finding }) => finding.code)).toEqual(['EC2-NOT-RUNNING']);
});

test('the same finding on two hosts is one, with both details and both cures', () => {
  const shut = (id: string) => ({
    evidence: {
      aws: {
        ...HEALTHY_AWS,
        instance: { ...HEALTHY_AWS.instance, id, securityGroups: [`sg-${id}`] },
        access: [{ ...HEALTHY_AWS.access[0]!, admitted: false, to: [`sg-${id}`] }],
      },
    },
    answers: [],
  });
  const [{ finding, detail } = { finding: undefined, detail: undefined }] = judge([shut('i-1'), shut('i-2')]).problems;
  expect(detail).toBe(
    'i-1 (sg-i-1) does not admit the load balancer (sg-lb) to port 80, where requests go; ' +
      'i-2 (sg-i-2) does not admit the load balancer (sg-lb) to port 80, where requests go',
  );
  expect(finding?.paste?.split('\n')).toHaveLength(2);
});
