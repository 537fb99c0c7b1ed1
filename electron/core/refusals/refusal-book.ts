// Refusals of this desk until they ride with an act. They delay no answer: a refusal is written after its answer has
// left, and rides in the envelope and the commit of an act that is recorded anyway, at the earliest when it can no
// longer be settled.

import { z } from 'zod';
import type { Json } from '../../../shared/core/canonical-json.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import type { Clock, Timers } from '../../../shared/core/ports.ts';
import { itemId, ItemIdSchema, PatronIdSchema } from '../../../shared/core/ids.ts';
import type { NotedRefusal } from '../../../shared/circ/model/refusal.ts';
import { readSetting, writeSetting } from '../../../db/ledger/desk-state.ts';
import type { Ledger, LedgerWriter } from '../../../db/ledger/open-ledger.ts';
import { isRipe, notedAt, SETTLED_WITHIN_MS, WaitingRefusalSchema, type WaitingRefusal } from './waiting-refusal.ts';

const settingName = 'refusals';
/** As many ride with one act: looking at each again takes a millisecond of a scan. */
const atOnce = 10;
/** More than a desk turns away in weeks; beyond it the oldest are forgotten. */
const mostWaiting = 1_000;

export type RefusalBookParts = {
  readonly ledger: LedgerWriter;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Up to when the desk's data is complete. */
  readonly dataAsOf: () => Instant;
  /** Codes that did not hold, on the data of now; null where that cannot be decided. */
  readonly staleCodes: (waiting: WaitingRefusal) => NotedRefusal['stale'];
  /** Keeping one failed; staff are not told. */
  readonly failed: (error: unknown) => void;
};

/** Refusals recorded with an act, and the setting that its commit writes with it; null = no change. */
export type Riding = {
  readonly refusals: readonly NotedRefusal[];
  readonly setting: { readonly name: string; readonly value: Json } | null;
  /** To be called when the act is on the disk. */
  readonly done: () => void;
};

/** A refusal at the moment when it happens. */
export type NewRefusal = Omit<WaitingRefusal, 'at' | 'lastAt' | 'times'>;

/** Those that wait, as the ledger has them: within a moment of each. */
export function keptRefusals(ledger: Ledger): readonly WaitingRefusal[] {
  return readSetting(ledger, settingName, z.array(WaitingRefusalSchema)) ?? [];
}

export class RefusalBook {
  readonly #parts: RefusalBookParts;
  #waiting: readonly WaitingRefusal[];
  #isUnsaved = false;

  constructor(parts: RefusalBookParts) {
    this.#parts = parts;
    this.#waiting = keptRefusals(parts.ledger);
  }

  /** Notes that a person was refused just now. The same wish again within a few minutes is one refusal. */
  note(refusal: NewRefusal): void {
    const now = this.#parts.clock.now();
    const before = this.#waiting.find((one) => isSameWish(one, refusal) && now - one.lastAt < SETTLED_WITHIN_MS);
    const noted = { ...refusal, at: before?.at ?? now, lastAt: now, times: (before?.times ?? 0) + 1 };
    this.#waiting = [...this.#waiting.filter((one) => one !== before), noted].slice(-mostWaiting);
    this.#saveSoon();
  }

  /** Those that have not ridden yet, the oldest first. */
  waiting(): readonly WaitingRefusal[] {
    return this.#waiting;
  }

  /** Refusals to record with an act now. An act that grants the patron the refused thing settles that refusal. */
  ride(act: { readonly name: string; readonly args: unknown }, now: Instant): Riding {
    if (this.#waiting.length === 0) return { refusals: [], setting: null, done: () => {} };
    const dataAsOf = this.#parts.dataAsOf();
    const open = this.#waiting.filter((one) => !settles(act, one));
    const riding = open.filter((one) => isRipe(one, now, dataAsOf)).slice(0, atOnce);
    const rest = open.filter((one) => !riding.includes(one));
    if (rest.length === this.#waiting.length) return { refusals: [], setting: null, done: () => {} };
    return {
      refusals: riding.map((one) => notedAt(one, now, this.#staleCodes(one))),
      setting: { name: settingName, value: toJson(rest) },
      done: () => {
        this.#waiting = rest;
      },
    };
  }

  /** Stores refusals that are not stored yet. */
  flush(): void {
    if (!this.#isUnsaved) return;
    this.#isUnsaved = false;
    try {
      writeSetting(this.#parts.ledger, settingName, toJson(this.#waiting));
    } catch (error) {
      this.#parts.failed(error);
    }
  }

  #saveSoon(): void {
    if (this.#isUnsaved) return;
    this.#isUnsaved = true;
    void this.#parts.timers.turn().then(() => this.flush());
  }

  /** Nothing that is only for reports may keep an act from being recorded. */
  #staleCodes(one: WaitingRefusal): NotedRefusal['stale'] {
    try {
      return this.#parts.staleCodes(one);
    } catch (error) {
      this.#parts.failed(error);
      return null;
    }
  }
}

const toJson = (waiting: readonly WaitingRefusal[]): Json => waiting.map((one) => ({ ...one, codes: [...one.codes] }));

function isSameWish(one: Pick<WaitingRefusal, 'patronId' | 'itemId'>, other: typeof one): boolean {
  // Two unknown people are two.
  return one.patronId !== null && one.patronId === other.patronId && one.itemId === other.itemId;
}

const LetThroughSchema = z.object({
  patronId: PatronIdSchema,
  itemId: ItemIdSchema.nullable(),
  /** Of a hold. */
  titleId: z.string().optional(),
});

function settles({ name, args }: { readonly name: string; readonly args: unknown }, one: WaitingRefusal): boolean {
  if (name !== 'checkout' && name !== 'renew' && name !== 'placeHold') return false;
  const given = LetThroughSchema.safeParse(args).data;
  if (given === undefined) return false;
  const { patronId, itemId: item, titleId = '' } = given;
  return isSameWish(one, { patronId, itemId: item ?? itemId(titleId) });
}
