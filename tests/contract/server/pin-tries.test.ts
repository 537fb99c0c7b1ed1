// Wrong PINs at the server, where its clock is not to be trusted. [I31]

import { createPinTries } from '../../../server/staff/pin-tries.ts';
import { DAY_MS, MINUTE_MS } from '../../../shared/core/instant.ts';
import { openScene } from './support/scene.ts';
import { describeStores } from './support/stores.ts';

describeStores('wrong PINs at the server', (use) => {
  test('of a clock that was years ahead lock no one out for longer than others do', async () => {
    const { store, clock } = await openScene(await use());
    const right = clock.now();
    // Each as the server has it that was started again.
    const take = () => createPinTries({ store, clock }).take('staff-supervisor');
    const refused = { code: 'HF-AUTH-023' };
    clock.set(right + 3_650 * DAY_MS);
    for (let n = 0; n < 4; n += 1) await take();
    await expect(take()).rejects.toMatchObject(refused);
    clock.set(right);
    await expect(take()).rejects.toMatchObject({ ...refused, message: expect.stringContaining('900 seconds') });
    clock.set(right + 10 * MINUTE_MS);
    await expect(take()).rejects.toMatchObject({ ...refused, message: expect.stringContaining('300 seconds') });
    clock.set(right + 15 * MINUTE_MS);
    await expect(take()).resolves.toBeUndefined();
  });
});
