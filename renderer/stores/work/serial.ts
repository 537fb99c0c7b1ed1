// The turn of the acts of a page: one after another, none lost.

/** Runs tasks one at a time, in order. A task that throws does not stop the ones behind it. */
export type Serial = { readonly run: <T>(task: () => Promise<T>) => Promise<T> };

/** Makes one that is idle. */
export function createSerial(): Serial {
  let last: Promise<void> | null = null;
  return {
    run(task) {
      const before = last;
      const { promise: over, resolve: end } = Promise.withResolvers<void>();
      // Taken before the task begins: tasks that it starts at once come behind it.
      last = over;
      // Alone it begins at once: a turn of the queue would let the page draw first.
      const mine = before === null ? (async () => task())() : before.then(task);
      mine.then(noted, noted);
      return mine;

      function noted(): void {
        if (last === over) last = null;
        end();
      }
    },
  };
}
