// Acts of use, counted as they are taken in: the kind of use of an act is noted while its patron and its copy are known. A fold with another result
// corrects its state, a merge its kind.

import type { ActId } from '../../shared/core/ids.ts';
import { weekHours } from '../../shared/core/week-hour.ts';
import type { Act } from '../../shared/circ/acts.ts';
import { contentOf } from '../../shared/acts/read-act.ts';
import { contentFacts } from '../../shared/reports/reported-act.ts';
import { asUse, type Use } from '../../shared/reports/use/use-kind.ts';
import { staffRoles } from '../staff/staff-roles.ts';
import { MOST_USES } from '../../shared/acts/item/record-use.ts';
import { undoneBy, type Taken } from '../commands/taken.ts';
import { readAllRows } from '../store/read-rows.ts';
import type { WriteTx } from '../store/store.ts';
import type { References } from '../timeline/references.ts';
import type { Refolded } from '../timeline/refold.ts';
import { describer, keepKinds, usedIn, type UsedAct } from './describe-use.ts';
import { statesOfUse } from './use-states.ts';

/** The id of the row of the `n`th use of one act, from 0. */
export function idOfUse(act: ActId, n: number): string {
  return n === 0 ? String(act) : `${act}/${n + 1}`;
}

/** Commands with their acts under the real ids. */
type Recorded = readonly { readonly taken: Taken; readonly acts: readonly Act[] }[];

type UseTaken = { readonly taken: Taken; readonly used: UsedAct; readonly use: Use };

/** The acts of use in a command. One that is on no timeline names its item itself. */
function usesOf({ taken, acts }: Recorded[number]): UseTaken[] {
  const { body, command } = taken;
  const use = asUse(contentFacts(contentOf(command)));
  if (use === null) return [];
  const own = acts.flatMap((act) => usedIn(act) ?? []);
  if (command.name !== 'recordUse') return own.map((used) => ({ taken, used, use }));
  return [{ taken, used: { id: body.id, itemId: command.args.itemId, patronId: null, policyHash: null }, use }];
}

/** Counts acts of use among some commands that were folded just now. */
export async function keepUse(
  tx: WriteTx,
  recorded: Recorded,
  { references, refolded }: { readonly references: References; readonly refolded: Refolded },
): Promise<void> {
  const used = recorded.flatMap(usesOf);
  if (used.length === 0) return;
  const describe = await describer(
    tx,
    used.map(({ used: act }) => act),
    references,
  );
  const branches = new Map((await readAllRows(tx, 'branch')).map((branch) => [String(branch.id), branch.zone]));
  const roleAt = await staffRoles(tx, new Set(used.flatMap(({ taken }) => taken.body.staffId ?? [])));
  const states = statesOfUse(refolded);
  const weekHour = weekHours();
  const rows = used.flatMap(({ taken: { body, header }, used: act, use }) => {
    const { id, at, desk, branch } = header;
    const role = body.staffId === null ? null : roleAt(body.staffId, at);
    const { who, what } = describe(act);
    const by = { act: use.act, channel: body.channel, branch, role, ...who };
    const zone = branches.get(branch ?? '') ?? 'UTC';
    const row = { at, desk, weekHour: weekHour(at, zone), state: states.get(id) ?? 'counted', who: by, what };
    // Each use is a row, the first under the id of its act.
    return Array.from({ length: use.times }, (_, n) => ({ id: idOfUse(id, n), ...row }));
  });
  const numberOf = await keepKinds(tx, rows);
  await tx.upsert(
    'circ_stat',
    rows.map(({ who, what, desk, weekHour: hour, ...row }) => ({
      ...row,
      desk_id: desk,
      week_hour: hour,
      ...numberOf({ who, what }),
    })),
  );
}

/**
 * Notes that uses undone by these commands do not count: they stand on no timeline, so no fold finds it. A desk undoes its own alone, and always
 * after them.
 */
export async function undoUse(tx: WriteTx, batch: readonly Taken[]): Promise<void> {
  for (const taken of batch) {
    const target = taken.recorded.length > 0 ? null : undoneBy(taken);
    if (target === null) continue;
    const ids = Array.from({ length: MOST_USES }, (_, n) => idOfUse(target, n));
    await tx.db
      .updateTable('circ_stat')
      .set({ state: 'undone' })
      .where(tx.anyOf('id', ids))
      .where('desk_id', '=', taken.header.desk)
      .execute();
  }
}
