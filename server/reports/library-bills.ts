// Steps of bill batches in a time, for the money report of the library.

import { sql } from 'kysely';
import { serviceDayOf, type ServiceDayTerms } from '../../shared/core/service-day.ts';
import type { BilledStep } from '../../shared/reports/money/bills-section.ts';
import type { ReportPeriod } from '../../shared/reports/question.ts';
import { readBatches } from '../bills/bill-rows.ts';
import type { ReadTx } from '../store/store.ts';

/** Fees that were handed on to offices and came back from them. A preview moved nothing. */
export async function billedSteps(
  tx: ReadTx,
  { from, to }: ReportPeriod,
  terms: ServiceDayTerms,
): Promise<readonly BilledStep[]> {
  const sums = await sumsOf(tx);
  return (await readBatches(tx)).flatMap(({ id, number, layout: { office }, approved, acknowledged, takenBack }) => {
    const add = (states: readonly string[]) => {
      const own = sums.filter(({ batch, state }) => batch === id && states.includes(state));
      return {
        lines: own.reduce((sum, { lines }) => sum + lines, 0),
        amountMinor: own.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
      };
    };
    const back = ({ lines, amountMinor }: ReturnType<typeof add>) => ({ lines, amountMinor: -amountMinor });
    const steps = [
      { step: approved, what: 'handed-on' as const, ...add(['sent', 'rejected', 'taken-back']) },
      { step: acknowledged, what: 'not-taken' as const, ...back(add(['rejected'])) },
      { step: takenBack, what: 'taken-back' as const, ...back(add(['taken-back'])) },
    ];
    return steps.flatMap(({ step, ...said }): BilledStep[] =>
      step === null || said.lines === 0 || step.at < from || step.at >= to
        ? []
        : [{ ...said, at: step.at, day: serviceDayOf(step.at, terms), number, office }],
    );
  });
}

type LineSum = {
  readonly batch: string;
  readonly state: string;
  readonly lines: number;
  readonly amountMinor: number;
};

async function sumsOf({ db }: ReadTx): Promise<readonly LineSum[]> {
  const { rows } = await sql<{ batch: string; state: string; count: number; sum: number }>`
    select batch, state, count(*) as count, sum(amount_minor) as sum from bill_line group by 1, 2`.execute(db);
  return rows.map(({ batch, state, count, sum }) => ({
    batch,
    state,
    lines: Number(count),
    amountMinor: Number(sum),
  }));
}
