// The reports of the day beside the acts that they are about: each is made as an administrator makes it, and its sums are those of the library.

import { jsonSections } from '../../../support/report-files.ts';
import { jsonLines, runHoldfast } from '../program.ts';
import { expectThat } from '../tell.ts';
import type { Day } from './day.ts';

const DAY = '2026-10-13';

type Row = Readonly<Record<string, unknown>>;

/** Compares every report but that of the shift, which tellClosing compares. */
export async function tellReports(day: Day): Promise<void> {
  const { teller, world, noted } = day;
  await teller.step('the other reports say what the acts say', async () => {
    const all = (kind: string) => jsonLines<Row>(['inspect', kind, '--all', ...world.place], world.env());
    const [commands, payments, loans] = await Promise.all(['commands', 'payments', 'loans'].map(all));
    const made = (name: string): number => (commands ?? []).filter((one) => one['name'] === name).length;
    const now = Date.now() + Number(world.env()['HOLDFAST_CLOCK_SHIFT_MS']);
    const late = (loans ?? []).filter(
      ({ state, dueAt }) => (state === 'open' || state === 'lost') && Date.parse(String(dueAt)) < now,
    );
    const use = await sumsOf(day, 'use');
    const service = await sumsOf(day, 'service');
    const money = await sumsOf(day, 'money');
    const reserves = await sumsOf(day, 'reserves');
    const overdue = await sumsOf(day, 'overdue');
    const audit = await sumsOf(day, 'audit');
    const lent = ['general', 'reserve', 'equipment', 'ill'];
    const found = {
      lent: lent.reduce((sum, column) => sum + use('by_branch', column), 0),
      renewed: use('by_branch', 'renewals'),
      questions: service('tally', 'questions'),
      came: service('gates', 'came'),
      payments: money('methods', 'payments'),
      takenMinor: money('methods', 'taken'),
      refunds: money('methods', 'refunds'),
      turnedAway: reserves('turned_away', 'all'),
      overdue: overdue('items'),
      waived: audit('kinds', 'number', /waive/i),
    };
    const counted = {
      lent: made('checkout'),
      renewed: made('renew'),
      questions: noted.questions,
      came: noted.came,
      payments: (payments ?? []).length,
      takenMinor: (payments ?? []).reduce((sum, { amountMinor }) => sum + Number(amountMinor), 0),
      refunds: made('refund'),
      // Everyone of the class who was turned away had the reading within minutes.
      turnedAway: 0,
      overdue: late.length,
      waived: made('waive'),
    };
    expectThat(JSON.stringify(found) === JSON.stringify(counted), 'the reports agree with the acts', {
      found,
      counted,
    });
    return found;
  });
}

/** Sums of a report's sections; without a column, the number of rows. */
async function sumsOf({ world }: Day, kind: string) {
  const args = ['report', kind, '--format', 'json', '--from', DAY, '--to', DAY, ...world.place];
  const { code, stdout, stderr } = await runHoldfast(args, world.env());
  expectThat(code === 0, `the ${kind} report is made`, stderr);
  const sections = jsonSections(stdout);
  return (key: string, column?: string, named = /^/): number => {
    const section = sections.find((one) => one.key === key);
    expectThat(section !== undefined, `the ${kind} report has ${key}`);
    const rows = (section?.rows ?? []).filter((row) => named.test(String(Object.values(row)[0])));
    return column === undefined ? rows.length : rows.reduce((sum, row) => sum + Number(row[column] ?? 0), 0);
  };
}
