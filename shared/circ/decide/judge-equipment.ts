// The library's terms for lending a unit of equipment: bookings of others, how many of a kind one patron may have, and
// how soon again.

import { MINUTE_MS, type Instant } from '../../core/instant.ts';
import { foundAs, type Finding } from '../../rules/judge/finding.ts';
import type { PolicyDueAnswer } from '../../rules/due/due-by-policy.ts';
import { traceEntry } from '../../rules/trace.ts';
import { hasAgreed } from '../model/agreement.ts';
import type { EquipmentKind } from '../model/equipment.ts';
import { unitBooking, type UnitBooking } from '../booked-units.ts';
import type { ItemFacts, PatronFacts } from '../facts.ts';
import { found } from './finding.ts';
import type { Scene } from './scene.ts';

/** The facts of an item with the bookings that bear on it now; unchanged where it is no equipment. */
export function withBooking<F extends ItemFacts | null>(item: F, patron: PatronFacts | null, now: Instant): F {
  if (item?.equipment === undefined) return item;
  const patronId = patron?.patron.id ?? null;
  return { ...item, booked: unitBooking(item.equipment.standing, item.item.id, { patronId, now }) };
}

/** The next booking of another that leaves no time to lend. */
export function bookedNow(booked: UnitBooking | undefined, now: Instant): NonNullable<UnitBooking['next']> | null {
  const next = booked?.next ?? null;
  return next !== null && next.backBy <= now ? next : null;
}

/** Findings against lending a unit. Bookings are found with the copy; here they become findings. */
export function judgeEquipment(scene: Scene, item: ItemFacts | null, patron: PatronFacts | null): Finding[] {
  if (item?.equipment === undefined) return [];
  const { kind } = item.equipment;
  return [...judgeBooked(scene, item), ...judgeAgreement(scene, kind, patron), ...judgeCount(scene, kind, patron)];
}

function judgeBooked({ clock, now }: Scene, { booked }: ItemFacts): Finding[] {
  const next = bookedNow(booked, now);
  if (next === null) return [];
  const from = { dueAt: next.freeFrom, grain: 'time' as const, zone: clock.zone };
  const other = booked?.other ?? null;
  return [
    foundAs('message', 'UNIT_FREE_FROM', { from }),
    ...(other === null ? [] : [foundAs('message', 'UNIT_OTHER_FREE', { barcode: other })]),
  ];
}

/** The agreement that the kind needs, where this patron has not signed it or it has ended. */
function judgeAgreement(
  { rules, now }: Scene,
  { id, name, agreement }: EquipmentKind,
  patron: PatronFacts | null,
): Finding[] {
  if (agreement === undefined || patron === null || hasAgreed(patron.patron, id, now)) return [];
  return [found(rules.profile, 'AGREEMENT_NEEDED', { kind: name, kindId: id })];
}

function judgeCount({ rules, clock, now }: Scene, kind: EquipmentKind, patron: PatronFacts | null): Finding[] {
  if (patron === null) return [];
  const { quantity = null, cooldownMinutes = 0, types, name } = kind;
  const isOfKind = (one: { readonly kind: string | null }) => one.kind !== null && types.includes(one.kind);
  const count = patron.loansOut.filter(isOfKind).length;
  const isFull = quantity !== null && count >= quantity;
  const last = Math.max(-Infinity, ...(patron.returned ?? []).filter(isOfKind).map(({ at }) => at));
  const again = last + cooldownMinutes * MINUTE_MS;
  const moment = { dueAt: again, grain: 'time' as const, zone: clock.zone };
  return [
    ...(isFull ? [found(rules.profile, 'EQUIPMENT_LIMIT', { count, limit: quantity, kind: name })] : []),
    ...(again > now ? [found(rules.profile, 'EQUIPMENT_TOO_SOON', { kind: name, again: moment })] : []),
  ];
}

/** A loan that picks a booking up is due when the booking ends, or in time for the next one. */
export function dueByBooking(answer: PolicyDueAnswer, booked: UnitBooking | undefined, scene: Scene): PolicyDueAnswer {
  const own = booked?.own ?? null;
  if (own === null || answer.failure !== null) return answer;
  const dueAt = Math.min(own.to, booked?.next?.backBy ?? own.to);
  if (dueAt <= scene.now) return answer;
  const due = { dueAt, grain: 'time' as const, zone: scene.clock.zone };
  return {
    ...answer,
    dueAt,
    grain: 'time',
    shortened: null,
    steps: [...answer.steps, traceEntry('DUE_BOOKING', { due })],
  };
}
