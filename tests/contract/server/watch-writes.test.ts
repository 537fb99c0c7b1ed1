// The state of a server's writes: the last write that failed or changed something decides; without one a row is written
// unchanged.

import { watchWrites } from '../../../server/store/watch-writes.ts';
import { StoreFailureError, type Store } from '../../../server/store/store.ts';
import { describeStores } from './support/stores.ts';

describeStores('reports about writing', (openPlace) => {
  async function watched() {
    const store = await (await openPlace()).open();
    const state = { at: 0, refuses: false, writes: 0 };
    const write: Store['write'] = async (work) => {
      state.writes += 1;
      if (state.refuses) throw new StoreFailureError('the disk is full');
      return store.write(work);
    };
    return { state, ...watchWrites({ ...store, write }, { mono: () => state.at }) };
  }

  test('a caller that asks twice in a row writes once', async () => {
    const { state, takesWrites } = await watched();
    expect(await Promise.all([takesWrites(), takesWrites()])).toEqual([true, true]);
    expect(await takesWrites()).toBe(true);
    expect(state.writes).toBe(1);
  });

  test('a write that failed is said at once, and until one did something or writing is proven later', async () => {
    const { state, store, takesWrites } = await watched();
    expect(await takesWrites()).toBe(true);
    state.refuses = true;
    await expect(store.write((tx) => tx.nextPosition())).rejects.toThrow('full');
    expect(await takesWrites()).toBe(false);
    state.refuses = false;
    await store.write(() => Promise.resolve());
    expect(await takesWrites()).toBe(false);
    await store.write((tx) => tx.nextPosition());
    expect(await takesWrites()).toBe(true);
    state.at += 31_000;
    state.refuses = true;
    expect(await takesWrites()).toBe(false);
    state.refuses = false;
    state.at += 31_000;
    expect(await takesWrites()).toBe(true);
  });

  test('a fault of a command is no fault of the database', async () => {
    const { store, takesWrites } = await watched();
    await expect(store.write(() => Promise.reject(new Error('a bug')))).rejects.toThrow('a bug');
    expect(await takesWrites()).toBe(true);
  });
});
