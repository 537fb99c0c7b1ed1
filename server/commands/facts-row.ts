// Facts of an act that reports count, as columns of its envelope.

import { z } from 'zod';
import { actFacts } from '../../shared/reports/act-facts.ts';
import type { EnvelopeArgs, EnvelopeBody } from '../../shared/wire/envelope.ts';

type Stored = {
  readonly body: EnvelopeBody | null;
  /** Null: they did not come, or cannot be read. */
  readonly args: EnvelopeArgs | null;
  readonly envelope: { readonly body: string };
};

/** The columns. Of a body that this version cannot read, the readable ones. */
export function factsRow({ body, args, envelope }: Stored) {
  const { shiftId, staffId, overrides, forHold } = actFacts(body ?? JSON.parse(envelope.body));
  return {
    shift_id: shiftId,
    staff_id: staffId,
    overrides: overrides === null ? null : JSON.stringify(overrides),
    for_hold: forHold,
    by_proxy: byProxy(args),
  };
}

const CarriedSchema = z.object({ carriedBy: z.string() });

/** The column for whether a proxy carried a loan, from its arguments: it stays when they are purged. */
export const byProxy = (args: EnvelopeArgs | null): 1 | null =>
  CarriedSchema.safeParse(args?.command).success ? 1 : null;

const CodesSchema = z.array(z.string()).catch([]);

/** The codes in a column `overrides`. */
export function parseOverrides(text: string | null): readonly string[] {
  return text === null ? [] : CodesSchema.parse(JSON.parse(text));
}
