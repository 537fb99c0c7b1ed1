// Judges placed holds again, with the facts of the library: no rule removes a hold, but an exception is raised. Loans and other holds of the patron
// are as they were at the time; copies are as at the receipt. [I22]

import type { ActOf } from '../../shared/circ/acts.ts';
import { decidePlaceHold } from '../../shared/circ/decide/place-hold.ts';
import type { HeldOut } from '../../shared/circ/facts.ts';
import { wasLive } from '../../shared/circ/model/hold.ts';
import type { Row } from '../../shared/wire/rows.ts';
import { readRows, readRowsBy } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';
import {
  asOfMark,
  libraryFacts,
  loadJudgeFacts,
  patronFacts,
  type JudgeContext,
  type JudgeFacts,
  type Recorded,
} from './judge-facts.ts';
import { raise, type Raised, sayUntold, scannedIn, type Taken } from './taken.ts';

type Placed = { readonly taken: Taken; readonly act: ActOf<'placeHold'> };

type HoldFacts = {
  readonly base: JudgeFacts;
  readonly copies: ReadonlyMap<string, readonly Row<'item'>[]>;
  readonly locations: ReadonlyMap<string, Row<'location'>>;
  readonly held: ReadonlyMap<string, readonly Row<'hold'>[]>;
  readonly titles: ReadonlyMap<string, Row<'title'>>;
};

/** Exceptions for facts that the desks did not have when they placed holds. */
export async function judgeHolds(tx: ReadTx, batch: readonly Recorded[], context: JudgeContext): Promise<Raised[]> {
  const placed = batch.flatMap(({ taken, acts }) =>
    acts.flatMap((act) => (act.kind === 'placeHold' ? [{ taken, act }] : [])),
  );
  if (placed.length === 0) return [];
  const facts = await loadHoldFacts(tx, placed, context);
  return placed.flatMap((one) => judgeHold(one, facts));
}

async function loadHoldFacts(tx: ReadTx, placed: readonly Placed[], context: JudgeContext): Promise<HoldFacts> {
  const judged = placed.map(({ taken, act }) => ({ act, rulesVersion: taken.body.basis.rulesVersion }));
  const base = await loadJudgeFacts(tx, judged, context);
  const held = await readRowsBy(tx, 'hold', {
    column: 'patron_id',
    values: new Set(placed.map(({ act }) => act.patronId)),
  });
  const titles = new Set([...placed.map(({ act }) => act.titleId), ...held.map(({ titleId }) => titleId)]);
  const copies = await readRowsBy(tx, 'item', { column: 'title_id', values: titles });
  return {
    base,
    copies: Map.groupBy(copies, ({ titleId }) => titleId),
    locations: await readRows(tx, 'location', new Set(copies.flatMap(({ location }) => location ?? []))),
    held: Map.groupBy(held, ({ patronId }) => patronId),
    titles: await readRows(tx, 'title', titles),
  };
}

function judgeHold({ taken, act }: Placed, facts: HoldFacts): Raised[] {
  const library = libraryFacts(facts.base, act, taken.body.basis.rulesVersion);
  const patron = patronFacts(facts.base, act, scannedIn(taken.command).card);
  // An unknown patron has an exception of their own.
  if (library === null || patron === null) return [];
  const copies = (facts.copies.get(act.titleId) ?? []).map((item) => ({
    item,
    location: facts.locations.get(item.location ?? '') ?? null,
  }));
  const overrides = taken.body.override?.codes ?? [];
  const { reasons } = decidePlaceHold(
    { library, patron, itemId: act.itemId, titleId: act.titleId, copies, held: heldBefore(act, facts) },
    { card: scannedIn(taken.command).card ?? '', pickup: act.pickup, overrides },
    act.at,
  );
  const told = new Set([...taken.command.told.reasons, ...overrides]);
  const untold = reasons.filter(({ code, effect }) => (effect === 'block' || effect === 'override') && !told.has(code));
  if (untold.length === 0) return [];
  const params = {
    title: facts.titles.get(act.titleId)?.title ?? '',
    reason: untold.map((reason) => sayUntold(reason, act.at)).join(' '),
    reasonCodes: untold.map(({ code }) => code).join(' '),
    ...asOfMark(untold),
  };
  return [raise(taken, 'hold-not-allowed', { patron: act.patronId }, params)];
}

/** The other holds of the patron that were placed before and have not ended. */
function heldBefore(act: ActOf<'placeHold'>, { held, copies }: HoldFacts): HeldOut[] {
  const others = (held.get(act.patronId) ?? []).filter((hold) => hold.id !== act.hold && wasLive(hold, act.at));
  return others.map((hold) => ({
    hold,
    kinds: (copies.get(hold.titleId) ?? [])
      .filter(({ id }) => hold.itemId === null || hold.itemId === id)
      .map(({ kind }) => kind),
  }));
}
