import { holdPort, requireFree } from '../../lib/rehearsal/ports';

test('rehearsals side by side get ports of their own', async () => {
  const first = await holdPort(28_443);
  const second = await holdPort(28_443);
  expect(second.port).not.toBe(first.port);
  await expect(requireFree({ [first.port]: 'nginx' })).rejects.toThrow(`port ${first.port} is taken, which nginx needs`);
  await Promise.all([first.release(), second.release()]);
  await expect(requireFree({ [first.port]: 'nginx' })).resolves.toBeUndefined();
});
