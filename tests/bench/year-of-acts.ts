// The acts of a year at some desks, as envelopes are stored: lent, taken back and renewed at the counter, with the money, edits, overrides and
// patrons turned away that come with it, in shifts of four hours. The same at every run.

import { canonicalJson, type Json } from '../../shared/core/canonical-json.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../../shared/core/instant.ts';
import { ZERO_HASH } from '../../shared/wire/envelope.ts';

/** Arguments of older acts are purged. */
const KEPT_ARGS_MS = 35 * DAY_MS;
const SHIFTS_A_DAY = 3;
const SHIFT_MS = 4 * HOUR_MS;
const STAFF = 40;

export type YearPlace = {
  readonly desks: readonly { readonly id: string; readonly stream: string }[];
  readonly branch: string;
  readonly items: readonly string[];
  readonly patrons: readonly string[];
  readonly policyHash: string;
  readonly acts: number;
  /** The end of the year. */
  readonly now: Instant;
};

/** An act, and the texts that are stored of it. */
export type YearAct = {
  readonly id: string;
  readonly desk: string;
  readonly stream: string;
  readonly seq: number;
  readonly name: string;
  readonly at: Instant;
  readonly shiftId: string;
  readonly staffId: string;
  readonly args: Json;
  readonly told: Json;
  readonly refused: Json[];
  readonly body: string;
  /** Null where it is purged. */
  readonly argsText: string | null;
};

type Drawn = { readonly name: string; readonly args: Json; readonly told: Json; readonly override?: Json };

/** All of them, shift by shift. */
export function* yearOfActs(place: YearPlace): Generator<YearAct> {
  const { branch, acts, now } = place;
  const chance = chanceOf(7);
  const shifts = shiftsOf(place);
  const perShift = Math.ceil(acts / shifts.length);
  const seqs = new Map<string, number>();
  const slips = new Map<string, number>();
  for (let n = 0; n < acts; n += 1) {
    const [shift, index] = [shifts[Math.floor(n / perShift)], n % perShift];
    if (shift === undefined) return;
    const { desk, stream, shiftId, began } = shift;
    const at = began + Math.floor((index / perShift) * SHIFT_MS) + chance(5_000);
    const slip = slips.get(desk) ?? 1;
    const drawn = drawAct(place, { chance, at, slip, shiftId, index, last: perShift - 1 });
    if (drawn.name === 'pay') slips.set(desk, slip + 1);
    const seq = (seqs.get(desk) ?? 0) + 1;
    seqs.set(desk, seq);
    const staffId = `staff-${chance(STAFF)}`;
    const refused = drawn.name === 'checkout' && chance(50) === 0 ? [refusal(chance, shiftId)] : [];
    const id = `year-${n + 1}`;
    const body = bodyOf({ desk, stream, seq, id, branch, at, shiftId, staffId }, drawn, refused);
    const argsText = at < now - KEPT_ARGS_MS ? null : canonicalJson({ command: drawn.args });
    const { name, args, told } = drawn;
    yield { id, desk, stream, seq, name, at, shiftId, staffId, args, told, refused, body, argsText };
  }
}

/** The shifts of a year at every desk, by their beginning. */
function shiftsOf({ desks, now }: YearPlace) {
  const turns = Array.from({ length: 365 * SHIFTS_A_DAY }, (_, n) => {
    const [day, turn] = [Math.floor(n / SHIFTS_A_DAY), n % SHIFTS_A_DAY];
    return { name: `${day}-${turn}`, began: now - (365 - day) * DAY_MS - 4 * HOUR_MS + turn * SHIFT_MS };
  });
  return turns.flatMap(({ name, began }) =>
    desks.map(({ id, stream }) => ({ desk: id, stream, shiftId: `${id}-${name}`, began })),
  );
}

type Scene = {
  readonly chance: (below: number) => number;
  readonly at: Instant;
  readonly slip: number;
  readonly shiftId: string;
  readonly index: number;
  readonly last: number;
};

const done = { decision: 'done', reasons: [] };

