import { Tally } from './tally';

/** Two members of a room on the old host, each with its subscription standing at 2. */
function room({ shared = false, others = 'old' } = {}) {
  const tally = new Tally(shared);
  const [ann, bob] = ['ann', 'bob'].map((name) => {
    const stay = tally.begin(name, 'room', name === 'bob' ? others : 'old');
    tally.sent(`hello ${name}`, stay, 1);
    tally.heard(`hello ${name}`, stay, 2);
    return stay;
  });
  return { tally, ann, bob };
}

test('a message is due to who was there from before it was sent until a second after it was acknowledged', () => {
  const { tally, ann, bob } = room();
  tally.sent('m', ann, 10);
  expect(tally.heard('m', ann, 11)).toBe(true);
  expect(tally.result()).toMatchObject({ acknowledged: 3, due: 1, lost: ['m to bob'], missed: 2 });
  expect(tally.heard('m', bob, 12)).toBe(false);
  expect(tally.result()).toMatchObject({ due: 1, lost: [], doubled: 0 });
  tally.heard('m', bob, 13);
  expect(tally.result().doubled).toBe(1);
});

test.each([
  ['was about to leave', { until: 1011 }],
  ['came after it was sent', { from: 10.5 }],
])('to who %s it is not due', (_, change) => {
  const { tally, ann, bob } = room();
  Object.assign(bob, change);
  tally.sent('m', ann, 10);
  tally.heard('m', ann, 11);
  expect(tally.result()).toMatchObject({ due: 0, lost: [], missed: 3 });
});

test('with hosts that share messages it is due on the other host too, if the sender stays', () => {
  const said = (shared: boolean, until?: number) => {
    const { tally, ann, bob } = room({ shared, others: 'new' });
    Object.assign(ann, { until });
    tally.sent('m', ann, 10);
    tally.heard('m', ann, 11);
    tally.heard('m', bob, 30);
    return tally.result();
  };
  expect(said(true)).toMatchObject({ due: 1, lost: [], here: { count: 0 }, across: { count: 1, medianMs: 20, p99Ms: 20 } });
  expect([said(true, 1011).due, said(false).due]).toEqual([0, 0]);
});

test('what was not acknowledged is sent again, and reaches who is on the other host by then', () => {
  const { tally, ann, bob } = room();
  tally.sent('m', ann, 10);
  ann.until = bob.until = 1011;
  expect(tally.result().unacknowledged).toBe(1);
  const again = ['ann', 'bob'].map((name) => tally.begin(name, 'room', 'new'));
  tally.sent('hello again', again[1], 20);
  tally.heard('hello again', again[1], 21);
  tally.sent('m', again[0], 30);
  again.forEach((stay) => tally.heard('m', stay, 31));
  expect(tally.result()).toMatchObject({ unacknowledged: 0, sentAgain: 1, due: 1, lost: [], doubled: 0 });
});

test('begins anew with who is connected', () => {
  const { tally, ann, bob } = room();
  tally.sent('m', ann, 10);
  tally.heard('m', ann, 11);
  tally.forget();
  expect(tally.result()).toMatchObject({ acknowledged: 0, due: 0, here: { count: 0 } });
  tally.heard('m', bob, 12);
  tally.sent('n', ann, 20);
  tally.heard('n', ann, 21);
  expect(tally.result()).toMatchObject({ acknowledged: 1, due: 1, lost: ['n to bob'], doubled: 0 });
});
