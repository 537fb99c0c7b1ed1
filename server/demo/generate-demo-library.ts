// The demo library, row by row: Holdfast's own, modelled on one academic library that several colleges share. The same seed, size and day give
// the same library; a library of millions is made in batches and never held whole.

import type { ActOf } from '../../shared/circ/acts.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import type { Title } from '../../shared/circ/model/title.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { WeightedRuleSet } from '../../shared/rules/model/rule-set.ts';
import type { Row } from '../../shared/wire/rows.ts';
import { MODELS } from './demo-equipment.ts';
import { demoFate, type FateContext } from './demo-fate.ts';
import { copyDraft, demoItem, equipmentDraft, equipmentTitle, type CopyDraft } from './demo-items.ts';
import { demoPolicies } from './demo-loans.ts';
import { demoPatron } from './demo-patrons.ts';
import { demoLogLists } from './demo-log-lists.ts';
import { demoLibraryRow } from './demo-library-row.ts';
import { demoBranches, SHELVES, type ShelfName } from './demo-places.ts';
import { demoPlan, GENERAL_CAST, SHELVED_COPIES, SHELVED_READINGS, type DemoPlan } from './demo-plan.ts';
import { demoRandom } from './demo-random.ts';
import { demoRuleSet } from './demo-rules.ts';
import { demoTime } from './demo-time.ts';
import { demoTitle, demoTitleId, type TitleForm } from './demo-titles.ts';

/** The options of a demo library. */
export type DemoOptions = {
  readonly seed: number;
  readonly patrons: number;
  readonly items: number;
  readonly now: Instant;
  /** IANA zone of the library. */
  readonly zone: string;
};

/** Some hundreds of people, ten thousand items. */
export const DEMO_DEFAULTS = { seed: 1, patrons: 600, items: 10_000, zone: 'America/Los_Angeles' } as const;

/** Rows of one kind, in the order in which they refer to each other. */
export type DemoBatch =
  | { readonly kind: 'library'; readonly rows: readonly Row<'library'>[] }
  | { readonly kind: 'branch'; readonly rows: readonly Row<'branch'>[] }
  | { readonly kind: 'logEntry'; readonly rows: readonly Row<'logEntry'>[] }
  | { readonly kind: 'location'; readonly rows: readonly Row<'location'>[] }
  | { readonly kind: 'ruleSet'; readonly rows: readonly WeightedRuleSet[] }
  | { readonly kind: 'policy'; readonly rows: readonly Row<'policy'>[] }
  | { readonly kind: 'patron'; readonly rows: readonly Row<'patron'>[] }
  | { readonly kind: 'title'; readonly rows: readonly Title[] }
  | { readonly kind: 'item'; readonly rows: readonly Item[] }
  | { readonly kind: 'act'; readonly rows: readonly ActOf<'openLoan' | 'openHold'>[] };

const BATCH = 1_000;

/** Makes the library. */
export function* generateDemoLibrary(options: DemoOptions): Generator<DemoBatch> {
  const { seed, zone } = options;
  const time = demoTime(options.now, zone);
  const plan = demoPlan(options);
  const policies = demoPolicies();
  yield { kind: 'library', rows: [demoLibraryRow(zone)] };
  yield { kind: 'branch', rows: demoBranches(zone) };
  yield { kind: 'location', rows: Object.values(SHELVES) };
  yield { kind: 'logEntry', rows: demoLogLists() };
  yield { kind: 'ruleSet', rows: [demoRuleSet(time)] };
  yield { kind: 'policy', rows: Object.values(policies) };
  for (let start = 0; start < plan.patrons; start += BATCH) {
    const count = Math.min(BATCH, plan.patrons - start);
    yield { kind: 'patron', rows: Array.from({ length: count }, (_, index) => demoPatron(seed, start + index, time)) };
  }
  yield* catalogue({ seed, plan, time, policies });
}

/** A title with the drafts of its copies. */
type Work = {
  readonly title: Title;
  readonly copies: readonly { readonly draft: CopyDraft; readonly isShelved: boolean }[];
};

