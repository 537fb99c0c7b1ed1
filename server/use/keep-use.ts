// Acts of use, counted as they are taken in: what an act was of is noted while its patron and its copy are known. A fold that comes out otherwise
// corrects what became of it, a merge what it was of.

import { weekHours } from '../../shared/core/week-hour.ts';
import type { Act } from '../../shared/circ/acts.ts';
import { staffRoles } from '../commands/judge-staff.ts';
import type { Taken } from '../commands/taken.ts';
import { readAllRows } from '../store/read-rows.ts';
import type { WriteTx } from '../store/store.ts';
import type { References } from '../timeline/references.ts';
import type { Refolded } from '../timeline/refold.ts';
import { describer, isUse, keepKinds } from './describe-use.ts';
import { statesOfUse } from './use-states.ts';

/** Commands with their acts under the real ids. */
type Recorded = readonly { readonly taken: Taken; readonly acts: readonly Act[] }[];

/** Counts what is use among some commands that were folded just now. */
export async function keepUse(
  tx: WriteTx,
  recorded: Recorded,
  { references, refolded }: { readonly references: References; readonly refolded: Refolded },
): Promise<void> {
  const used = recorded.flatMap(({ taken, acts }) => acts.filter(isUse).map((act) => ({ taken, act })));
  if (used.length === 0) return;
  const describe = await describer(
    tx,
    used.map(({ act }) => act),
    references,
  );
  const branches = new Map((await readAllRows(tx, 'branch')).map((branch) => [String(branch.id), branch.zone]));
  const roleAt = await staffRoles(tx, new Set(used.flatMap(({ taken }) => taken.body.staffId ?? [])));
  const states = statesOfUse(refolded);
  const weekHour = weekHours();
  const rows = used.map(({ taken: { body, header }, act }) => {
    const { id, at, desk, branch } = header;
    const role = body.staffId === null ? null : roleAt(body.staffId, at);
    const { who, what } = describe(act);
    const by = { act: act.kind, channel: body.channel, branch, role, ...who };
    const zone = branches.get(branch ?? '') ?? 'UTC';
    return { id, at, desk, weekHour: weekHour(at, zone), state: states.get(act.id) ?? 'counted', who: by, what };
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
