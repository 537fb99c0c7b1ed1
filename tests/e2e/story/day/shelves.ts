// Course reserves and the stacks: a class of thirty borrows the nine copies, and a range of three hundred items is read along its shelf with errors
// planted in it.

import { demoCard } from '../../../../server/demo/demo-codes.ts';
import { plugInScanner } from '../../../support/screens/scanner.ts';
import { expectThat } from '../tell.ts';
import { waitUntil } from '../wait-until.ts';
import type { Day } from './day.ts';

const STUDENTS = 30;
const RANGE = 300;
/** More than the list has. */
const MOST_ROWS = 12;
const TEN_MINUTES_MS = 600_000;

/** A class borrows its readings. Copies come back in piles, and go to the next borrower. */
export async function tellClass({ teller, world, keys }: Day): Promise<void> {
  const desk = world.desk();
  const { api, screen } = desk;
  const { page } = screen;
  const record = page.getByTestId('course-record');
  const free = record.locator('tr[data-state="reserve"]');
  const openCourse = async (): Promise<void> => {
    await keys.strike('F2', 'Control+K');
    await keys.write('econ 052');
    await page.getByRole('option', { name: /ECON 052/ }).waitFor();
    await keys.strike('ArrowDown', 'Enter');
    await record.waitFor();
  };
  /** The row in focus may stand below the first that is in. */
  const toTop = async (): Promise<void> => {
    await keys.reach(record.locator('tr[tabindex="0"]'));
    await keys.strike(...Array.from({ length: MOST_ROWS }, () => 'ArrowUp'));
  };
  await teller.step('a class of 30 borrows its reserves in ten minutes', async () => {
    const began = performance.now();
    const found = await api.get('course.find', { query: 'econ 052', limit: 1 });
    const courseId = found.courses[0]?.courseId ?? '';
    const students = await borrowers(world, STUDENTS);
    await keys.strike('Escape');
    await openCourse();
    let turnedAway = 0;
    for (const card of students) {
      await screen.scan(card);
      if ((await free.count()) === 0) {
        await toTop();
        await keys.letter('Enter');
        await record.getByText(/Noted as turned away/).waitFor();
        turnedAway += 1;
        await takeAllBack(desk, courseId);
        await openCourse();
        await screen.scan(card);
      }
      const left = await free.count();
      await toTop();
      await keys.reachRow(free.first());
      await keys.letter('Enter');
      await waitUntil('a copy is lent', 10_000, async () => (await free.count()) === left - 1);
    }
    await takeAllBack(desk, courseId);
    await keys.strike('F2', 'Escape');
    const took = performance.now() - began;
    expectThat(took < TEN_MINUTES_MS, 'ten minutes are enough', { took });
    return { students: students.length, turnedAway };
  });
}

/** Everything of the course that is out comes back. */
async function takeAllBack(desk: ReturnType<Day['world']['desk']>, courseId: string): Promise<void> {
  const { rows } = await desk.api.get('list.view', { list: 'course-readings', of: courseId });
  for (const { names, state } of rows) {
    const barcode = names['barcode'];
    if (barcode !== undefined && state === 'plain') await desk.take(barcode);
  }
}

/** Cards of people who may borrow. */
async function borrowers(world: Day['world'], count: number): Promise<string[]> {
  const cards: string[] = [];
  for (let n = 100; cards.length < count; n += 1) {
    const card = demoCard(n);
    const { notices, messages, loans } = await world.desk().api.get('patron.view', { card });
    if (notices.length + messages.length + loans.length === 0) cards.push(card);
  }
  return cards;
}

/** A range is read for an inventory of the branch. */
export async function tellShelf({ teller, world, keys }: Day): Promise<void> {
  const { api, screen } = world.desk();
  const { page } = screen;
  await teller.step('a range of 300 items is read along its shelf, and its errors are found', async () => {
    const since = new Date().toISOString();
    const { locations } = await api.get('item.choices', { barcode: null });
    const here = locations.filter(({ branchName }) => branchName === locations[0]?.branchName);
    const shelves = await Promise.all(
      here.map(async ({ id, name }) => {
        const range = { location: id, from: null, to: null };
        return { name, copies: (await api.get('shelf.view', { since, range })).copies };
      }),
    );
    const [shelf, other] = shelves.toSorted((a, b) => b.copies.length - a.copies.length);
    const copies = (shelf?.copies ?? []).slice(0, RANGE);
    expectThat(copies.length === RANGE, 'the shelf has three hundred items', { has: copies.length });
    const codes = copies.map(({ barcode }) => barcode);
    const [gone, moved] = [[40, 41, 200], 120];
    const misplaced = codes[moved] ?? '';
    const scans = codes.filter((_, at) => at !== moved && !gone.includes(at));
    scans.splice(250, 0, misplaced);
    const stray = other?.copies.find(({ barcode }) => !codes.includes(barcode))?.barcode ?? '';
    scans.splice(10, 0, stray);

    await keys.strike('F3', 'Control+Y');
    await keys.press('Choose range');
    const form = page.getByRole('form', { name: 'Choose range' });
    await keys.choose('Location', shelf?.name ?? '', form);
    await keys.fill('From call number', copies[0]?.callNumber ?? '', form);
    await keys.fill('To call number', copies.at(-1)?.callNumber ?? '', form);
    await keys.fill('Name', 'Fall reading', form);
    await keys.strike('Enter');
    await page
      .getByTestId('inventory')
      .getByText(/Fall reading/)
      .waitFor();
    const scanner = await plugInScanner(page);
    for (const code of scans) {
      await scanner.scan(code);
      await page
        .getByTestId('answer')
        .getByText(`…${code.slice(-4)}`)
        .first()
        .waitFor();
    }
    const { rows } = await api.get('list.view', { list: 'inventories' });
    const report = await api.get('list.view', { list: 'inventory-report', of: rows[0]?.key ?? '' });
    const of = (group: RegExp) =>
      report.rows.filter((row) => group.test(row.group ?? '')).flatMap(({ names }) => names['barcode'] ?? []);
    const lost = gone.map((at) => codes[at] ?? '');
    const missing = of(/^Missing/).filter((code) => codes.includes(code));
    expectThat(missing.toSorted().join() === lost.toSorted().join(), 'what is gone is missing', { missing, lost });
    expectThat(of(/^Misplaced/).join() === misplaced, 'what stands wrong is told', {
      told: of(/^Misplaced/),
      misplaced,
    });
    await keys.press('Finish…');
    await keys.press('Finish for everyone');
    await page.getByTestId('inventory').waitFor({ state: 'detached' });
    await keys.strike('F2', 'Escape');
    return { scans: scans.length, missing: missing.length };
  });
}
