// A page whose process dies is loaded again, ever later while it dies at each start.

import { reloadWhenGone } from '../../../../electron/main/reload-when-gone.ts';
import { ContentsMock } from '../../../support/electron-mock.ts';

function aWindow() {
  const webContents = new ContentsMock();
  const window = { webContents, reload: jest.fn(), isDestroyed: jest.fn(() => false) };
  reloadWhenGone(window as never);
  return { ...window, dies: (reason = 'crashed') => webContents.emit('render-process-gone', {}, { reason }) };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** How long each of so many deaths in a row waits for its reload. */
function waits(window: ReturnType<typeof aWindow>, deaths: number): number[] {
  return Array.from({ length: deaths }, () => {
    window.dies();
    const before = window.reload.mock.calls.length;
    for (let waited = 0; ; waited += 250) {
      jest.advanceTimersByTime(waited === 0 ? 0 : 250);
      if (window.reload.mock.calls.length > before) return waited;
    }
  });
}

test('waits twice as long at each death, up to half a minute', () => {
  expect(waits(aWindow(), 10)).toEqual([0, 250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
});

test('begins anew when the page has stayed for a minute', () => {
  const window = aWindow();
  waits(window, 4);
  jest.advanceTimersByTime(60_000);
  expect(waits(window, 2)).toEqual([0, 250]);
});

test('leaves a page alone that was closed, and a window that is gone', () => {
  const window = aWindow();
  window.dies('clean-exit');
  window.isDestroyed.mockReturnValue(true);
  window.dies();
  jest.runAllTimers();
  expect(window.reload).not.toHaveBeenCalled();
});
