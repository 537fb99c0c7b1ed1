// One at a time, in the order of asking.

export type Mutex = { readonly run: <T>(work: () => Promise<T>) => Promise<T> };

export function createMutex(): Mutex {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run: async (work) => {
      const before = last;
      const done = Promise.withResolvers<void>();
      last = done.promise;
      await before;
      try {
        return await work();
      } finally {
        done.resolve();
      }
    },
  };
}
