// Applies commands: identities settled, acts on their timelines, everything touched folded, exceptions kept, the whole judged. Works on a batch
// at once, since the folds depend only on the set of acts; to find the command that fails, apply them one by one. [I2] [I24]

import { contentOf } from '../../shared/acts/read-act.ts';
import type { Act } from '../../shared/circ/acts.ts';
import type { ApplyContext } from '../acts/act-effect.ts';
import { runEffects } from '../acts/all.ts';
import { readRows } from '../store/read-rows.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import { isInfrastructure } from '../store/failure.ts';
import type { WriteTx } from '../store/store.ts';
import { refold, type Refolded } from '../timeline/refold.ts';
import { historyAmong } from '../timeline/too-late.ts';
import { touchAfresh, touchedBy } from '../timeline/touched.ts';
import { writeEvents } from '../timeline/write-events.ts';
import { keepUse, undoUse } from '../use/keep-use.ts';
import { judgeBatch } from './judge.ts';
import { writeBans } from '../patrons/write-bans.ts';
import type { Recorded } from './judge-facts.ts';
import { putRaised } from './raised-exceptions.ts';
import { settleIdentities } from './settle-identities.ts';
import { raise, type Raised, type Taken } from './taken.ts';
import { placeRefusals } from '../../shared/circ/model/refusal.ts';
import { shiftEntryOf } from '../../shared/acts/shift/shift-entry.ts';

export type Applied = {
  readonly changes: RowChanges;
  /** Codes of the exceptions that each command caused, by its id. */
  readonly codes: ReadonlyMap<string, readonly string[]>;
};

/** Applies commands of one stream, in their order. Throws the error of one that fails. */
export async function applyCommands(tx: WriteTx, batch: readonly Taken[], context: ApplyContext): Promise<Applied> {
  const changes = collectChanges();
  const written = await runEffects('before identities', tx, batch, { ...context, changes });
  const settled = await settleIdentities(tx, batch, { ...context, changes });
  const history = await historyAmong(
    tx,
    settled.acts.flatMap((one) => one.acts),
    context.now,
  );
  const timely = settled.acts.map(({ taken, acts: own }) => ({ taken, acts: own.filter((act) => !history.has(act)) }));
  const acts = timely.flatMap((one) => one.acts);
  const replaced = await readRows(
    tx,
    'event',
    acts.map((act) => act.id),
  );
  await writeEvents(tx, acts, changes);
  const refolded = await foldAround(tx, [...acts, ...replaced.values()], { ...context, changes });
  await keepUse(tx, settled.acts, { references: context.references, refolded });
  await undoUse(tx, batch);
  await writeBans(tx, changes, { ...context, afresh: context.alsoItems });
  const effects = await runEffects('after folds', tx, batch, { ...context, changes });
  await keepShifts(tx, batch);
  await keepRefusals(tx, batch);
  const judged = await judge(tx, timely, { ...context, refolded });
  // After judging: a patron who is merged existed under the old id when the earlier acts were done.
  const merged = await runEffects('after judging', tx, batch, { ...context, changes });
  const tooLate = settled.acts.flatMap(({ taken, acts: own }) => own.flatMap((act) => sayTooLate(taken, act, history)));
  const raised = [...written, ...settled.raised, ...effects, ...tooLate, ...merged, ...judged];
  const last = collectChanges();
  await putRaised(tx, raised, { loaded: refolded.loaded, changes: last });
  await writeChanges(tx, last);
  changes.add(last);
  const unknown = await unknownPolicies(tx, acts, context);
  return { changes, codes: codesOf(refolded, raised, unknown) };
}

function sayTooLate(taken: Taken, act: Act, history: ReadonlySet<Act>): Raised[] {
  const item = history.has(act) && 'itemId' in act ? act.itemId : null;
  return item === null ? [] : [raise(taken, 'too-late', { item }, {})];
}

async function foldAround(
  tx: WriteTx,
  acts: readonly Act[],
  { references, alsoItems, changes }: ApplyContext & { readonly changes: RowChanges },
): Promise<Refolded> {
  const touched = touchedBy(acts);
  touchAfresh(touched, alsoItems);
  const folded = collectChanges();
  const refolded = await refold(tx, { touched, references }, folded);
  await writeChanges(tx, folded);
  changes.add(folded);
  return refolded;
}

/** A failure of judging takes nothing with it. */
async function judge(
  tx: WriteTx,
  batch: readonly Recorded[],
  { refolded, ...context }: ApplyContext & { readonly refolded: Refolded },
): Promise<Raised[]> {
  try {
    return await tx.savepoint(() => judgeBatch(tx, batch, { ...context, loaded: refolded.loaded }));
  } catch (error) {
    if (isInfrastructure(error)) throw error;
    context.judgingFailed(error);
    return [];
  }
}

/** Acts whose policy has not come: they count, and are folded again when it comes. */
async function unknownPolicies(tx: WriteTx, acts: readonly Act[], { references }: ApplyContext): Promise<string[]> {
  const named = acts.flatMap((act) => (act.kind === 'checkout' ? [act] : []));
  const known = await references.policies(
    tx,
    named.map((act) => act.policyHash),
  );
  return named.filter((act) => !known.has(act.policyHash)).map((act) => act.id);
}

function codesOf(
  { folded }: Refolded,
  raised: readonly Raised[],
  withoutPolicy: readonly string[],
): Map<string, string[]> {
  const codes = new Map<string, string[]>();
  const add = (cause: string, code: string) => {
    const own = codes.get(cause) ?? [];
    codes.set(cause, own);
    if (!own.includes(code)) own.push(code);
  };
  for (const { cause, code } of [...folded.exceptions, ...raised]) add(cause, code);
  for (const act of withoutPolicy) add(act, 'policy-missing');
  return codes;
}

/** Keeps refusals that rode with acts, for reports: a row each, under the act and its place in it, so that an act that is sent again counts once. */
async function keepRefusals(tx: WriteTx, batch: readonly Taken[]): Promise<void> {
  const rows = batch.flatMap(({ body, header }) =>
    placeRefusals(body.refused ?? [], header).map((refusal, n) => ({
      act_id: header.id,
      n,
      desk_id: refusal.desk,
      branch: refusal.branch,
      shift_id: refusal.shiftId,
      at: refusal.at,
      kind: refusal.kind,
      item_type: refusal.itemType,
      body: JSON.stringify(refusal),
    })),
  );
  if (rows.length > 0) await tx.upsert('refusal', rows);
}

/** Keeps acts as entries of the shift that they were made in, for supervisors: one an act, under its id. */
async function keepShifts(tx: WriteTx, batch: readonly Taken[]): Promise<void> {
  const rows = batch.flatMap(({ body, command, header }) => {
    const { shiftId = null, staffId } = body;
    const entry = shiftEntryOf({ ...contentOf(command), shiftId, staffId, at: header.at });
    if (entry === null) return [];
    return [
      {
        id: header.id,
        shift_id: entry.shiftId,
        desk_id: header.desk,
        branch: header.branch,
        stream: header.stream,
        seq: header.seq,
        at: entry.at,
        kind: entry.kind,
        body: JSON.stringify(entry),
      },
    ];
  });
  if (rows.length > 0) await tx.upsert('shift_entry', rows);
}