function drawAct({ items, patrons, policyHash }: YearPlace, { chance, at, slip, shiftId, index, last }: Scene): Drawn {
  if (index === 0) {
    const serviceDay = new Date(at).toISOString().slice(0, 10);
    return {
      name: 'openShift',
      args: { shiftId, pieces: [] },
      told: { ...done, serviceDay, startingCashMinor: 10_000 },
    };
  }
  if (index === last) return { name: 'closeShift', ...closing(shiftId, slip) };
  const itemId = items[chance(items.length)] ?? '';
  const patronId = patrons[chance(patrons.length)] ?? '';
  const terms = { ...done, dueAt: at + 14 * DAY_MS, dueText: 'in two weeks' };
  const policyRef = { rulesVersion: 'demo', rowIds: [], policyHash };
  const drawn = chance(1_000);
  if (drawn < 430) {
    const args = { patronId, card: 'card', itemId, barcode: 'barcode', mintsPatron: false, mintsItem: null };
    const override = drawn < 10 ? { override: { codes: ['PATRON_FINES'] } } : {};
    return { name: 'checkout', args, told: { ...terms, policyRef }, ...override };
  }
  if (drawn < 860) {
    const args = { itemId, barcode: 'barcode', returnedAt: null, mintsItem: null };
    return { name: 'checkin', args, told: { ...done, route: 'reshelve', holdId: null, transitTo: null } };
  }
  if (drawn < 960) {
    return {
      name: 'renew',
      args: { itemId, loanId: 'loan', patronId, barcode: 'barcode' },
      told: { ...terms, policyRef },
    };
  }
  if (drawn < 975) {
    const args = {
      patronId,
      amountMinor: 25 * (1 + chance(40)),
      method: chance(2) === 0 ? 'cash' : 'card',
      reference: null,
    };
    return { name: 'pay', args, told: { ...done, lines: [], slipNumber: slip } };
  }
  if (drawn < 983) {
    return {
      name: 'undo',
      args: { commandId: 'year-1', itemId, patronId: null, titleId: null, reason: 'wrong item' },
      told: done,
    };
  }
  if (drawn < 990) return { name: 'editPatron', args: { patronId, fields: { email: 'a' } }, told: done };
  const fee = { kind: 'manual', feeId: 'fee' };
  return { name: 'waive', args: { patronId, fee, amountMinor: 100, reason: 'our mistake' }, told: done };
}

/** Two dollars over a week are short. */
function closing(shiftId: string, slip: number): Pick<Drawn, 'args' | 'told'> {
  const people = [{ staffId: 'staff-1', ms: 4 * HOUR_MS }];
  const money = [{ method: 'cash', takenMinor: 1_234, taken: 4, givenBackMinor: 0, givenBack: 0 }];
  const counted = { countedMinor: 11_034, expectedMinor: 11_234 };
  return {
    args: { shiftId, pieces: [], ...counted, reason: 'short', second: 'staff-2' },
    told: { ...done, ...counted, second: 'staff-2', money, slips: { from: slip, to: slip + 4 }, people },
  };
}

function refusal(chance: Scene['chance'], shiftId: string): Json {
  return {
    kind: 'checkout',
    codes: ['LIMIT_REACHED'],
    times: 1,
    itemType: `type-${chance(12)}`,
    location: null,
    patronGroup: `group-${chance(6)}`,
    patronHome: null,
    dataAgeMs: 1_000,
    stale: null,
    staffId: null,
    shiftId,
    agoMs: 2_000,
  };
}

type Signed = Pick<YearAct, 'desk' | 'stream' | 'seq' | 'id' | 'at' | 'shiftId' | 'staffId'> & {
  readonly branch: string;
};

function bodyOf(signed: Signed, { name, told, override }: Drawn, refused: readonly Json[]): string {
  const { desk, stream, seq, id, branch, at, shiftId, staffId } = signed;
  return canonicalJson({
    deskId: desk,
    stream,
    seq,
    id,
    branch,
    channel: 'desk',
    name,
    version: 1,
    argsDigest: ZERO_HASH,
    staffId,
    shiftId,
    ...(override === undefined ? {} : { override }),
    occurred: { wall: at, mono: at, bootId: 'boot', offsetMs: 12, offsetAgeMs: 30_000, offsetErrorMs: 9 },
    basis: { epoch: 'epoch-of-the-bench', pos: seq, rulesVersion: 'demo', saw: `year-${seq}` },
    ...(refused.length === 0 ? {} : { refused: [...refused] }),
    told,
    prevHash: ZERO_HASH,
  });
}

/** Numbers below another, the same at every run. */
function chanceOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
