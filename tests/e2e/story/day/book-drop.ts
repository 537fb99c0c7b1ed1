// The book drop of the night: forty things come back, two of them for holds, and a kit without one of its parts.

import { required } from '../../../../shared/core/assert.ts';
import { jsonLines } from '../program.ts';
import { MAIN } from '../../../../server/demo/demo-places.ts';
import { showcaseItems } from '../../../../server/demo/demo-showcase.ts';
import { SIZE } from '../shift-world.ts';
import { expectThat } from '../tell.ts';
import type { Day } from './day.ts';

const RETURNS = 40;
/** Where most books stand. */
const SHELF = 'main-stacks';
/** Books of the drop with a hold on them. */
const WANTED = 2;
const RECALLED = 'shared science of variable stars';
/** The kit comes in this place. */
const KIT_AT = 30;

/** Empties the drop. Things of other branches, for holds and for inspection stop it until they are put away. */
export async function tellBookDrop(day: Day): Promise<void> {
  const { teller, world, keys } = day;
  const desk = world.desk();
  const { screen } = desk;
  const { page } = screen;
  const { codes, kit, books } = await inTheDrop(day);
  await teller.step('two people wait for things that lie in the book drop', async () => {
    for (const [n, book] of books.slice(0, WANTED).entries()) {
      await keys.strike('Escape', 'Escape', 'F6');
      await screen.scan(book);
      await keys.press('Place hold');
      const form = page.getByRole('form', { name: 'Place hold' });
      await keys.fill('Patron', world.patrons[n] ?? '', form);
      await keys.strike('Enter');
      await page
        .getByText(/Hold placed/)
        .first()
        .waitFor();
    }
    await keys.strike('Escape', 'Escape');
  });
  await teller.step(`the book drop is emptied: ${RETURNS} returns`, async () => {
    await screen.goTo('checkin');
    await screen.act('B');
    await page.getByTestId('book-drop').waitFor();
    const routes: string[] = [];
    for (const code of codes) {
      await screen.scan(code);
      const { state, text } = await desk.shown();
      expectThat(state === 'done', 'it is taken back', { code, state, text });
      routes.push(text);
      if (code === kit) await missingPart(day);
      // The drop waits until a copy of another place is put away.
      if (await page.getByRole('button', { name: /^It has been put away/ }).isVisible())
        await keys.press(/^It has been put away/);
    }
    const forHolds = routes.filter((text) => /HOLD SHELF/i.test(text)).length;
    expectThat(forHolds === WANTED, 'two are kept for those who wait', { forHolds });
    await screen.act('B');
    await page.getByTestId('book-drop').waitFor({ state: 'detached' });
    await keys.strike('F2');
    return { returns: routes.length, forHolds };
  });
}

type InDrop = {
  readonly codes: readonly string[];
  /** Those of them that were lent from the general shelves. */
  readonly books: readonly string[];
  readonly kit: string;
};

/** The things in the drop, in the order in which they lie there: everything that is out, a kit, and books that were only used. */
async function inTheDrop({ world }: Day): Promise<InDrop> {
  const all = (kind: string) =>
    jsonLines<Record<string, string>>(['inspect', kind, '--all', ...world.place], world.env());
  const guests = world.patrons.slice(0, 3);
  const loans = (await all('loans')).filter(({ state, patron }) => state === 'open' && !guests.includes(patron ?? ''));
  // Another part of the day recalls this one.
  const { items: recalled } = await world.desk().api.get('item.find', { query: RECALLED, limit: 20 });
  const isRecalled = (barcode: string): boolean => recalled.some((item) => item.barcode === barcode);
  const out = loans.map(({ item }) => item ?? '').filter((barcode) => !isRecalled(barcode));
  const kit = required(kits()[1], () => 'the demo library has two kits on the shelf');
  const lent = await world.desk().api.get('circ.checkout', { patron: world.patrons[3] ?? '', item: kit });
  expectThat(lent.decision === 'done', 'the kit is out', lent);
  const inside = new Set((await all('loans')).map(({ item }) => item));
  const items = await all('items');
  const general = new Set(items.flatMap(({ barcode, location }) => (location === SHELF ? [barcode] : [])));
  const used = items.filter(
    ({ barcode = '', status, branch, location }) =>
      status === 'available' &&
      branch === MAIN &&
      location === SHELF &&
      !inside.has(barcode) &&
      !world.items.includes(barcode),
  );
  const codes = [...out, ...used.map(({ barcode }) => barcode ?? '')].slice(0, RETURNS - 1);
  return { codes: codes.toSpliced(KIT_AT, 0, kit), books: out.filter((barcode) => general.has(barcode)), kit };
}

/** Camera kits on the shelf. */
function kits(): string[] {
  return showcaseItems(SIZE).flatMap(({ code, shows }) => (shows.startsWith('Camera kit') ? [code] : []));
}

/** The kit lacks its battery. */
async function missingPart({ world, keys }: Day): Promise<void> {
  const { page } = world.desk().screen;
  await keys.press(/^Part missing/);
  const form = page.getByRole('form', { name: 'Part missing' });
  await keys.tick(/^Battery(?! charger)/, form);
  await keys.press('Send to inspection', form);
  await form.waitFor({ state: 'detached' });
}
