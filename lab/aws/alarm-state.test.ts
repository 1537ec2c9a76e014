import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** The points of a documentation's row: 0 does not breach, X does, - is missing. */
type Row = readonly [points: string, needed: number, missing: string, ignore: string, breaching: string, notBreaching: string];

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html: its two tables, of 3 periods. */
const ROWS: readonly Row[] = [
  ['0 - X - X', 3, 'OK', 'OK', 'OK', 'OK'],
  ['0 - - - -', 3, 'OK', 'OK', 'OK', 'OK'],
  ['- - - - -', 3, 'INSUFFICIENT_DATA', 'stays', 'ALARM', 'OK'],
  ['0 X X - X', 3, 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  ['- - X - -', 3, 'ALARM', 'stays', 'ALARM', 'OK'],
  ['0 - X - X', 2, 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  ['0 0 X 0 X', 2, 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  ['0 - X - -', 2, 'OK', 'OK', 'ALARM', 'OK'],
  ['- - - - 0', 2, 'OK', 'OK', 'ALARM', 'OK'],
  ['- - - X -', 2, 'ALARM', 'stays', 'ALARM', 'OK'],
  // "the alarm does not go immediately into ALARM state"
  ['- - - - X', 3, 'stays', 'stays', 'ALARM', 'OK'],
  ['- - - X -', 3, 'stays', 'stays', 'ALARM', 'OK'],
];
const TREATMENTS = ['missing', 'ignore', 'breaching', 'notBreaching'];

test("the lab's stand-in for CloudWatch judges as CloudWatch's documentation says", () => {
  const program = [
    'import json, sys',
    'from alarm_state import judge',
    'points = lambda row: [None if each == "-" else each for each in row.split()]',
    'judged = lambda row, needed, treatment: judge(points(row), lambda point: point == "X", 3, needed, treatment) or "stays"',
    'print(json.dumps([[judged(*row, treatment) for treatment in json.loads(sys.argv[2])] for row in json.loads(sys.argv[1])]))',
  ].join('\n');
  const given = JSON.stringify(ROWS.map(([points, needed]) => [points, needed]));
  const said = execFileSync('python3', ['-B', '-c', program, given, JSON.stringify(TREATMENTS)], {
    cwd: join(__dirname, 'stand-in'),
    encoding: 'utf8',
  });
  expect(JSON.parse(said)).toEqual(ROWS.map(([, , ...states]) => states));
});
