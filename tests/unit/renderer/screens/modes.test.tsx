// The switch under the scan box: the effect of a scan on Check out and Check in, the active mode, and its end.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const SADE = '21310000004421';
const OTHER = '21310000007730';
const OVERSTORY = '31310000008812';
const SADES_LOAN = '31310000001204';
const MINUTE_MS = 60_000;

describe('the modes of a scan', () => {
  let page: DrawnPage;

  beforeEach(async () => {
    sessionStorage.clear();
    localStorage.clear();
    page = await renderPage();
  });

  afterEach(() => page.close());

  const modes = (): readonly HTMLElement[] => within(screen.getByTestId('modes')).getAllByRole('button');
  const on = (): readonly (string | null)[] =>
    modes()
      .filter((one) => one.getAttribute('aria-pressed') === 'true')
      .map((one) => one.textContent);
  const mode = (name: string): HTMLElement => within(screen.getByTestId('modes')).getByRole('button', { name });
  const press = (name: string): Promise<void> => page.doing(() => fireEvent.click(mode(name)));
  const escape = (): Promise<void> => page.doing(() => page.desk.actions.close.run());
  const sent = (name: string): readonly unknown[] =>
    page.link.calls.filter((call) => call.name === name).map(({ input }) => input);

  test('stands on the two places of scans, with the keys, and shows which is on', async () => {
    expect(modes().map(({ textContent }) => textContent)).toEqual([
      'Check out',
      'RenewCtrlR',
      'In-house useCtrlI',
      'What ifCtrlF',
    ]);
    expect(on()).toEqual(['Check out']);
    await page.doing(() => page.desk.work.goTo('checkin'));
    expect(modes().map(({ textContent }) => textContent)).toEqual([
      'Check in',
      'Book dropCtrlB',
      'Sort to cartsCtrlB',
      'InventoryCtrlY',
      'In-house useCtrlI',
    ]);
    await press('Book drop');
    expect(on()).toEqual(['Book dropCtrlB']);
    await press('In-house use');
    expect(on()).toEqual(['In-house useCtrlI']);
    expect(page.desk.work.store.getState().bookDrop).toBeNull();
    await page.doing(() => page.desk.work.goTo('work'));
    expect(screen.queryByTestId('modes')).toBeNull();
  });

  test('Renew renews what is scanned for the patron on the desk, and Esc ends it before it closes the patron', async () => {
    await page.scanAndDraw(SADE);
    await press('Renew');
    expect(screen.getByLabelText('Scan or type').getAttribute('placeholder')).toMatch(/^Scan an item to renew it for/);
    await page.scanAndDraw(SADES_LOAN);
    expect(sent('circ.renew')).toEqual([{ item: SADES_LOAN, patron: SADE }]);
    expect(sent('circ.checkout')).toEqual([]);
    await escape();
    expect(on()).toEqual(['Check out']);
    expect(page.desk.work.store.getState().patron).not.toBeNull();
    await page.scanAndDraw(OVERSTORY);
    expect(sent('circ.checkout')).toEqual([{ patron: SADE, item: OVERSTORY }]);
  });

  test('each mode says in one banner what a scan does, and is ended there', async () => {
    await press('Renew');
    const banner = (): HTMLElement => screen.getByRole('region', { name: 'Renewing' });
    expect(banner().textContent).toContain('Scanned items are renewed for their borrower.');
    await page.doing(() => fireEvent.click(within(banner()).getByRole('button', { name: /^End/ })));
    expect(screen.queryByRole('region', { name: 'Renewing' })).toBeNull();
    expect(on()).toEqual(['Check out']);
    await page.doing(() => page.desk.station.lock());
    await page.doing(() => page.desk.station.signIn('chen', '444444'));
    await press('What if');
    const asking = within(screen.getByRole('dialog')).getByRole('region', { name: 'What if' });
    expect(asking.textContent).toContain('nothing is recorded');
    await page.doing(() => fireEvent.click(within(asking).getByRole('button', { name: /^End/ })));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('Renew needs no card, and takes what waits for one', async () => {
    await page.scanAndDraw(SADES_LOAN);
    expect(page.desk.work.store.getState().inHand).toHaveLength(1);
    await press('Renew');
    expect(page.desk.work.store.getState().inHand).toEqual([]);
    expect(sent('circ.renew')).toEqual([{ item: SADES_LOAN }]);
  });

  test('renewing ends with the patron it was for, with the next card, and when nobody goes on', async () => {
    const renewing = (): unknown => page.desk.work.store.getState().renewing;
    await page.scanAndDraw(SADE);
    await press('Renew');
    await page.scanAndDraw(OTHER);
    expect(renewing()).toBeNull();
    await press('Renew');
    await page.doing(() => page.desk.work.closePatron());
    expect(renewing()).toBeNull();
    page.desk.settings.setState({ locksAfterMin: 0 });
    await press('Renew');
    await page.doing(() => page.clock.advance(9 * MINUTE_MS));
    expect(renewing()).not.toBeNull();
    await page.doing(() => page.clock.advance(2 * MINUTE_MS));
    expect(renewing()).toBeNull();
  });

  test('in-house use on Check out counts there and lends nothing; a card ends it', async () => {
    await press('In-house use');
    expect(screen.getByTestId('use-count').textContent).toContain('Nothing is checked out');
    await page.scanAndDraw(OVERSTORY);
    expect(sent('item.recordUse')).toEqual([{ barcode: OVERSTORY, count: 1 }]);
    expect(screen.getByTestId('answer').textContent).toMatch(/Use counted.*The Overstory/);
    await page.scanAndDraw(SADE);
    expect(on()).toEqual(['Check out']);
    await page.scanAndDraw(OVERSTORY);
    expect(sent('circ.checkout')).toEqual([{ patron: SADE, item: OVERSTORY }]);
  });

  test('a copy on loan is not counted on Check out but offered to be checked in there', async () => {
    await press('In-house use');
    await page.scanAndDraw(SADES_LOAN);
    expect(screen.getByTestId('answer').textContent).toContain('Not counted: it was not on its shelf.');
    await page.doing(() => page.desk.actions.goAhead.run());
    expect(sent('circ.checkin')).toEqual([{ item: SADES_LOAN }]);
    expect(page.desk.work.store.getState().inHand).toEqual([]);
  });

  test('Esc takes away what is asked before it ends the mode it was asked in', async () => {
    page.fake.override('desk.view', async (input, own) => ({ ...(await own(input)), undoNeedsReason: true }));
    await page.doing(() => page.desk.work.goTo('checkin'));
    await press('In-house use');
    await page.scanAndDraw(OVERSTORY);
    await page.doing(() => page.desk.actions.undo.run());
    expect(page.desk.work.store.getState().notices.checkin.kind).toBe('undo-ask');
    await escape();
    expect(page.desk.work.store.getState().notices.checkin.kind).toBe('ready');
    expect(on()).toEqual(['In-house useCtrlI']);
    await escape();
    expect(on()).toEqual(['Check in']);
  });

  test('arrows walk along it, and the focus goes back to the scan box; the mouse never takes it', async () => {
    mode('Check out').focus();
    expect(modes().map((one) => one.tabIndex)).toEqual([0, -1, -1, -1]);
    fireEvent.keyDown(mode('Check out'), { key: 'ArrowRight' });
    expect(document.activeElement).toBe(mode('Renew'));
    fireEvent.keyDown(mode('Renew'), { key: 'ArrowLeft' });
    fireEvent.keyDown(mode('Check out'), { key: 'ArrowLeft' });
    expect(document.activeElement).toBe(mode('What if'));
    mode('Renew').focus();
    await press('Renew');
    expect(document.activeElement?.id).toBe('scan-box');
    expect(fireEvent.mouseDown(mode('In-house use'))).toBe(false);
  });

  test('What if opens the question, and is what is on meanwhile', async () => {
    await press('What if');
    expect(page.desk.view.getState().overlay).toBe('what-if');
    expect(on()).toEqual(['What ifCtrlF']);
  });
});
