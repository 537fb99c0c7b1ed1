// The turn of the acts of a page: one after another, none lost.

/** Runs tasks one at a time, in order. A task that throws does not stop the ones behind it. */
export type Serial = { readonly run: <T>(task: () => Promise<T>) => Promise<T> };

/** Makes one that is idle. */
export function createSerial(): Serial {
  let last: Promise<unknown> | null = null;
  return {
    run(task) {
      // Alone it begins at once: a turn of the queue would let the page draw first.
      const mine = last === null ? task() : last.then(task);
      const over = mine.then(noted, noted);
      last = over;
      return mine;

      function noted(): void {
        if (last === over) last = null;
      }
    },
  };
}
