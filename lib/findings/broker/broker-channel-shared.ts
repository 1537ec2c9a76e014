import { ENGINE_AWAY } from '../common-symptoms';
import { HOME, type Finding } from '../finding';

/** Somebody else uses the channel of a fleet. */
export const brokerChannelShared: Finding = {
  code: 'BROKER-CHANNEL-SHARED',
  hop: 'broker',
  title: 'something else publishes on the channel over which the hosts share messages',
  cause: 'Two fleets, or a fleet and another program, use one channel of the engine.',
  why: 'Messages of one application may reach the users of another, and those that are not understood are lost.',
  cure: 'Give each fleet a channel of its own, and its user that channel alone',
  symptoms: [
    { seen: 'spring', text: 'Messages of other hosts are not understood: <reason>' },
    { seen: 'spring', text: `${ENGINE_AWAY}<engine> sent <n> bytes at once, and <n> are the most` },
  ],
  source: [`${HOME}/blob/main/docs/messaging.md#valkey`],
  explains: ['message'],
};
