// Settings survive the page; unreadable ones are the defaults.

import { createSettingsStore } from '../../../../renderer/stores/settings-store.ts';

describe('the settings of the page', () => {
  beforeEach(() => localStorage.clear());

  test('are kept at once and read again', () => {
    createSettingsStore(localStorage).setState({ scheme: 'dark', patronClosesAfterS: 30, isFlashOn: true });
    expect(createSettingsStore(localStorage).getState()).toMatchObject({
      scheme: 'dark',
      patronClosesAfterS: 30,
      isFlashOn: true,
      locksAfterMin: 5,
    });
  });

  test.each(['', 'not json', 'null', '[]', '{"isFlashOn":"loud","scheme":"pink","locksAfterMin":-1}'])(
    'fall back to the defaults for %j',
    (text) => {
      localStorage.setItem('holdfast.settings', text);
      expect(createSettingsStore(localStorage).getState()).toEqual({
        scheme: 'auto',
        isFlashOn: false,
        patronClosesAfterS: 90,
        locksAfterMin: 5,
      });
    },
  );
});
