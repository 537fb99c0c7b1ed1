// A command that runs until stopped ends within five seconds, even if a part of it does not close. On a clock of the test: a busy machine does not
// matter.

import { runUntilTold } from '../../../../../electron/cli/shell/until-told.ts';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const never = (): Promise<never> => new Promise(() => undefined);

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s closes what was started', async (signal) => {
  const close = jest.fn(() => Promise.resolve());
  const running = runUntilTold(() => Promise.resolve({ close }));
  await jest.advanceTimersByTimeAsync(0);
  process.emit(signal);
  await running;
  expect(close).toHaveBeenCalledTimes(1);
});

test('a part that does not close is left after four and a half seconds', async () => {
  const ended = jest.fn();
  void runUntilTold(() => Promise.resolve({ close: never })).then(ended);
  await jest.advanceTimersByTimeAsync(0);
  process.emit('SIGTERM');
  await jest.advanceTimersByTimeAsync(4_499);
  expect(ended).not.toHaveBeenCalled();
  await jest.advanceTimersByTimeAsync(1);
  expect(ended).toHaveBeenCalled();
});

test('told to end while it is still starting, it waits for nothing', async () => {
  const running = runUntilTold(never);
  process.emit('SIGTERM');
  await expect(running).resolves.toBeUndefined();
});
