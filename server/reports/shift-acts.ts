// The acts of shifts as reports count them, read off what stands beside envelopes: bodies are read of those few alone that say more. What a loan was of
// stands in the use figures, so that both reports tell the same of it, also when the act was purged.

import { actId, shiftId, staffId, type ShiftId } from '../../shared/core/ids.ts';
import { DAY_MS, type Instant } from '../../shared/core/instant.ts';
import type { UseTerms } from '../../shared/circ/model/use-terms.ts';
import { loanUseOf, readReported, reportedAct } from '../../shared/reports/reported-act.ts';
import type { LoanUse, ReportedAct } from '../../shared/reports/shift.ts';
import { UseWhatSchema } from '../../shared/reports/use/use-kind.ts';
import { parseOverrides } from '../commands/facts-row.ts';
import type { ReadTx } from '../store/store.ts';

/** Both moments are in it. */
type Span = { readonly from: Instant; readonly to: Instant };

/** Acts that say more than is counted of all. */
const TELLING = ['undo', 'waive'];

/** The acts of some shifts within a time, by shift, in order. */
export async function shiftActs(
  tx: ReadTx,
  { shifts, span, terms }: { readonly shifts: ReadonlySet<ShiftId>; readonly span: Span; readonly terms: UseTerms },
): Promise<ReadonlyMap<ShiftId, readonly ReportedAct[]>> {
  const useOf = await unusualUses(tx, span, terms);
  const overridesOf = await overridesIn(tx, span);
  const telling = await tellingActs(tx, span);
  const rows = await inSpan(tx, span)
    .select(['effective_at as at', 'id', 'name', 'shift_id as shift', 'staff_id as staff', 'for_hold as forHold'])
    .where('shift_id', 'is not', null)
    .orderBy('effective_at')
    .orderBy('stream')
    .orderBy('seq')
    .execute();
  const acts = new Map<ShiftId, ReportedAct[]>([...shifts].map((shift) => [shift, []]));
  for (const { at, id, name, shift, staff, forHold } of rows) {
    acts.get(shiftId(shift ?? ''))?.push({
      id: actId(id),
      name,
      at,
      staffId: staff === null ? null : staffId(staff),
      overrides: overridesOf.get(id) ?? [],
      use: name === 'checkout' ? (useOf.get(id) ?? 'general') : null,
      fills: forHold === 'filled',
      trapped: forHold === 'shelved',
      ...(telling.get(id) ?? { undoes: null, reason: null, voided: null }),
    });
  }
  return acts;
}

function inSpan({ db }: ReadTx, { from, to }: Span) {
  return db.selectFrom('envelope').where('effective_at', '>=', from).where('effective_at', '<=', to);
}

/** What of loans was of anything but the usual, by their acts. */
async function unusualUses(tx: ReadTx, { from, to }: Span, terms: UseTerms): Promise<ReadonlyMap<string, LoanUse>> {
  const tell = loanUseOf(terms);
  const kinds = await tx.db.selectFrom('use_kind').selectAll().execute();
  const unusual = new Map(
    kinds.flatMap(({ id, body }): [number, LoanUse][] => {
      const what = UseWhatSchema.safeParse(JSON.parse(body)).data;
      const use = what === undefined ? 'general' : tell(what);
      return use === 'general' ? [] : [[id, use]];
    }),
  );
  if (unusual.size === 0) return new Map();
  // A time that was corrected is a day off at most.
  const rows = await tx.db
    .selectFrom('circ_stat')
    .select(['id', 'what'])
    .where('at', '>=', from - DAY_MS)
    .where('at', '<=', to + DAY_MS)
    .where('what', 'in', [...unusual.keys()])
    .execute();
  return new Map(rows.map(({ id, what }) => [id, unusual.get(what) ?? 'general']));
}

async function overridesIn(tx: ReadTx, span: Span): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await inSpan(tx, span).select(['id', 'overrides']).where('overrides', 'is not', null).execute();
  return new Map(rows.map(({ id, overrides }) => [id, parseOverrides(overrides)]));
}

async function tellingActs(
  tx: ReadTx,
  span: Span,
): Promise<ReadonlyMap<string, Pick<ReportedAct, 'undoes' | 'reason' | 'voided'>>> {
  const rows = await inSpan(tx, span)
    .select(['body', 'args', 'effective_at as at'])
    .where('name', 'in', TELLING)
    .execute();
  return new Map(
    rows.map((row) => {
      const { shiftId: _, ...act } = readReported(row);
      const { id, undoes, reason, voided } = reportedAct(act, () => 'general');
      return [id, { undoes, reason, voided }];
    }),
  );
}
