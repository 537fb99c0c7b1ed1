// Agreements at the end: every account has exactly what was signed for it, also where it was joined with another, with the times of the acts. [I24]

import { plainAgreements } from '../model/agreement-story.ts';
import type { Said } from '../model/said.ts';
import { holds } from '../world/broken.ts';
import type { Accounts } from './check-accounts.ts';

export function checkAgreements({ patrons, patronOf }: Accounts, said: readonly Said[]): void {
  const signed = plainAgreements(said, patronOf);
  if (signed === null) return;
  for (const { id, agreements = [] } of patrons) {
    const line = (one: {
      readonly id: string;
      readonly kind: string;
      readonly at: number;
      readonly until: number | null;
    }) => `${one.id} ${one.kind} ${one.at} ${one.until}`;
    const found = agreements.map(line).toSorted();
    const wanted = signed
      .filter(({ patron }) => patron === String(id))
      .map(line)
      .toSorted();
    holds(24, found.join() === wanted.join(), () => `${id} signed ${wanted.join()}, and has ${found.join()}`);
  }
}
