import { permissions, without } from './reduced-role';

const statements = [
  { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:a' },
  { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: 'arn:b' },
];

test('each action is a permission, and one is taken away', () => {
  expect(permissions(statements)).toHaveLength(3);
  expect(without(statements, { action: 's3:GetObject', statement: 0 })).toEqual([{ ...statements[1] }]);
  expect(without(statements, { action: 'logs:PutLogEvents', statement: 1 })[1].Action).toEqual(['logs:CreateLogStream']);
});
