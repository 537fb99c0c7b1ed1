// One thing after another: acts are sent in the order they were made, each after the answer to the one before.

/** Runs tasks one at a time, in order. A task that throws does not stop the ones behind it. */
export type Serial = { readonly run: <T>(task: () => Promise<T>) => Promise<T> };

export function createSerial(): Serial {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(task) {
      const mine = last.then(task, task);
      last = mine.catch(() => {});
      return mine;
    },
  };
}
