// Agreements at the end: every account has exactly its signed ones, also where it was joined with another, with the times of the acts, and no loan
// that one covers, or that one was signed for since, has an exception. [I22] [I24]

import { z } from 'zod';
import type { Exception } from '../../../shared/circ/model/exception.ts';
import { isCovered, isSignedSince, plainAgreements } from '../model/agreement-story.ts';
import type { Said } from '../model/said.ts';
import { holds } from '../world/broken.ts';
import { SIGNED_FOR } from '../world/library.ts';
import type { Accounts } from './check-accounts.ts';

type Line = {
  readonly id: string;
  readonly kind: string;
  readonly at: number;
  readonly until: number | null;
  readonly endedAt: number | null;
};

export function checkAgreements(
  { patrons, patronOf }: Accounts,
  said: readonly Said[],
  exceptions: readonly Exception[],
): void {
  const signed = plainAgreements(said, patronOf);
  if (signed === null) return;
  for (const { id, agreements = [], agreementEnds = [] } of patrons) {
    const line = (one: Line) => `${one.id} ${one.kind} ${one.at} ${one.until} ${one.endedAt}`;
    const endedAt = (agreement: string) => agreementEnds.find(({ of }) => of === agreement)?.at ?? null;
    const found = agreements.map((one) => line({ ...one, endedAt: endedAt(one.id) })).toSorted();
    const wanted = signed
      .filter(({ patron }) => patron === String(id))
      .map(line)
      .toSorted();
    holds(24, found.join() === wanted.join(), () => `${id} signed ${wanted.join()}, and has ${found.join()}`);
  }
  const lent = new Map(said.flatMap((one) => (one.name === 'checkout' ? [[one.id, one] as const] : [])));
  for (const { code, state, cause } of exceptions) {
    const act = code === 'lent-unsigned' && state === 'open' ? lent.get(cause) : undefined;
    const loan = LentSchema.safeParse(act?.args);
    if (act === undefined || !loan.success) continue;
    const about = { patron: patronOf(loan.data.patronId), kind: SIGNED_FOR, at: act.at };
    holds(22, !isCovered(signed, about), () => `the loan ${cause} is held against a patron who had signed`);
    holds(22, !isSignedSince(signed, about), () => `the loan ${cause} is held against a patron who signed since`);
  }
}

const LentSchema = z.object({ patronId: z.string() });
