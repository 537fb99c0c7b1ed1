// The cost of lending is a question to the patron and not an override; a recall is answered where it was asked for; a
// second person is named only where one is needed; an act done twice in a visit is called by its name.

import { fireEvent, screen, within } from '@testing-library/react';
import { TestRefusal } from '../../../support/desk/test-refusal.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const SADE = '21310000004421';
const EXPIRED = '21310000002095';
const LINDQVIST = '21310000001187';
const PROJECTOR = '33310000000122';
const LAPTOP_OUT = '33310000000049';
const LAPTOP = '33310000000031';
const OWN_LOAN = '31310000001204';
const OUT_TO_LINDQVIST = '31310000004417';
const HELD = '31310000009989';

describe('at the counter', () => {
  let page: DrawnPage;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });

  afterEach(() => page.close());

  const answer = (): HTMLElement => screen.getByTestId('answer');
  const buttons = (): readonly string[] =>
    within(answer())
      .getAllByRole('button')
      .map(({ textContent }) => textContent ?? '');
  const rows = (): string => screen.getByTestId('entries').textContent ?? '';
  const press = (name: RegExp): Promise<void> =>
    page.doing(() => fireEvent.click(within(answer()).getByRole('button', { name })));

  describe('the cost of lending', () => {
    test('is asked of the patron with one key, by a student assistant too, and told once', async () => {
      page = await renderPage({ staff: 'sam' });
      await page.scanAndDraw(SADE);
      await page.scanAndDraw(PROJECTOR);
      expect(answer().textContent).toMatch(/^Ask firstProjector, portable.*Deposit \$20\.00/);
      expect(answer().textContent).not.toMatch(/is taken|Needs|Override|Not checked out/);
      expect(answer().dataset['tone']).toBe('warn');
      expect(rows()).toContain('A deposit of $20.00 is taken.');
      expect(page.tones.at(-1)).toBe('route');
      expect(buttons()[0]).toMatch(/^The patron agrees: check out/);
      await page.doing(() => page.desk.actions.goAhead.run());
      expect(page.link.calls.findLast(({ name }) => name === 'circ.checkout')?.input).toEqual({
        patron: SADE,
        item: PROJECTOR,
        override: { codes: ['DEPOSIT'], reason: 'The patron agreed to pay it' },
      });
      expect(answer().textContent).toMatch(/^Checked out.*Deposit \$20\.00.*The patron agreed\. Asked by sam\./);
      expect(document.body.textContent).not.toMatch(/Overridden|is taken/);
      await press(/Why/);
      expect(screen.getByRole('complementary').textContent).toContain('Agreed with the patron');
    });

    test('is no question where something else stands in the way too', async () => {
      page = await renderPage({ staff: 'nadia' });
      await page.scanAndDraw('21310000007730');
      await page.scanAndDraw(PROJECTOR);
      expect(answer().textContent).toMatch(/^Not checked out/);
      expect(buttons()[0]).toMatch(/^Override/);
    });
  });

  describe('a recall', () => {
    test('is not offered for the person who has it: why stands there instead', async () => {
      page = await renderPage({ staff: 'rivera' });
      await page.scanAndDraw(LINDQVIST);
      await page.doing(() => page.desk.work.showItem(OUT_TO_LINDQVIST));
      expect(answer().textContent).toContain('No recall. This patron has it.');
      expect(buttons().some((name) => name.startsWith('Recall'))).toBe(false);
      expect(page.desk.actions.recall.isReady()).toBe(false);
    });

    test('tells what the person who has it will see, before it is done', async () => {
      page = await renderPage({ staff: 'rivera' });
      await page.scanAndDraw(SADE);
      await page.doing(() => page.desk.work.showItem(OUT_TO_LINDQVIST));
      expect(answer().textContent).toMatch(/If recalled, the loan (is due|keeps) /);
      expect(buttons().some((name) => name.startsWith('Recall for'))).toBe(true);
      expect(page.link.calls.filter(({ name }) => name === 'hold.recall')).toEqual([]);
    });

    test('is answered on the screen where it was asked for, and the next barcode there is lent to nobody', async () => {
      page = await renderPage();
      await page.scanAndDraw(SADE);
      await page.doing(() => page.desk.work.goTo('patrons'));
      await page.scanAndDraw('31310000005529');
      const before = page.link.calls.length;
      await page.doing(() => page.desk.work.showItem(LAPTOP_OUT));
      await page.doing(() => page.desk.actions.recall.run());
      expect(page.desk.view.getState().screen).toBe('patrons');
      expect(answer().textContent).toMatch(/^Recalled/);
      await page.doing(() => page.desk.actions.why.run());
      expect(screen.getByRole('complementary').textContent).toContain('Recalled · Laptop 15');
      await page.doing(() => page.desk.actions.close.run());
      await page.scanAndDraw('31310000006638');
      expect(page.link.calls.slice(before).some(({ name }) => name === 'circ.checkout')).toBe(false);
      await page.doing(() => page.desk.work.goTo('checkout'));
      expect(rows()).toContain('Recalled · ');
    });

    test('that wants an override goes to Check out for it, and leaves nothing behind', async () => {
      page = await renderPage({ staff: 'nadia' });
      await page.scanAndDraw(EXPIRED);
      await page.doing(() => page.desk.work.goTo('patrons'));
      await page.doing(() => page.desk.work.showItem(LAPTOP_OUT));
      await page.doing(() => page.desk.actions.recall.run());
      expect(answer().textContent).toMatch(/^Not recalled/);
      expect(page.desk.actions.override.isReady()).toBe(true);
      await page.doing(() => page.desk.actions.override.run());
      expect(page.desk.view.getState().screen).toBe('checkout');
      const reason = within(screen.getByTestId('override')).getByRole('textbox', { name: 'Reason for the record' });
      expect(document.activeElement).toBe(reason);
      expect(page.desk.work.store.getState().notices.patrons).toEqual({ kind: 'ready' });
    });
  });

  describe('the panel of whoever has it', () => {
    const panel = (): string => screen.getByRole('region', { name: 'Patron' }).textContent ?? '';

    test('says which of their loans was recalled', async () => {
      page = await renderPage();
      await page.scanAndDraw(SADE);
      await page.doing(() => page.desk.work.showItem(OUT_TO_LINDQVIST));
      await page.doing(() => page.desk.actions.recall.run());
      await page.scanAndDraw(LINDQVIST);
      expect(panel()).toContain('recalled…4417');
      expect(panel().match(/recalled/g)).toHaveLength(1);
    });

    test('says what is owed for what, and offers to renew all only where something is out', async () => {
      page = await renderPage();
      await page.scanAndDraw(SADE);
      await page.doing(() => page.desk.actions.details.run());
      expect(panel()).toContain('Late fee · Camera kit 3, Canon R10 · ');
      expect(panel()).toContain('Renew all');
      await page.scanAndDraw('21310000005566');
      expect(panel()).not.toContain('Renew all');
      expect(page.desk.actions.renewAll.isReady()).toBe(false);
    });
  });

  describe('a desk that cannot write', () => {
    test('says what to do with whoever stands at the counter', async () => {
      page = await renderPage();
      await page.scanAndDraw(SADE);
      page.fake.override('scan.take', () => {
        throw new TestRefusal('HF-DB-005', 'The disk is full');
      });
      await page.scanAndDraw(LAPTOP);
      expect(answer().textContent).toMatch(/The disk is full\..*Write down the card, the barcode and the time/);
    });
  });

  describe('Why?', () => {
    test('offers to ask about another moment of what is lent, and not of what came back', async () => {
      page = await renderPage({ staff: 'nadia' });
      await page.scanAndDraw(SADE);
      await page.scanAndDraw(LAPTOP);
      await page.doing(() => page.desk.actions.why.run());
      expect(screen.getByRole('complementary').textContent).toContain('What if at another time?');
      await page.doing(() => page.desk.work.goTo('checkin'));
      await page.doing(() => page.desk.actions.close.run());
      await page.scanAndDraw(LAPTOP);
      await page.doing(() => page.desk.actions.why.run());
      expect(screen.getByRole('complementary').textContent).toMatch(/Why\?.*Laptop 14/);
      expect(screen.getByRole('complementary').textContent).not.toContain('What if');
    });
  });

  describe('help', () => {
    const keys = (): string => screen.getByRole('group', { name: 'Keys' }).textContent ?? '';

    test('lists the keys of whoever asks', async () => {
      page = await renderPage({ staff: 'sam' });
      await page.doing(() => page.desk.actions.work.run());
      await page.doing(() => page.desk.actions.help.run());
      expect(keys()).toContain('Sync now');
      expect(keys()).not.toMatch(/Pause sending|Save to a file/);
      page.close();
      page = await renderPage({ staff: 'chen' });
      await page.doing(() => page.desk.actions.work.run());
      await page.doing(() => page.desk.actions.help.run());
      expect(keys()).toMatch(/Pause sending.*Save to a file/);
    });
  });

  describe('the role that is needed', () => {
    test('is not said of what the first button does away with, and is said of everything else', async () => {
      page = await renderPage({ staff: 'sam' });
      await page.scanAndDraw(LINDQVIST);
      await page.scanAndDraw(LAPTOP_OUT);
      expect(buttons()[0]).toMatch(/^Check it in, then check it out/);
      expect(document.body.textContent).not.toContain('Needs');
      await page.scanAndDraw(HELD);
      expect(answer().textContent).toContain('Needs desk staff');
    });
  });

  describe('an act of this visit', () => {
    test('is called a renewal where it was one', async () => {
      page = await renderPage();
      await page.scanAndDraw(SADE);
      await page.scanAndDraw(OWN_LOAN);
      await page.doing(() => page.desk.actions.goAhead.run());
      expect(answer().textContent).toMatch(/^Renewed/);
      await page.scanAndDraw(OWN_LOAN);
      expect(answer().textContent).toMatch(/^Already renewed.*It was renewed during this visit\./);
      await page.scanAndDraw(LAPTOP);
      await page.scanAndDraw(LAPTOP);
      expect(answer().textContent).toMatch(/^Already checked out.*It was checked out during this visit\./);
    });

    test('is named after Renew all: how many, and which were not', async () => {
      page = await renderPage();
      await page.scanAndDraw(SADE);
      await page.doing(() => page.desk.actions.renewAll.run());
      const { notices, entries } = page.desk.work.store.getState();
      expect(notices.checkout).toMatchObject({ kind: 'renewed-all', left: [] });
      expect(answer().textContent).toMatch(/Each one is listed below/);
      await page.doing(() =>
        page.desk.work.store.setState((state) => ({
          notices: {
            ...state.notices,
            checkout: { kind: 'renewed-all', done: entries.length, left: ['A', 'B', 'C', 'D'] },
          },
        })),
      );
      expect(answer().textContent).toMatch(/^Renew allRenewed \d of \d.*Not renewed: A · B · C · …$/);
    });
  });
});
