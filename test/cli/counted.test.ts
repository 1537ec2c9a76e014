import { counted } from '../../lib/cli/page';

test.each([
  [0, '0 lines'],
  [1, '1 line'],
  [2, '2 lines'],
])('%i', (number, words) => expect(counted(number, 'line')).toBe(words));
