// Whether a person who waits stands in the way of a renewal. Source: loan rules, section 5, step 4. Overrides of limits
// are not looked at here: waiting patrons are checked in any case.

import type { ProfileName } from '../model/profile-name.ts';
import type { RenewTerms } from '../model/policy/renew.ts';

/** A request that is open. */
export type WaitingRequest = {
  readonly kind: 'hold' | 'recall' | 'page';
  /** `title-filled`: for any copy, and another one stands for it already. */
  readonly wants: 'this-item' | 'other-item' | 'title' | 'title-filled';
};

/** Another copy of the title. `fills`: the holds that it may fill, by their place in the queue; `all` = any. */
export type OtherCopy = { readonly isFree: boolean; readonly fills: 'all' | readonly number[] };

export type WaitingQuestion = {
  readonly profile: ProfileName;
  /** In the order in which they are served. */
  readonly requests: readonly WaitingRequest[];
  readonly copies: readonly OtherCopy[];
  /** Copies that are in may be held; otherwise they fill nothing while this one is out. */
  readonly onShelfHolds: boolean;
};

/** Whether a recall waits for this item, wherever it stands in the queue. */
export function isRecalled({ requests }: Pick<WaitingQuestion, 'requests'>): boolean {
  return requests.some((request) => request.kind === 'recall' && wantsThis(request));
}

/** Whether a hold waits for this item. In FOLIO only the first request counts. */
export function isHeld({ profile, requests }: Pick<WaitingQuestion, 'profile' | 'requests'>): boolean {
  const wanting = requests.filter(wantsThis);
  return profile === 'folio' ? wanting[0]?.kind === 'hold' : wanting.some(({ kind }) => kind === 'hold');
}

/** Whether a hold stands in the way under the terms of renewal. */
export function isHoldInTheWay(question: WaitingQuestion, { withHold }: Pick<RenewTerms, 'withHold'>): boolean {
  if (!isHeld(question)) return false;
  if (withHold !== 'if-others-can-fill') return withHold === 'no';
  const isForThis = question.requests.some(({ kind, wants }) => kind === 'hold' && wants === 'this-item');
  return isForThis || !canOthersFill(question);
}

function wantsThis({ wants }: WaitingRequest): boolean {
  return wants === 'this-item' || wants === 'title';
}

/** Whether each waiting hold on the title can have a free copy of its own. */
function canOthersFill({ requests, copies, onShelfHolds }: WaitingQuestion): boolean {
  const holds = requests.flatMap(({ kind, wants }, place) => (kind === 'hold' && wants === 'title' ? [place] : []));
  const free = onShelfHolds ? copies.filter(({ isFree }) => isFree) : [];
  const takenBy = new Map<number, number>();
  return holds.every((hold) => findCopy(hold, free, { takenBy, tried: new Set() }));
}

/** Finds a copy for a hold, if need be by giving the hold that has it another one. Copies are known by their place in the list. */
function findCopy(
  hold: number,
  free: readonly OtherCopy[],
  state: { readonly takenBy: Map<number, number>; readonly tried: Set<number> },
): boolean {
  return free.some(({ fills }, place) => {
    if (state.tried.has(place) || (fills !== 'all' && !fills.includes(hold))) return false;
    state.tried.add(place);
    const holder = state.takenBy.get(place);
    if (holder !== undefined && !findCopy(holder, free, state)) return false;
    state.takenBy.set(place, hold);
    return true;
  });
}
