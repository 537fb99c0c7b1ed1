// Facts of an act that reports count, as columns of its envelope.

import { z } from 'zod';
import { actFacts } from '../../shared/reports/act-facts.ts';
import type { EnvelopeBody } from '../../shared/wire/envelope.ts';

type Stored = { readonly body: EnvelopeBody | null; readonly envelope: { readonly body: string } };

/** The columns. Of a body that this version cannot read, what it can. */
export function factsRow({ body, envelope }: Stored) {
  const { shiftId, staffId, overrides, forHold } = actFacts(body ?? JSON.parse(envelope.body));
  return {
    shift_id: shiftId,
    staff_id: staffId,
    overrides: overrides === null ? null : JSON.stringify(overrides),
    for_hold: forHold,
  };
}

const CodesSchema = z.array(z.string()).catch([]);

/** The codes in a column `overrides`. */
export function parseOverrides(text: string | null): readonly string[] {
  return text === null ? [] : CodesSchema.parse(JSON.parse(text));
}
