// Patrons of an export, batch by batch.

import type { Patron } from '../../../shared/circ/model/patron.ts';
import type { Card } from '../../../shared/circ/model/patron-cards.ts';
import { codeText } from '../../../shared/core/code-text.ts';
import type { Found, PatronRecord } from './record.ts';
import { rejectRecord, takeRecord, type HereAlready } from './record-source.ts';
import type { Step } from './taking.ts';

/** Takes the patrons. Gives the ids of all that the export has, also of those that are not taken. */
export async function takePatrons(step: Step): Promise<ReadonlySet<string>> {
  const { source, sink } = step;
  const seen = new Map<string, number>();
  const cards = new Map<string, string>();
  for await (const batch of source.patrons()) {
    const rows: { sourceId: string; key: string; row: Patron }[] = [];
    const here = await source.here?.patrons(batch);
    for (const found of batch) {
      const row = await takePatron(step, found, { seen, cards, here });
      if (row !== null) rows.push({ sourceId: found.value.id, key: row.id, row });
    }
    await sink.rows('patron', rows);
  }
  return new Set(seen.keys());
}

type Seen = {
  /** Line of each id. */
  readonly seen: Map<string, number>;
  /** The owner of each card. */
  readonly cards: Map<string, string>;
  readonly here: HereAlready<Patron> | undefined;
};

async function takePatron(
  { source, ids, places, wanted }: Step,
  { at, value }: Found<PatronRecord>,
  { seen, cards, here }: Seen,
): Promise<Patron | null> {
  const { id, home, patron, notes } = value;
  const first = seen.get(id);
  if (first !== undefined) return refuse(`the id ${id} is that of line ${first}`);
  seen.set(id, at.line);
  const unclear = here?.unclear.get(id);
  if (unclear !== undefined) return refuse(unclear);
  const known = here?.rows.get(id);
  const branch = await places.branch(home ?? known?.home ?? null);
  if (branch === null) return refuse(`there is no branch ${home}`);
  const holder = ({ number }: Card): string | null =>
    cards.has(codeText(number))
      ? `patron ${cards.get(codeText(number))}`
      : here?.held?.get(id)?.has(codeText(number)) === true
        ? 'another patron here'
        : null;
  const lost = patron.cards
    .map((card) => [card, holder(card)] as const)
    .filter(([, whose]) => whose !== null)
    .map(([{ number }, whose]) => `the card ${number} is that of ${whose}; taken without it`);
  const own = patron.cards.filter((card) => holder(card) === null);
  for (const { number } of own) cards.set(codeText(number), id);
  const joined = known === undefined ? undefined : value.join?.({ ...known, home: branch.id }, own);
  const row: Patron = joined ?? {
    ...patron,
    cards: own,
    id: ids.patron(id),
    home: branch.id,
    provisional: false,
    source: { system: source.system, id },
  };
  takeRecord(source, 'patron', at, [...notes, ...lost]);
  wanted.seePatron(value, row);
  return row;

  function refuse(reason: string): null {
    rejectRecord(source, 'patron', at, reason);
    return null;
  }
}
