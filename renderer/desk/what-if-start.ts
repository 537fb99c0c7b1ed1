// Start of a What if: the act with the open trace, or the patron and item on the desk.

import type { Picked, WhatIfStart } from '../stores/what-if-store.ts';
import type { ViewState } from '../stores/view-store.ts';
import type { Entry, WorkState } from '../stores/work/work-state.ts';

/** The start. An act that is explained keeps its own patron, also when another one is on the desk by now. */
export function whatIfStart(work: WorkState, view: Pick<ViewState, 'screen' | 'whyEntry'>): WhatIfStart {
  const notice = work.notices[view.screen];
  if (notice.kind === 'item')
    return { patron: onDesk(work), item: { code: notice.item.barcode, name: notice.item.title } };
  const shown = work.entries.find(({ id }) => id === (view.whyEntry ?? ('entryId' in notice ? notice.entryId : null)));
  // People ask about a refusal or an item they look into, not about one that just went out.
  const isAsked = shown !== undefined && (view.whyEntry !== null || shown.state !== 'done');
  return {
    patron:
      (shown?.list === 'checkout' ? ofEntry(shown, work) : null) ?? (view.screen === 'checkin' ? null : onDesk(work)),
    item: isAsked ? { code: shown.barcode, name: shown.title } : null,
  };
}

function onDesk({ patron }: WorkState): Picked | null {
  return patron === null ? null : { code: patron.card, name: patron.view?.name ?? null };
}

function ofEntry({ card, answer }: Entry, work: WorkState): Picked | null {
  if (card === null || card === work.patron?.card) return null;
  return { code: card, name: answer?.patron?.name ?? null };
}
