// The core asks its host to seal and unseal, and takes over whether the computer has another key by now.

import { hostSeal } from '../../../../electron/core/host-seal.ts';
import type { FromCore } from '../../../../electron/core/messages.ts';

test('the host’s word on the key is passed on for the secret that was opened with it', async () => {
  const asked: FromCore[] = [];
  const host = hostSeal((message) => asked.push(message));
  const seal = host.seal(false);
  const opened = seal.unseal(Buffer.from('sealed'));
  expect(asked).toEqual([{ kind: 'hostCall', id: 1, name: 'unseal', value: 'sealed' }]);
  host.answer(1, Buffer.from('plain').toString('base64'), true);
  expect(Buffer.from((await opened) ?? []).toString()).toBe('plain');
  expect(seal.isStale?.()).toBe(true);
  const again = seal.unseal(Buffer.from('sealed'));
  host.answer(2, null, false);
  expect([await again, seal.isStale?.()]).toEqual([null, false]);
});
