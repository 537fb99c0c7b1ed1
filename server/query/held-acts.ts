// Acts that are held, as a person reads them before they are released: desk, time, staff, patron and item, why they are held, and whether
// they could be taken in.

import { allows } from '../../shared/acts/define-act.ts';
import { releaseHeld } from '../../shared/acts/exception/release-held.ts';
import { z } from 'zod';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { actId } from '../../shared/core/ids.ts';
import { MinorUnitsSchema } from '../../shared/core/money.ts';
import type { Clock } from '../../shared/core/ports.ts';
import { codeText } from '../../shared/core/code-text.ts';
import { parseCommand } from '../../shared/acts/commands.ts';
import {
  MOST_HELD_ACTS,
  type HeldAct,
  type HeldActsRequest,
  type HeldActsResponse,
} from '../../shared/wire/held-acts.ts';
import { ReceiptSchema } from '../../shared/wire/receipt.ts';
import { staffRoles } from '../staff/staff-roles.ts';
import { readEnvelope } from '../commands/prepare-envelopes.ts';
import { idsOfOthers, lackOf } from '../commands/released-acts.ts';
import { staffNames } from '../reports/library-names.ts';
import { roleRights } from '../staff/role-rights.ts';
import type { ReadTx, Store } from '../store/store.ts';

/** Held acts of some causes (ids of acts or streams), or of all; in the order of their time. */
export async function readHeldActs(
  tx: ReadTx,
  causes: readonly string[] | null,
  limit: number,
): Promise<{ readonly acts: readonly HeldActRow[]; readonly count: number }> {
  const held = tx.db
    .selectFrom('envelope')
    .where('envelope.outcome', '=', 'held')
    .where((where) =>
      causes === null
        ? where.lit(true)
        : where.or([tx.anyOf('envelope.id', causes), tx.anyOf('envelope.stream', causes)]),
    );
  const { n } = await held.select((select) => select.fn.countAll<number>().as('n')).executeTakeFirstOrThrow();
  const rows = await held
    .innerJoin('receipt', (join) =>
      join.onRef('receipt.stream', '=', 'envelope.stream').onRef('receipt.seq', '=', 'envelope.seq'),
    )
    .leftJoin('desk', 'desk.id', 'envelope.desk_id')
    .leftJoin('branch', 'branch.id', 'desk.branch')
    .selectAll('envelope')
    .select(['receipt.body as receipt', 'desk.name as desk', 'branch.system as system'])
    .orderBy('envelope.effective_at')
    .orderBy('envelope.stream')
    .orderBy('envelope.seq')
    .limit(limit)
    .execute();
  const [taken, nameOf] = [await idsOfOthers(tx, rows), await staffNames(tx)];
  const acts = rows.map((row): HeldActRow => {
    const prepared = readEnvelope(row);
    const staffId = prepared?.body?.staffId ?? null;
    const args = prepared?.args ?? null;
    return {
      stream: row.stream,
      seq: row.seq,
      deskId: row.desk_id,
      system: row.system,
      act: {
        id: actId(row.id),
        desk: row.desk ?? row.desk_id,
        name: row.name,
        at: row.effective_at,
        staff: staffId === null ? null : (nameOf(staffId) ?? null),
        ...shownOf(args?.command),
        codes: ReceiptSchema.parse(JSON.parse(row.receipt)).codes,
        lacks: lackOf(row, taken, parseCommand),
      },
    };
  });
  return { acts, count: Number(n) };
}

export type HeldActRow = {
  readonly stream: string;
  readonly seq: number;
  readonly deskId: string;
  /** The system of the branch of its desk. */
  readonly system: string | null;
  readonly act: HeldAct;
};

const ShownSchema = z.object({
  card: z.string().nullish().catch(null),
  barcode: z.string().nullish().catch(null),
  amountMinor: MinorUnitsSchema.nullish().catch(null),
});

/** The shown parts of arguments, also of those that this version cannot read. */
function shownOf(command: unknown): Pick<HeldAct, 'card' | 'barcode' | 'amountMinor'> {
  const { card, barcode, amountMinor = null } = ShownSchema.safeParse(command).data ?? {};
  const inOneForm = (code: string | null | undefined) => (typeof code === 'string' ? codeText(code) : null);
  return { card: inOneForm(card), barcode: inOneForm(barcode), amountMinor };
}

/** Held acts for a member of staff at a desk. Throws HF-AUTH-024 for one who may not release them. */
export async function heldActsForDesk(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  branch: string,
  { staffId, causes }: HeldActsRequest,
): Promise<HeldActsResponse> {
  const now = clock.now();
  return store.read(async (tx) => {
    const role = (await staffRoles(tx, [staffId]))(staffId, now);
    const rights = role === null ? [] : (await roleRights(tx))(role, now);
    if (!allows(rights, releaseHeld)) throw new HoldfastError('HF-AUTH-024', { staff: staffId });
    const own = await tx.db.selectFrom('branch').select('system').where('id', '=', branch).executeTakeFirst();
    const { acts, count } = await readHeldActs(tx, causes, MOST_HELD_ACTS);
    // A desk has only the patrons of its own system.
    const seen = acts.map(({ act, system }) => (system === (own?.system ?? null) ? act : { ...act, card: null }));
    return { acts: seen, count };
  });
}
