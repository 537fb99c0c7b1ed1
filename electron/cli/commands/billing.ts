// `holdfast billing`: the files by which fees go to student accounts and to collection, from their layout to what the office answers.

import { createCommandRunner } from '../../../server/commands/command-runner.ts';
import { setLayout } from '../../../server/bills/bill-batches.ts';
import { layoutLine, readLayouts } from '../../../server/bills/bill-rows.ts';
import { billsForDesk } from '../../../server/bills/bills-for-desk.ts';
import { listStaff } from '../../../server/staff/staff-directory.ts';
import { createPinTries } from '../../../server/staff/pin-tries.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { staffId, type BillBatchId } from '../../../shared/core/ids.ts';
import { formatInstant } from '../../../shared/core/instant.ts';
import { formatMoney } from '../../../shared/core/money.ts';
import { BillLayoutSchema, layoutFaults, type BillLayout } from '../../../shared/formats/bill-layout.ts';
import type { BillBatchView, BillsAsk, BillsResponse } from '../../../shared/wire/bills.ts';
import { libraryPlace } from '../../../server/reports/library-names.ts';
import { resolve } from 'node:path';
import { systemRandom } from '../../core/system-random.ts';
import { withStore, type StoreContext } from '../admin/with-store.ts';
import { hasFlag, requiredText, textOf, UsageError, type Command, type Run } from '../command.ts';
import { readJsonFile } from '../read-json-file.ts';
import { readTextFile } from '../read-text-file.ts';

export const billingCommand: Command = {
  usage: `layout check FILE
holdfast billing layout set FILE [--folder DIR] --database URL|embedded [--data DIR]
holdfast billing list | show NUMBER --as NAME … [--json]
holdfast billing preview LAYOUT --as NAME [--pin PIN] --database URL|embedded [--data DIR] [--json]
holdfast billing approve NUMBER --as NAME …        another person than the one who made the preview
holdfast billing write NUMBER [--folder DIR] --as NAME …
holdfast billing acknowledge NUMBER [--answer FILE] [--reject REFERENCE]… --as NAME …
holdfast billing take-back NUMBER --reason TEXT --as NAME …

A layout says in JSON which fees go, from whom, and what stands in each column: docs/billing has examples for Banner, PeopleSoft, Workday and
an agency. A batch is previewed, approved by another person, written to a folder, and acknowledged. From its approval on its fees are owed to the
office and are not payable at a desk. write: again, it is the same file. acknowledge: lines that the office did not take, by its own file or one by
one, are owed at the library again. take-back: all of it is; a preview is thrown away. What changes later is a credit in the next file.
--as: a person with the right send-bills; the PIN is given with --pin or in HOLDFAST_PIN.`,
  options: {
    as: { type: 'string' },
    pin: { type: 'string' },
    folder: { type: 'string' },
    answer: { type: 'string' },
    reject: { type: 'string', multiple: true },
    reason: { type: 'string' },
    database: { type: 'string' },
    data: { type: 'string' },
  },
  mostWords: 3,
  run: (run) => {
    const [action, ...words] = run.positionals;
    if (action === 'layout') return layoutAction(run, words);
    return withStore(run, (context) => work(run, context, { action, words }));
  },
};

