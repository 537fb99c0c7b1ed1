// Notices that wait for a silent desk, and outages: the open points of one, its report, and its end by a signature.

import { fireEvent, screen, within } from '@testing-library/react';
import { exceptionId } from '../../../../shared/core/ids.ts';
import { TestRefusal } from '../../../support/desk/test-refusal.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

/** More than is owed: the rest is credit. */
const TOO_MUCH = { patron: '21310000004421', amountMinor: 10_000, method: 'cash' } as const;

describe('the end of the worklist', () => {
  let page: DrawnPage;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });

  afterEach(() => page.close());

  const open = async (staff: 'sam' | 'rivera' | 'chen' = 'chen'): Promise<void> => {
    page = await renderPage({ staff });
    await page.doing(() => page.fake.setExceptions(true));
    await page.doing(() => page.desk.actions.work.run());
  };
  const cards = (code: string): readonly HTMLElement[] =>
    screen.queryAllByTestId('exception').filter((one) => one.dataset['code'] === code);
  const silent = (): HTMLElement => cards('desk-silent')[0] ?? document.createElement('li');
  const outage = (): HTMLElement => screen.getByTestId('outage');
  const press = (place: HTMLElement, name: string | RegExp): Promise<void> =>
    page.doing(() => fireEvent.click(within(place).getByRole('button', { name })));
  const said = (): string => screen.getByTestId('said').textContent ?? '';
  const calls = (name: string): readonly unknown[] =>
    page.link.calls.flatMap((call) => (call.name === name ? [call.input] : []));
  /** Works off the exceptions that objects wait for. */
  const workFirstLists = (): Promise<void> =>
    page.doing(() => page.fake.changeExceptions((rows) => rows.filter(({ weight }) => weight !== 'act-now')));

  test('held acts that a person left out can be taken in after all, from where they ended', async () => {
    await open();
    const closed = { code: 'acts-held', title: null, item: null, how: 'resolved', action: 'dismissed' } as const;
    const leftOut = { ...closed, exceptionId: exceptionId('left-out'), staff: 'sam', mayRelease: true };
    page.fake.override('exception.list', async (input, own) => ({
      ...(await own(input)),
      closed: [leftOut, { ...leftOut, exceptionId: exceptionId('gone'), mayRelease: false }],
    }));
    page.fake.override('exception.release', () => ({ released: 1 }));
    await page.doing(() => page.desk.worklist.load());
    const list = screen.getByTestId('closed');
    await page.doing(() => {
      list.setAttribute('open', '');
      fireEvent(list, new Event('toggle'));
    });
    expect(within(list).getAllByRole('listitem')).toHaveLength(2);
    await press(list, 'Accept held transactions');
    expect(list.textContent).toContain('counts at its own time');
    expect(calls('exception.release')).toEqual([]);
    await press(list, /Yes/);
    expect(calls('exception.release')).toEqual([{ exceptionIds: ['left-out'] }]);
    expect(said()).toContain('Held transactions accepted.');
  });

  describe('notices that wait for a silent desk', () => {
    test('are let go by a supervisor, who is asked once more and told what it leads to', async () => {
      await open();
      await press(silent(), /Release notices and bills/);
      expect(silent().textContent).toContain('go out although the desk is silent');
      expect(calls('exception.release')).toEqual([]);
      // No desk of this library is silent: the notice goes with its release.
      page.fake.override('exception.release', async () => {
        await page.fake.changeExceptions((rows) => rows.filter(({ code }) => code !== 'desk-silent'));
        return { released: 1 };
      });
      await press(silent(), /^Yes/);
      expect(calls('exception.release')).toEqual([{ exceptionIds: [expect.any(String)] }]);
      expect(said()).toBe('1 released');
      expect(cards('desk-silent')).toEqual([]);
    });

    test('have no such button for whoever may not', async () => {
      await open('rivera');
      const names = within(silent())
        .getAllByRole('button')
        .map((button) => button.firstChild?.textContent);
      expect(names).toEqual(['Corrected', 'Dismiss…', 'Assign or note…']);
    });

    test('that came out meanwhile are not asked about any more', async () => {
      await open();
      await press(silent(), /Release notices and bills/);
      await page.doing(() => page.fake.changeExceptions((rows) => rows.filter(({ code }) => code !== 'desk-silent')));
      expect(page.desk.worklist.store.getState().toConfirm).toBeNull();
    });
  });

  describe('money that was paid too much', () => {
    const card = (): HTMLElement => cards('money-credited')[0] ?? document.createElement('li');

    test('is said with whose it is, and given back in cash after one more question', async () => {
      await open();
      await page.doing(() => page.link.act('payment.take', TOO_MUCH));
      expect(card().textContent).toContain('Tell OKAFOR, Sade, (90');
      expect(card().textContent).toContain('Credit on the account: $86.75.');
      await press(card(), /Refund \$86.75 in cash/);
      expect(calls('payment.refund')).toEqual([]);
      await press(card(), /^Yes/);
      expect(calls('payment.refund')).toEqual([
        {
          patron: '21310000004421',
          amountMinor: 8_675,
          method: 'cash',
          reason: 'Paid more than was owed, found after an outage',
        },
      ]);
      expect(said()).toMatch(/^\$86.75 refunded/);
    });

    test('is not offered to whoever may give nothing back', async () => {
      await open('rivera');
      await page.doing(() => page.link.act('payment.take', TOO_MUCH));
      expect(card().textContent).toContain('Credit on the account: $86.75.');
      expect(within(card()).queryByRole('button', { name: /Refund/ })).toBeNull();
    });
  });

  test('a scan on Sync goes to the card of that item', async () => {
    await open();
    await page.scanAndDraw('31310000009971');
    expect(cards('wrong-trap')[0]?.getAttribute('aria-current')).toBe('true');
  });

  describe('an outage', () => {
    test('says how long it was, and what keeps it open', async () => {
      await open();
      expect(outage().dataset['state']).toBe('open');
      expect(outage().textContent).toContain('10:27 AM – 1:38 PM · 3 h 11 min');
      const left = within(outage())
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent)
        .slice(0, 3);
      expect(left).toEqual([
        '3 to find and scan again',
        '1 to pull off the hold shelf',
        '1 of hourly items and equipment',
      ]);
      expect(within(outage()).queryByRole('button', { name: /Sign/ })).toBeNull();
    });

    test('has a report: why per hop, oldest data, acts, answers, and what came of it with who closed it', async () => {
      await open();
      const report = outage().querySelector('details')?.textContent ?? '';
      expect(report).toContain('from 10:27 AM: the central server did not answer');
      expect(report).toContain('from 1:21 PM: the central server refused this desk (to quote: HF-AUTH-003)');
      expect(report).toContain('Oldest data used10:26 AM');
      expect(report).toContain('Checked out 84 · Checked in 61 · Payment taken 3');
      expect(report).toContain('recorded 146 · kept aside 1 · already there 1');
      const rows = within(outage()).getAllByRole('row', { hidden: true });
      expect(rows.map((row) => [...row.children].map(({ textContent }) => textContent))).toEqual([
        ['Kind', 'All', 'Open', 'Closed by a transaction', 'Closed by staff'],
        ['Missed hold', '3', '3', '0', '–'],
        ['Two desks disagree', '2', '1', '1', '–'],
        ['Lent while on loan', '4', '1', '0', '2 patron told (rivera) · 1 dismissed'],
        ['Newer than this desk', '1', '1', '0', '–'],
        ['Date differs from the slip', '2', '–', '0', '–'],
      ]);
    });

    test('is signed with a note once its first lists are empty, and then stands with those that were signed', async () => {
      await open();
      await workFirstLists();
      expect(outage().dataset['state']).toBe('ready');
      await press(outage(), /Sign the report/);
      const note = screen.getByLabelText('Note');
      await page.doing(() => fireEvent.change(note, { target: { value: 'the switch in the closet was off' } }));
      await page.doing(() => fireEvent.submit(note));
      expect(calls('outage.sign')).toEqual([{ outageId: 'outage-today', note: 'the switch in the closet was off' }]);
      expect(said()).toBe('Report signed. The outage is closed.');
      expect(screen.queryByTestId('outage')).toBeNull();
      expect(screen.getByRole('region', { name: 'Outages that were signed' }).textContent).toContain('Signed by chen');
    });

    test('is reached and signed by keys alone, as the last of the worklist', async () => {
      await open();
      await workFirstLists();
      for (let step = 0; step < 12; step += 1) await page.doing(() => page.desk.actions.nextCard.run());
      expect(outage().getAttribute('aria-current')).toBe('true');
      await page.doing(() => page.desk.actions.step1.run());
      expect(document.activeElement).toBe(screen.getByLabelText('Note'));
      await page.doing(() => page.desk.actions.close.run());
      expect(calls('outage.sign')).toEqual([]);
      expect(page.desk.worklist.store.getState().form).toBeNull();
    });

    test('that cannot be signed yet says so beside the note', async () => {
      await open();
      await workFirstLists();
      await press(outage(), /Sign the report/);
      // Another one came in, which the page does not have yet.
      page.fake.override('outage.sign', () => {
        throw new TestRefusal('HF-SYNC-004', 'this outage cannot be signed yet');
      });
      await page.doing(() => fireEvent.submit(screen.getByLabelText('Note')));
      expect(screen.getByRole('alert').textContent).toContain('cannot be signed yet');
    });

    test('is read by everybody and signed by a supervisor alone', async () => {
      await open('rivera');
      await workFirstLists();
      expect(within(outage()).queryByRole('button')).toBeNull();
      expect(outage().textContent).toContain('A supervisor signs it.');
    });

    test('that goes on says since when, and asks nobody to sign', async () => {
      await open();
      await page.doing(() => {
        page.fake.state.outages = page.fake.state.outages.map((one) => ({ ...one, state: 'going-on', endedAt: null }));
        page.fake.emit('desk.changed', { patrons: [], items: [], titles: [], exceptions: true, acts: false });
      });
      expect(screen.getAllByTestId('outage')[0]?.textContent).toContain('Offline since 10:27 AM');
      expect(screen.queryByRole('button', { name: /Sign/ })).toBeNull();
    });

    test('is told in Spanish', async () => {
      await open();
      await page.doing(() => page.desk.station.setLanguage('es'));
      expect(outage().textContent).toMatch(/3 por buscar y volver a escanear.*el servidor central no respondió/);
    });
  });
});
