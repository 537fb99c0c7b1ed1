// The worklist on Sync: differences, actions by right, by keys as by buttons, and results in words.

import { fireEvent, screen, within } from '@testing-library/react';
import { actId, branchId, patronId } from '../../../../shared/core/ids.ts';
import type { Exception } from '../../../../shared/circ/model/exception.ts';
import type { DeskAct } from '../../../../shared/views/sync.ts';
import type { HeldActView } from '../../../../shared/views/held.ts';
import { TestRefusal } from '../../../support/desk/test-refusal.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const LAPTOP = '33310000000049';

/** Acts that the server answered with something to say. */
const ANSWERED: DeskAct[] = (
  [
    ['Checked out · Pedagogy of the Oppressed', 'applied', ['patron-over-limit']],
    ['Renewed · Cien años de soledad', 'held', ['server-fault', 'shelf-robot-stuck']],
  ] as const
).map(([text, outcome, codes], index) => ({
  commandId: actId(`answered-${index}`),
  seq: index + 1,
  at: '2026-12-01T21:20:00Z',
  ageMs: 0,
  name: 'checkout',
  text,
  outcome,
  codes: [...codes],
}));

/** The notice about a silent desk, as one about acts held by the server, and nothing else. */
const asHeld = (rows: readonly Exception[]): readonly Exception[] =>
  rows
    .filter(({ code }) => code === 'desk-silent')
    .map((row) => ({ ...row, code: 'server-fault', weight: 'act-now' as const }));

/** A loan and a payment that the server failed on, and a loan that no server can read. */
function heldActs(language: 'en' | 'es', now: number): HeldActView[] {
  const said = (english: string, spanish: string): string => (language === 'es' ? spanish : english);
  const act = (n: number, text: string, more: Partial<HeldActView>): HeldActView => ({
    commandId: actId(`held-${n}`),
    desk: 'Info desk',
    at: new Date(now - 75 * 60_000).toISOString(),
    text,
    staff: 'nadia',
    card: null,
    barcode: null,
    amountMinor: null,
    why: said('Server could not take it in', 'El servidor no pudo registrarlo'),
    lacks: null,
    ...more,
  });
  return [
    act(1, said('Checked out', 'Prestado'), { card: '21310000004421', barcode: '31310000001204' }),
    act(2, said('Payment taken', 'Pago recibido'), { card: '21310000004421', amountMinor: 250, staff: null }),
    act(3, said('Checked in', 'Devuelto'), { barcode: '31310000003360', lacks: said('something', 'algo') }),
  ];
}

