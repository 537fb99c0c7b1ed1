// A locked screen means an unattended desk, also where the system does not report it.

import { restWithTheMachine } from '../../../../electron/main/power.ts';
import { Recorder } from '../../../support/electron-mock.ts';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function watch(platform: NodeJS.Platform) {
  const monitor = Object.assign(new Recorder(), { state: 'active', getSystemIdleState: () => monitor.state });
  const desk = { rest: jest.fn(() => Promise.resolve()), networkUp: jest.fn() };
  const stop = restWithTheMachine(monitor as never, desk, platform);
  const become = (state: string) => {
    monitor.state = state;
    jest.advanceTimersByTime(5_000);
    return [desk.rest.mock.calls.length, desk.networkUp.mock.calls.length];
  };
  return { become, stop };
}

test('Linux, which tells of no locked screen, is asked; the desk rests once and looks for its server afterwards', () => {
  const { become, stop } = watch('linux');
  expect(['active', 'idle', 'locked', 'locked', 'active', 'unknown', 'locked'].map(become)).toEqual([
    [0, 0],
    [0, 0],
    [1, 0],
    [1, 0],
    [1, 1],
    [1, 1],
    [2, 1],
  ]);
  stop();
  expect(become('active')).toEqual([2, 1]);
});

test.each(['darwin', 'win32'] as const)('%s tells it by itself and is not asked', (platform) => {
  expect(watch(platform).become('locked')).toEqual([0, 0]);
});
