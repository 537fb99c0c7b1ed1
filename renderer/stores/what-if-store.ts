// "What would happen?": a patron, an item and a moment, and the desk core's answer to them. Asked anew whenever one of the three changes. Invariants:
// nothing here records anything, and an answer stands only beside the question that it answers. A past moment is not allowed: its rules and hours are
// known, its loans are not, and half an answer contradicts itself.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError } from '../../shared/bridge/contract.ts';
import type { Explanation } from '../../shared/views/circulation.ts';
import type { ScanResolution } from '../../shared/views/item.ts';
import { formatInstant, MINUTE_MS, type Instant } from '../../shared/core/instant.ts';
import { parseLocalMoment } from '../../shared/core/local-moment.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import { createSearch, type Search } from './search-store.ts';
import type { Tone } from './work/tone-of.ts';

/** The side that is meant. */
export type WhatIfSide = 'patron' | 'item';

/** A card or barcode with its name; an unknown code has no name and is asked about all the same. */
export type Picked = { readonly code: string; readonly name: string | null };

/** The patron and item to begin with. */
export type WhatIfStart = { readonly patron: Picked | null; readonly item: Picked | null };

/** A text that led to nothing: an ISBN is on every copy of a book and on no library's label. */
export type Missed = { readonly text: string; readonly why: 'nothing' | 'isbn' | 'misread' };

export type WhatIfState = WhatIfStart & {
  /** On the clock of the branch, as "2026-12-15T18:00"; empty is now. */
  readonly moment: string;
  readonly missed: Missed | null;
  /** The moment is past: nothing is asked, because the borrowers of then are not known here. */
  readonly isPast: boolean;
  readonly isAsking: boolean;
  readonly answer: Explanation | null;
  readonly error: BridgeError | null;
};

export type WhatIf = {
  readonly store: StoreApi<WhatIfState>;
  readonly searches: Readonly<Record<WhatIfSide, Search>>;
  /** Begins with the given patron and item, now. */
  readonly begin: (start: WhatIfStart) => void;
  /** Forgets everything. */
  readonly clear: () => void;
  /** Takes a scan, or a code that a person typed: a card is the patron, anything else the item. */
  readonly take: (text: string, isScanned: boolean) => Promise<void>;
  readonly pick: (side: WhatIfSide, picked: Picked | null) => void;
  readonly setMoment: (moment: string) => void;
  /** Asks again, where there is an answer: its words come from the desk core. */
  readonly refresh: () => void;
};

export type WhatIfParts = {
  readonly link: DeskLink;
  readonly play: (tone: Tone) => void;
  /** The zone of the branch. */
  readonly zone: () => string;
  readonly now: () => Instant;
};

const EMPTY: WhatIfState = {
  patron: null,
  item: null,
  moment: '',
  missed: null,
  isPast: false,
  isAsking: false,
  answer: null,
  error: null,
};

/** How many rows are offered while a person types. */
const MOST_FOUND = 6;

export function createWhatIf({ link, play, zone, now }: WhatIfParts): WhatIf {
  const store = createStore<WhatIfState>(() => EMPTY);
  const searches = {
    patron: createSearch(link, { patrons: MOST_FOUND, items: 0 }),
    item: createSearch(link, { patrons: 0, items: MOST_FOUND }),
  };
  // Counts questions, so that only the answer to the newest counts.
  let asked = 0;

  const ask = async (): Promise<void> => {
    const { patron, item, moment } = store.getState();
    const at = moment === '' ? null : parseLocalMoment(moment, zone());
    const turn = (asked += 1);
    // The minute of now is not past before it is over.
    const isPast = at !== null && at + MINUTE_MS <= now();
    const isWhole = patron !== null && item !== null && !isPast && (moment === '' || at !== null);
    store.setState({ answer: null, error: null, isPast, isAsking: isWhole });
    if (!isWhole) return;
    const question = { patron: patron.code, item: item.code, ...(at === null ? {} : { at: formatInstant(at) }) };
    const told = await link.ask('rules.explain', question);
    if (turn !== asked) return;
    store.setState(
      told.ok
        ? { isAsking: false, answer: told.value, ...named(store.getState(), told.value) }
        : { isAsking: false, error: told.error },
    );
  };

  const change = (next: Partial<WhatIfState>): void => {
    store.setState({ missed: null, ...next });
    void ask();
  };

  // The scan was not understood, so the answer to another question does not stay: neither does the value that the scan was to replace.
  const miss = (missed: Missed, side: WhatIfSide): void => change({ [side]: null, missed });

  const pick = (side: WhatIfSide, picked: Picked | null): void => {
    searches[side].setText('');
    change({ [side]: picked });
  };

  const forget = (start: WhatIfStart): void => {
    searches.patron.setText('');
    searches.item.setText('');
    change({ ...EMPTY, ...start });
  };

  return {
    store,
    searches,
    begin: forget,
    clear: () => forget(EMPTY),
    async take(text, isScanned) {
      const told = await link.ask('scan.resolve', { text, scanned: isScanned });
      if (!told.ok) {
        asked += 1;
        store.setState({ answer: null, isAsking: false, error: told.error });
        return;
      }
      const taken = sideOf(told.value, store.getState());
      // No tone of a thing done: nothing was.
      play(taken === null ? 'refused' : 'card');
      if (taken !== null) pick(taken.side, taken.picked);
      else miss(missedOf(text, told.value), isLikeCard(told.value) ? 'patron' : 'item');
    },
    pick,
    setMoment: (moment) => change({ moment }),
    refresh() {
      if (store.getState().answer !== null) void ask();
    },
  };
}

/** The record of a code; null when it is neither a card nor a barcode. */
function sideOf(found: ScanResolution, { patron }: WhatIfState): { side: WhatIfSide; picked: Picked } | null {
  if (found.kind === 'patron') return { side: 'patron', picked: { code: found.card, name: found.name } };
  if (found.kind === 'item') return { side: 'item', picked: { code: found.barcode, name: found.title } };
  if (found.looksMisread || found.looksLike === 'isbn' || found.looksLike === 'text') return null;
  const isCard = found.looksLike === 'card' || (found.looksLike === 'either' && patron === null);
  return { side: isCard ? 'patron' : 'item', picked: { code: found.text, name: null } };
}

/** A text that looks like a card was to be the patron; everything else that is scanned is a thing. */
function isLikeCard(found: ScanResolution): boolean {
  return found.kind === 'unknown' && found.looksLike === 'card';
}

function missedOf(text: string, found: ScanResolution): Missed {
  if (found.kind !== 'unknown') return { text, why: 'nothing' };
  if (found.looksLike === 'isbn') return { text, why: 'isbn' };
  return { text, why: found.looksMisread ? 'misread' : 'nothing' };
}

/** A card that only the server knew has its name now. */
function named({ patron, item }: WhatIfState, answer: Explanation): Partial<WhatIfStart> {
  return {
    ...(patron?.name === null && answer.patron !== undefined
      ? { patron: { code: patron.code, name: answer.patron.name } }
      : {}),
    ...(item?.name === null && answer.item !== null ? { item: { code: item.code, name: answer.item.title } } : {}),
  };
}