function* catalogue(context: FateContext): Generator<DemoBatch> {
  let titles: Title[] = [];
  let items: Item[] = [];
  let acts: ActOf<'openLoan' | 'openHold'>[] = [];
  for (const { title, copies } of works(context)) {
    titles.push(title);
    for (const { draft, isShelved } of copies) {
      const fate = demoFate(draft, context, isShelved);
      items.push(demoItem(context.seed, draft, { now: context.time.now, where: fate.where }));
      acts.push(...fate.acts);
    }
    if (items.length < BATCH) continue;
    yield* batches(titles, items, acts);
    [titles, items, acts] = [[], [], []];
  }
  yield* batches(titles, items, acts);
}

function batches(
  titles: readonly Title[],
  items: readonly Item[],
  acts: readonly ActOf<'openLoan' | 'openHold'>[],
): DemoBatch[] {
  return [
    { kind: 'title', rows: titles },
    { kind: 'item', rows: items },
    { kind: 'act', rows: acts },
  ];
}

/** Every title with its copies, in the order of the items' numbers. */
function* works(context: FateContext): Generator<Work> {
  const { plan } = context;
  let title = 0;
  let item = 0;
  for (const [index, model] of MODELS.entries()) {
    const id = demoTitleId(title);
    const first = item;
    const copies = Array.from({ length: plan.models[index] ?? 0 }, (_, copy) => ({
      draft: equipmentDraft(first + copy, model, { titleId: id, copy }),
      isShelved: copy < SHELVED_COPIES,
    }));
    yield { title: equipmentTitle(id, model), copies };
    title += 1;
    item += copies.length;
  }
  while (item < plan.items) {
    const work = bookWork(context, title, item);
    yield work;
    title += 1;
    item += work.copies.length;
  }
}

/** One title of the readings or the general collection with as many copies as its part of the plan has room for. */
function bookWork({ seed, plan, time }: FateContext, titleIndex: number, firstItem: number): Work {
  const random = demoRandom(seed, 'work', titleIndex);
  const isReading = firstItem < plan.general;
  const isCast = !isReading && firstItem - plan.general < GENERAL_CAST.end;
  const roll = random.fraction();
  const wanted = isReading ? 1 + Math.floor(roll * 3) : isCast || roll < 0.8 ? 1 : roll < 0.94 ? 2 : 3;
  const room = (isReading ? plan.general : plan.items) - firstItem;
  const { form, shelf } = isReading
    ? { form: 'book' as const, shelf: readingShelf(random.fraction()) }
    : placeOf(random.fraction(), isCast);
  const title = demoTitle(seed, titleIndex, form, time);
  const copies = Array.from({ length: Math.min(wanted, room) }, (_, copy) => {
    const index = firstItem + copy;
    const draft = withPart(copyDraft(seed, index, { title, form, shelf, copy }), index - plan.general);
    return { draft, isShelved: isShelvedPart(index, plan) };
  });
  return { title: title.row, copies };
}

function readingShelf(roll: number): ShelfName {
  return roll < 0.85 ? 'readings' : 'scienceReadings';
}

/** The form and the shelf of a title of the general collection. The cast are books of the general stacks. */
function placeOf(roll: number, isCast: boolean): { form: TitleForm; shelf: ShelfName } {
  if (isCast) return { form: 'book', shelf: 'stacks' };
  if (roll < 0.04) return { form: 'dvd', shelf: 'media' };
  if (roll < 0.055) return { form: 'cd', shelf: 'media' };
  if (roll < 0.065) return { form: 'score', shelf: 'music' };
  if (roll < 0.085) return { form: 'periodical', shelf: 'periodicals' };
  if (roll < 0.105) return { form: 'book', shelf: 'reference' };
  if (roll < 0.11) return { form: 'book', shelf: 'special' };
  if (roll < 0.13) return { form: 'book', shelf: 'fresh' };
  if (roll < 0.15) return { form: 'book', shelf: 'oversize' };
  return { form: 'book', shelf: roll < 0.29 ? 'scienceStacks' : 'stacks' };
}

/** Two books of the cast have a message at every scan. */
function withPart(draft: CopyDraft, part: number): CopyDraft {
  if (part === GENERAL_CAST.looseBinding)
    return { ...draft, alert: 'Pages 41 to 44 are loose. Look at them at check-out and check-in.' };
  if (part === GENERAL_CAST.discsToCount)
    return { ...draft, parts: ['Disc in the pocket'], alert: 'A disc belongs in the pocket.' };
  return draft;
}

function isShelvedPart(index: number, plan: DemoPlan): boolean {
  if (index < plan.general) return index - plan.readings < SHELVED_READINGS;
  return index - plan.general < GENERAL_CAST.billed;
}
