// The account that the patron on the desk borrows for: their own, or that of a sponsor whose proxy they are. A sponsor
// stays chosen until the patron closes.

import type { PatronView } from '../../../shared/views/patron.ts';
import type { SponsorBrief } from '../../../shared/views/patron-proxies.ts';
import type { Bench } from './bench.ts';
import { keepOpen } from './patron-on-desk.ts';
import type { WorkState } from './work-state.ts';

export type ForWhomActs = {
  /** Null: the next checkout is their own. */
  readonly borrowFor: (sponsor: SponsorBrief | null) => void;
  /** The next sponsor, and after the last the patron again. */
  readonly borrowForNext: () => void;
};

/** Sponsors that the patron may borrow for now, each once. */
export function sponsorsOf(view: PatronView | null): readonly SponsorBrief[] {
  const inForce = (view?.links ?? []).flatMap(({ role, fault, patronId, name, groupName }) =>
    role === 'sponsor' && fault === null && name !== null ? [{ patronId, name, groupName: groupName ?? '' }] : [],
  );
  return [...new Map(inForce.map((one) => [one.patronId, one])).values()];
}

/** The extra input of a checkout for a sponsor. */
export function forSponsor({ forWhom }: Pick<WorkState, 'forWhom'>): { readonly for?: SponsorBrief['patronId'] } {
  return forWhom === null ? {} : { for: forWhom.patronId };
}

export function forWhomActs(bench: Bench): ForWhomActs {
  const borrowFor = (forWhom: SponsorBrief | null): void => {
    bench.store.setState({ forWhom });
    keepOpen(bench);
  };
  return {
    borrowFor,
    borrowForNext() {
      const { patron, forWhom } = bench.store.getState();
      const sponsors = sponsorsOf(patron?.view ?? null);
      const at = sponsors.findIndex(({ patronId }) => patronId === forWhom?.patronId);
      borrowFor(sponsors[at + 1] ?? null);
      bench.focus();
    },
  };
}
