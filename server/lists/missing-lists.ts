// Lists of copies that are missing, lost, claimed, found or on their way, of the whole library.

import { sql } from 'kysely';
import { writtenIn } from '../../shared/acts/written-text.ts';
import { isItemAct } from '../../shared/circ/act-kinds.ts';
import { FOUND_COLUMNS, isFoundAfter, type AwayStatus, type Item } from '../../shared/circ/model/item.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import type { BranchId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import {
  findsAfter,
  missingListRows,
  type AwaySource,
  type FindSource,
  type MissingRow,
} from '../../shared/lists/away-items.ts';
import type { isLossToReplace, reviewRows } from '../../shared/lists/replacement-review.ts';
import { EnvelopeArgsSchema } from '../../shared/wire/envelope.ts';
import { readAllRows, readRows, readRowsBy } from '../store/read-rows.ts';
import { parseRow } from '../store/state-tables.ts';
import type { ReadTx } from '../store/store.ts';
import { rowSource } from './row-source.ts';

type Asked = { readonly tx: ReadTx; readonly now: Instant; readonly branch: BranchId | null };

type LossTest = typeof isLossToReplace;

/** Copies of a branch that are missing, claimed, or found again. */
export async function missingAndFound(asked: Asked): Promise<MissingRow[]> {
  const { tx, branch, now } = asked;
  const [library] = await readAllRows(tx, 'library');
  const found = await itemsFound(tx, findsAfter(now));
  const source: FindSource = {
    ...(await awayState(asked, 'missing', { lent: await claimedLoans(tx), found })),
    itemsFound: () => found,
    placeTyped: await typedPlaces(tx, found),
  };
  return missingListRows(source, { branch, now, terms: library?.desk });
}

/** Missing copies of a branch with losses, as one of the lists has them. */
export async function missingCopies(asked: Asked, rowsOf: typeof reviewRows, isMeant: LossTest): Promise<MissingRow[]> {
  const { tx, branch, now } = asked;
  const [library] = await readAllRows(tx, 'library');
  const lent = [...(await claimedLoans(tx)), ...(await lostLoans(tx, isMeant))];
  const source = await awayState(asked, 'missing', { lent });
  return rowsOf(source, { branch, now, terms: library?.desk });
}

/** Every copy that is away for this reason, and others that are asked for, with its related rows. */
export async function awayState(
  { tx }: Pick<Asked, 'tx'>,
  status: AwayStatus,
  { lent = [], found = [] }: { readonly lent?: readonly Loan[]; readonly found?: readonly Item[] } = {},
): Promise<AwaySource> {
  const away = await readRowsBy(tx, 'item', { column: 'away', values: [status] });
  const items = [...away, ...found];
  const out = await readRows(tx, 'item', new Set(lent.map(({ itemId }) => itemId)));
  const events = await readRowsBy(tx, 'event', { column: 'item_id', values: items.map(({ id }) => id) });
  const actsOf = Map.groupBy(events.filter(isItemAct), ({ itemId }) => itemId);
  const titles = new Set([...items, ...out.values()].map(({ titleId }) => titleId));
  const copies = await readRowsBy(tx, 'item', { column: 'title_id', values: titles });
  const holds = await readRowsBy(tx, 'hold', { column: 'title_id', values: titles });
  const copiesOf = Map.groupBy(copies, ({ titleId }) => titleId);
  const holdsOf = Map.groupBy(holds, ({ titleId }) => titleId);
  return {
    ...(await rowSource(tx, { items: [...items, ...out.values()] })),
    itemsOfTitle: (id) => copiesOf.get(id) ?? [],
    holdsOfTitle: (id) => holdsOf.get(id) ?? [],
    itemsAway: () => away,
    claimedLoans: () => lent.filter(({ claim }) => claim !== undefined),
    lostLoans: () => lent.filter(({ state }) => state === 'lost'),
    actsOfItem: (id) => actsOf.get(id) ?? [],
  };
}

/** Copies that were found after a moment. Older finds, and most copies on their way, are passed over unread. */
async function itemsFound(tx: ReadTx, after: Instant): Promise<Item[]> {
  const foundAt = sql.raw(tx.textIn('body', ['state', 'found', 'at']));
  const { rows } = await sql<{ body: string }>`
    select body from item where ${tx.anyOf('away', FOUND_COLUMNS)} and cast(${foundAt} as bigint) > ${after}`.execute(
    tx.db,
  );
  return rows.map(({ body }) => parseRow('item', body)).filter(({ state }) => isFoundAfter(state, after));
}

/** The places in the arguments of the finds, until these are purged. */
async function typedPlaces(tx: ReadTx, found: readonly Item[]): Promise<FindSource['placeTyped']> {
  const acts = found.flatMap(({ state }) => state.found?.act ?? []);
  const rows = await tx.db
    .selectFrom('envelope')
    .select(['id', 'args'])
    .where(tx.anyOf('id', acts))
    .where('outcome', '=', 'applied')
    .execute();
  const typed = new Map(rows.map(({ id, args }) => [id, placeIn(args)]));
  return (act) => typed.get(act) ?? null;
}

function placeIn(args: string | null): string | null {
  return args === null ? null : writtenIn(EnvelopeArgsSchema.safeParse(JSON.parse(args)).data?.command);
}

async function claimedLoans(tx: ReadTx): Promise<Loan[]> {
  const rows = await tx.db.selectFrom('loan').select('body').where('claimed_at', 'is not', null).execute();
  return rows.map(({ body }) => parseRow('loan', body));
}

/** Most losses of past years are on no list: the rows' further data is read for the others alone. */
async function lostLoans(tx: ReadTx, isMeant: LossTest): Promise<Loan[]> {
  const rows = await tx.db.selectFrom('loan').select('body').where('state', '=', 'lost').execute();
  const loans = rows.map(({ body }) => parseRow('loan', body)).filter(({ claim }) => claim === undefined);
  const items = await readRows(tx, 'item', new Set(loans.map(({ itemId }) => itemId)));
  return loans.filter((loan) => {
    const item = items.get(loan.itemId);
    return item !== undefined && isMeant(loan, item);
  });
}
