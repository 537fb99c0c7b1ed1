// A PIN that is typed as fast as a scanner types.

import { fireEvent, screen } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';
import { strikeScan } from '../../../support/fake-desk/strike-scan.ts';

describe('a PIN typed at the speed of a scanner', () => {
  let page: DrawnPage;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });
  afterEach(() => page.close());

  const strike = (code: string): Promise<void> => page.doing(() => strikeScan(code));
  const shown = (): string => document.body.textContent;

  test.each(['444444', '12345678901'])('%s stays in its field, and is neither looked up nor shown', async (pin) => {
    page = await renderPage({ staff: 'chen' });
    await page.doing(() => page.desk.actions.settings.run());
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name: 'My PIN' })));
    const [field] = document.querySelectorAll<HTMLInputElement>('input[type="password"]');
    await page.doing(() => field?.focus());
    await strike(pin);
    expect(field?.value).toBe(pin);
    expect(shown()).not.toContain(pin);
    expect(page.desk.work.store.getState().notices.settings.kind).toBe('ready');
  });

  test('a card that is scanned there is a scan', async () => {
    page = await renderPage({ staff: 'chen' });
    await page.doing(() => page.desk.actions.settings.run());
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name: 'My PIN' })));
    const [field] = document.querySelectorAll<HTMLInputElement>('input[type="password"]');
    await page.doing(() => field?.focus());
    await strike('31310000008812');
    expect(field?.value).toBe('');
    expect(page.desk.work.store.getState().notices.settings.kind).not.toBe('ready');
  });

  test('at the lock a long one does not wait as a scan that is shown to the next person', async () => {
    page = await renderPage({ staff: 'chen' });
    await page.doing(() => page.desk.station.lock());
    await page.doing(() => screen.getByLabelText('PIN').focus());
    await strike('1234567890');
    expect(page.desk.work.store.getState().queued).toEqual([]);
    expect(screen.getByRole('alert').textContent).toContain('The PIN does not match');
    await page.doing(() => page.desk.station.signIn('chen', '444444'));
    expect(shown()).not.toContain('1234567890');
  });
});