async function layoutAction(run: Run, [action, path]: readonly string[]): Promise<number> {
  if ((action !== 'check' && action !== 'set') || path === undefined)
    throw new UsageError('write: holdfast billing layout check|set FILE');
  const read = BillLayoutSchema.safeParse(readJsonFile(path));
  const faults = read.success
    ? layoutFaults(read.data)
    : read.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`);
  for (const fault of faults) run.io.err(fault);
  if (!read.success || faults.length > 0) return 1;
  if (action === 'check') return checked(run, read.data);
  const folder = textOf(run.values, 'folder');
  await withStore(run, (context) =>
    setLayout(context, { layout: read.data, folder: folder === null ? null : resolve(folder) }),
  );
  run.io.out(layoutLine(read.data));
  return 0;
}

function checked({ io, values }: Run, layout: BillLayout): number {
  const { header = [], detail, trailer = [], file } = layout;
  const widthOf = (columns: BillLayout['detail']) => columns.reduce((sum, { width = 0 }) => sum + width, 0);
  const records = Object.entries({ header, detail, trailer }).map(([record, columns]) => ({
    record,
    columns: columns.length,
    width: file.format === 'fixed' ? widthOf(columns) : null,
  }));
  if (hasFlag(values, 'json')) io.out(JSON.stringify({ name: layout.name, records }));
  else {
    io.out(layoutLine(layout));
    for (const { record, columns, width } of records)
      io.out(`${record}: ${columns} columns${width === null ? '' : `, ${width} characters`}`);
  }
  return 0;
}

type Asked = { readonly action: string | undefined; readonly words: readonly string[] };

async function work(run: Run, context: StoreContext, { action, words }: Asked): Promise<number> {
  const { store, clock } = context;
  const person = requiredText(run.values, 'as');
  const found = (await listStaff(context)).find(({ staff }) => staff.toLowerCase() === person.toLowerCase());
  if (found === undefined) throw new HoldfastError('HF-AUTH-005', { staff: person });
  const runner = createCommandRunner({ store, clock });
  const parts = { store, clock, random: systemRandom, runner, tries: createPinTries(context) };
  const pin = textOf(run.values, 'pin') ?? run.env['HOLDFAST_PIN'] ?? null;
  const doIt = (ask: BillsAsk) => billsForDesk(parts, { staffId: staffId(found.staffId), pin, ask });
  const idOf = async (): Promise<BillBatchId> => batchNumbered(await doIt({ do: 'list' }), words[0]);
  const answer = await doIt(await askOf(run, { action, words }, idOf));
  const { currency } = await store.read(libraryPlace);
  if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify(answer.shown ?? answer));
  else say(run, answer, currency);
  if (action === 'list' && !hasFlag(run.values, 'json'))
    for (const { layout } of await store.read(readLayouts)) run.io.out(`layout ${layoutLine(layout)}`);
  return 0;
}

async function askOf(run: Run, { action, words: [word] }: Asked, idOf: () => Promise<BillBatchId>): Promise<BillsAsk> {
  const folder = textOf(run.values, 'folder');
  switch (action) {
    case 'list':
      return { do: 'list' };
    case 'show':
      return { do: 'show', batch: await idOf() };
    case 'preview':
      if (word === undefined) throw new UsageError('the name of a layout is missing');
      return { do: 'preview', layout: word };
    case 'approve':
      return { do: 'approve', batch: await idOf() };
    case 'write':
      return { do: 'write', batch: await idOf(), folder: folder === null ? null : resolve(folder) };
    case 'acknowledge': {
      const rejected = run.values['reject'];
      const file = textOf(run.values, 'answer');
      return {
        do: 'acknowledge',
        batch: await idOf(),
        rejected: (Array.isArray(rejected) ? rejected : []).map(String),
        answer: file === null ? null : readTextFile(file),
      };
    }
    case 'take-back':
      return { do: 'take-back', batch: await idOf(), reason: requiredText(run.values, 'reason') };
    default:
      throw new UsageError('write: holdfast billing layout|list|show|preview|approve|write|acknowledge|take-back');
  }
}

/** Throws HF-PAY-132 for a number of no batch. */
function batchNumbered({ batches }: BillsResponse, number: string | undefined): BillBatchId {
  if (number === undefined) throw new UsageError('the number of a batch is missing');
  const found = batches.find((batch) => String(batch.number) === number);
  if (found === undefined) throw new HoldfastError('HF-PAY-132');
  return found.id;
}

function say({ io }: Run, { batches, shown }: BillsResponse, currency: string): void {
  const money = (minor: number): string => formatMoney(minor, currency, 'en');
  for (const batch of shown === null ? batches : [shown.batch]) io.out(batchLine(batch, money));
  if (shown === null) return;
  for (const { reference, account, kind, amountMinor, feeDay, state } of shown.lines)
    io.out(`  ${reference}  ${account}  ${kind}  ${money(amountMinor)}  ${feeDay}  ${state}`);
  for (const { why, count, amountMinor } of shown.batch.waits)
    io.out(`  waits (${why}): ${count}, ${money(amountMinor)}`);
}

function batchLine(batch: BillBatchView, money: (minor: number) => string): string {
  const { number, layout, state, made, charges, credits, dropped, rejected, written } = batch;
  return [
    `${number} ${layout} ${state}`,
    `made ${formatInstant(made.at)} by ${made.by}`,
    `${charges.count} charges ${money(charges.amountMinor)}`,
    `${credits.count} credits ${money(credits.amountMinor)}`,
    ...(dropped === 0 ? [] : [`${dropped} changed since the preview`]),
    ...(rejected === 0 ? [] : [`${rejected} not taken`]),
    ...(written === null ? [] : [`${written.folder}/${written.file}`]),
  ].join(', ');
}