describe('the worklist', () => {
  let page: DrawnPage;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });

  afterEach(() => page.close());

  const open = async (staff: 'sam' | 'rivera' | 'chen' = 'rivera'): Promise<void> => {
    page = await renderPage({ staff });
    await page.doing(() => page.fake.setExceptions(true));
    await page.doing(() => page.desk.actions.work.run());
  };
  const text = (): string => document.body.textContent ?? '';
  const cards = (): readonly HTMLElement[] => screen.getAllByTestId('exception');
  const card = (code: string): HTMLElement =>
    cards().find((one) => one.dataset['code'] === code) ?? document.createElement('li');
  const buttons = (place: HTMLElement): readonly (string | null)[] =>
    within(place)
      .queryAllByRole('button')
      .map((button) => button.firstChild?.textContent ?? null);
  const press = (place: HTMLElement, name: string | RegExp): Promise<void> =>
    page.doing(() => fireEvent.click(within(place).getByRole('button', { name })));
  const settle = async (answer: RegExp): Promise<void> => {
    await press(card('in-question'), answer);
    await press(card('in-question'), /^Yes/);
  };
  const key = (id: 'nextCard' | 'previousCard' | 'step1' | 'step2' | 'step3' | 'step4'): Promise<void> =>
    page.doing(() => page.desk.actions[id].isReady() && page.desk.actions[id].run());
  const note = (value: string): Promise<void> =>
    page.doing(() => fireEvent.change(screen.getByLabelText('Note'), { target: { value } }));
  const said = (): string => screen.getByTestId('said').textContent ?? '';
  const chosen = (): string => document.querySelector('main [aria-current=true]')?.textContent ?? '';
  const call = (name: string): unknown => page.link.calls.findLast((one) => one.name === name)?.input;

  test('is in the order to work it, with what to tell the patron', async () => {
    await open();
    const headings = screen.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent);
    expect(headings).toEqual([
      'Find and scan again 3',
      'Pull off the hold shelf 1',
      'Hourly items and equipment 1',
      'Refund money 1',
      'Tell patrons 2',
      'Notices to release 1',
      'Check 1',
      'Outages: reports to sign 1',
      'Outages that were signed',
    ]);
    expect(cards()[4]?.textContent).toContain('If the patron asks: “We are checking where this item is.');
  });

  test('is there again after an accidental reload on it', async () => {
    await open();
    const { fake } = page;
    page.close();
    page = await renderPage({ fake });
    expect(page.desk.view.getState().screen).toBe('work');
    expect(cards()).toHaveLength(10);
  });

  test('sends nobody to desk staff where their rights have ended too, for lack of a server', async () => {
    await open('sam');
    expect(card('missed-hold').textContent).toContain('Desk staff, a night lead or a supervisor closes this.');
    const fullRightsUntil = new Date(page.clock.now() - 1_000).toISOString();
    const tell = async (online: boolean): Promise<void> =>
      page.doing(async () => {
        page.fake.state.line = { online, fullRightsUntil };
        page.fake.emit('link.changed', await page.fake.ask('sync.status', {}));
      });
    await tell(false);
    expect(card('missed-hold').textContent).toContain('This cannot be closed here until the server answers');
    expect(card('in-question').textContent).toContain('Who has it cannot be settled here until the server answers');
    expect(card('in-question').textContent).not.toContain('Desk staff');
    await tell(true);
    expect(card('missed-hold').textContent).toContain('Desk staff, a night lead or a supervisor closes this.');
  });

  test('says where the object is, when that is another branch', async () => {
    await open();
    await page.doing(() =>
      page.fake.changeExceptions((rows) => rows.map((row) => ({ ...row, branch: branchId('WEST') }))),
    );
    expect(card('missed-hold').textContent).toContain('West');
  });

  test('says who gives money back where this person may not', async () => {
    await open();
    const tooMuch = { patron: '21310000004421', amountMinor: 10_000, method: 'cash' as const };
    await page.doing(() => page.link.act('payment.take', tooMuch));
    await page.doing(() => page.desk.worklist.load());
    expect(card('money-credited').textContent).toContain('A night lead or a supervisor refunds it.');
    page.close();
    await open('chen');
    expect(card('money-credited').textContent).not.toContain('gives it back');
  });

  describe('an item in question', () => {
    test('names no patron as the one to tell, for it may be the other one', async () => {
      await open();
      await page.doing(() =>
        page.fake.changeExceptions((rows) =>
          rows.map((row) =>
            row.code === 'in-question' ? { ...row, patronId: patronId('patron-21310000004421') } : row,
          ),
        ),
      );
      const told = (await page.fake.ask('exception.list', {})).exceptions.find(({ code }) => code === 'in-question');
      expect(told?.whom).not.toBeNull();
      expect(card('in-question').textContent).toContain('If the patron asks: “We are checking');
    });

    test('shows what was recorded, oldest first, and who may have it', async () => {
      await open();
      const laptop = card('in-question');
      const lines = within(within(laptop).getByRole('list', { name: 'What was recorded' })).getAllByRole('listitem');
      expect(lines.map(({ textContent }) => textContent)).toEqual([
        'Nov 17, 2:02 PMWas on loan · Main · due today 6:50 PM',
        '1:11 PMWas on loan · West · due today 5:11 PM',
      ]);
      expect(buttons(laptop)).toEqual([
        'NGUYEN, Thi Minh Khai has it',
        'ADEYEMI, Tolu has it',
        'It is here: check it in',
        'Assign or note…',
      ]);
    });

    test('ends by who has it, and the others are told to be closed', async () => {
      await open();
      await settle(/ADEYEMI/);
      expect(call('item.resolve')).toEqual({ barcode: LAPTOP, holder: '21310000006612' });
      expect(page.link.calls.some(({ name }) => name === 'circ.checkin')).toBe(false);
      expect(said()).toBe('Laptop 15: ADEYEMI, Tolu has it. The other loans are closed without a fee.');
      expect(cards()).toHaveLength(9);
    });

    test('is not answered by a button alone: Esc goes back and nothing is sent', async () => {
      await open();
      await press(card('in-question'), /ADEYEMI/);
      expect(card('in-question').textContent).toContain('ADEYEMI, Tolu has it?');
      await page.doing(() => page.desk.actions.close.run());
      expect(buttons(card('in-question'))).toHaveLength(4);
      expect(call('item.resolve')).toBeUndefined();
    });

    test('that is here is checked in too, so that it is told where it goes and can be undone', async () => {
      await open();
      await settle(/It is here/);
      expect(call('item.resolve')).toEqual({ barcode: LAPTOP });
      expect(call('circ.checkin')).toMatchObject({ item: LAPTOP });
      expect(said()).toMatch(/^Laptop 15: checked in\. Reshelve\. The loans in question are closed/);
      const [entry] = page.desk.work.store.getState().entries;
      expect(entry).toMatchObject({ act: 'checkin', list: 'checkin', barcode: LAPTOP, state: 'done' });
    });

    test('has neither names nor buttons for whoever may not say', async () => {
      await open('sam');
      const laptop = card('in-question');
      expect(buttons(laptop)).toEqual([]);
      expect(laptop.textContent).not.toMatch(/NGUYEN|ADEYEMI/);
      expect(laptop.textContent).toContain('says who has it. If the object is here, scan it on Check in.');
    });

    test('that somebody else ended meanwhile is said to be no question any more', async () => {
      await open();
      page.fake.override('item.resolve', () => {
        throw new TestRefusal('HF-CIRC-005', 'this item is not in question; scan it again');
      });
      await settle(/It is here/);
      expect(said()).toMatch(/^Laptop 15: this item is not in question/);
      expect(page.link.calls.some(({ name }) => name === 'circ.checkin')).toBe(false);
    });

    test('with a lost answer after it was recorded is settled, and shows its result', async () => {
      await open();
      page.link.loseNext('item.resolve', 'recorded');
      await settle(/ADEYEMI/);
      expect(said()).toMatch(/^Laptop 15: ADEYEMI, Tolu has it/);
      expect(page.desk.worklist.store.getState().exceptions).toHaveLength(11);
    });
  });

  describe('by keys', () => {
    test('the keys are on the buttons of one card and walk along all', async () => {
      await open();
      const keys = (): readonly (string | null)[] =>
        [...document.querySelectorAll('[aria-current=true] kbd')].map(({ textContent }) => textContent);
      expect(chosen()).toContain('Missed hold: All 3 at once');
      expect(keys()).toEqual(['Ctrl1', 'Ctrl2', 'Ctrl3', 'Ctrl4', 'Ctrl5']);
      await key('nextCard');
      expect(chosen()).toContain('Braiding Sweetgrass');
      await key('previousCard');
      await key('previousCard');
      expect(chosen()).toContain('All 3 at once');
    });

    test('a card is closed with a note, and it is said', async () => {
      await open();
      await key('nextCard');
      await key('step3');
      await note('looked twice');
      await page.doing(() => fireEvent.submit(screen.getByLabelText('Note')));
      expect(call('exception.resolve')).toMatchObject({ action: 'not-found', note: 'looked twice' });
      expect(said()).toBe('1 closed: not found');
      expect(cards()).toHaveLength(9);
    });

    test('a question is answered by the key of its place', async () => {
      await open();
      for (let step = 0; step < 5; step += 1) await key('nextCard');
      expect(chosen()).toContain('LAPTOP 15');
      await key('step2');
      // The same key once more is no second answer: only Yes, or Enter on it, is.
      await key('step1');
      expect(call('item.resolve')).toBeUndefined();
      expect(document.activeElement?.textContent).toMatch(/^Yes/);
      await press(card('in-question'), /^Yes/);
      expect(call('item.resolve')).toMatchObject({ holder: '21310000006612' });
      expect(chosen()).toContain('More was paid than turned out to be owed');
    });

    test('do nothing while a note is being written, or on another screen', async () => {
      await open();
      await key('step1');
      expect(page.desk.actions.step2.isReady()).toBe(false);
      await page.doing(() => page.desk.actions.close.run());
      expect(page.desk.actions.step2.isReady()).toBe(true);
      await page.doing(() => page.desk.actions.checkout.run());
      expect(page.desk.actions.step2.isReady()).toBe(false);
    });
  });

  test('many of one kind are closed at once with one note', async () => {
    await open();
    await press(screen.getByTestId('together'), /Not found/);
    await note('looked twice');
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name: 'Done' })));
    expect(said()).toBe('3 closed: not found');
    expect(cards()).toHaveLength(7);
  });

  test('an item in question is not among those that are closed at once', async () => {
    await open();
    const question = card('in-question');
    expect(within(question).queryByRole('button', { name: /^Not found/ })).toBeNull();
    expect(screen.getAllByTestId('together')).toHaveLength(1);
    expect(screen.getByTestId('together').textContent).toContain('All 3 at once');
  });

  test('dismissing needs a note', async () => {
    await open();
    await press(card('missed-hold'), /Dismiss/);
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Done' }).disabled).toBe(true);
    await note('withdrawn since');
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Done' }).disabled).toBe(false);
  });

  test('a note keeps its words when the desk stopped before it answered', async () => {
    await open();
    await press(card('missed-hold'), /Sent where it belongs/);
    await note('on the hold shelf now');
    page.link.loseNext('exception.resolve', 'undone');
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name: 'Done' })));
    expect(screen.getByRole('alert').textContent).toMatch(/stopped before it recorded/);
    expect(screen.getByLabelText<HTMLInputElement>('Note').value).toBe('on the hold shelf now');
  });

  test('no code is shown: neither of a newer kind nor of what the server said', async () => {
    await open();
    expect(text()).not.toMatch(/shelf-robot-stuck|server-fault|patron-over-limit/);
    expect(card('shelf-robot-stuck').textContent).toContain('Newer than this desk.');
    page.fake.override('sync.acts', async (input, own) => ({ ...(await own(input)), answered: ANSWERED }));
    await page.doing(() => page.desk.actions.line.run());
    const answered = screen.getByRole('region', { name: 'Answered by the server' }).textContent;
    expect(answered).toMatch(/Pedagogy of the Oppressed.*Over a limit/);
    expect(answered).toMatch(/kept aside.*Server could not take it in · Newer than this desk/);
  });

  test.each([
    ['chen', ['Accept held transactions', 'Assign or note…'], ''],
    ['rivera', ['Assign or note…'], 'A supervisor accepts what is held. Until then it waits at its desk.'],
    ['sam', [], 'A supervisor accepts what is held. Until then it waits at its desk.'],
  ] as const)(
    'an act that the server failed on offers %s no word that ends it but to take it in: %j',
    async (staff, offered, words) => {
      await open(staff);
      await page.doing(() => page.fake.changeExceptions(asHeld));
      expect(buttons(card('server-fault'))).toEqual(offered);
      expect(card('server-fault').textContent).toContain(words);
    },
  );

  describe('a held act', () => {
    const holding = async (staff: 'rivera' | 'chen', line: { readonly online?: boolean } = {}): Promise<void> => {
      await open(staff);
      page.fake.override('exception.held', () => {
        if (line.online === false) throw new TestRefusal('HF-SYNC-003', 'no central server answers');
        return { acts: heldActs(page.fake.state.language, page.fake.now()), count: 3 };
      });
      await page.doing(() => page.fake.changeExceptions(asHeld));
    };
    const rows = (): readonly string[] =>
      within(within(card('server-fault')).getByTestId('held-acts'))
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent);

    test('is read on its card before it is taken in: desk, time, who, what and why, in either language', async () => {
      await holding('chen');
      expect(call('exception.release')).toBeUndefined();
      expect(card('server-fault').textContent).toContain('Held: 3 transactions');
      const [loan, payment, unread] = rows();
      expect(loan).toMatch(
        /[0-9]:[0-9]{2} (AM|PM)Info desk · nadia · Checked out · item …1204 · card …4421\. Held because: /,
      );
      expect(payment).toMatch(/someone not known here · Payment taken · card …4421 · \$2\.50\./);
      expect(unread).toContain('It cannot be accepted: ');
      expect(unread).not.toContain('card …');
      await page.doing(() => page.desk.station.setLanguage('es'));
      expect(card('server-fault').textContent).toContain('Retenidas: 3 transacciones');
      expect(rows()[0]).toContain('Prestado · material …1204 · tarjeta …4421. Retenido por: ');
    });

    test('is asked anew when somebody is about to take it in, and stands there still', async () => {
      await holding('chen');
      const asked = (): number => page.link.calls.filter(({ name }) => name === 'exception.held').length;
      const before = asked();
      await press(card('server-fault'), /^Accept held transactions/);
      expect(asked()).toBe(before + 1);
      expect(rows()).toHaveLength(3);
    });

    test('is not told to whoever may not let it go, and not without the server', async () => {
      await holding('rivera');
      expect(within(card('server-fault')).queryByTestId('held-acts')).toBeNull();
      expect(call('exception.held')).toBeUndefined();
      page.close();
      await holding('chen', { online: false });
      expect(card('server-fault').textContent).toContain('at the server, which does not answer now');
    });
  });

  test('notes can be read', async () => {
    await open();
    const notes = screen.getByText('2 notes, nothing to do').closest('details');
    await page.doing(() => {
      notes?.setAttribute('open', '');
      if (notes !== null) fireEvent(notes, new Event('toggle'));
    });
    expect(notes?.textContent).toContain('Introduction to Algorithms (31310000004417) was lent twice');
  });

  describe('the number on the tab', () => {
    const tab = (): string | null => screen.getByRole('button', { name: /to work on/ }).textContent;

    test('is all work for whoever may close it, and opens no dialog by itself', async () => {
      await open();
      expect(tab()).toContain('10 exceptions to work on');
      expect(screen.queryByRole('dialog')).toBeNull();
    });

    test('is what must be acted on now for a student assistant, as many as there are cards', async () => {
      await open('sam');
      expect(tab()).toContain('5 exceptions to work on');
      expect(cards()).toHaveLength(5);
    });
  });

  test('another person sees what is theirs to see', async () => {
    await open();
    await page.doing(() => page.desk.station.lock());
    await page.doing(() => page.desk.station.signIn('sam', '1111'));
    await page.doing(() => page.desk.actions.work.run());
    expect(cards()).toHaveLength(5);
    expect(text()).not.toMatch(/NGUYEN|ADEYEMI/);
  });

  test('is in the other language at once', async () => {
    await open();
    await page.doing(() => page.desk.station.setLanguage('es'));
    expect(card('in-question').textContent).toMatch(/Dos mostradores no coinciden.*Lo tiene ADEYEMI.*Está aquí/);
  });
});
