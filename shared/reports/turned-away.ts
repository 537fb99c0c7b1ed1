// Patrons who were turned away, as unmet demand: by item type and hour of the day, and by reason. One wish counts once,
// however often it was tried.

import type { Refusal } from '../circ/model/refusal.ts';
import { HOURS_OF_DAY, weekHours } from '../core/week-hour.ts';
import type { Column, Row, Section } from './document.ts';
import { nameOfReason } from './reason-names.ts';
import { countColumn, section, summed, textColumn } from './section.ts';

const HOURS = Array.from({ length: HOURS_OF_DAY }, (_, hour) => ({
  key: `h${String(hour).padStart(2, '0')}`,
  label: String(hour),
}));

/** Refusals by item type and hour of the day, on a clock. */
export function turnedAwayByHour(
  refusals: readonly Refusal[],
  zone: string,
): { readonly itemType: string | null; readonly hours: readonly number[] }[] {
  return turnedAwayBy(refusals, ({ itemType }) => itemType, zone).map(({ key, hours }) => ({ itemType: key, hours }));
}

/** Refusals by something of theirs and hour of the day, the most frequent first. */
export function turnedAwayBy<K extends string | null>(
  refusals: readonly Refusal[],
  keyOf: (refusal: Refusal) => K,
  zone: string,
): { readonly key: K; readonly hours: readonly number[] }[] {
  const weekHour = weekHours();
  const hourOf = ({ at }: Refusal) => weekHour(at, zone) % HOURS_OF_DAY;
  return [...Map.groupBy(refusals, keyOf)]
    .map(([key, some]) => ({ key, hours: countsOf(some.map(hourOf)), count: some.length }))
    .toSorted((a, b) => b.count - a.count || ((a.key ?? '') < (b.key ?? '') ? -1 : 1))
    .map(({ key, hours }) => ({ key, hours }));
}

/** A column for each hour of the day, and one for all; `keys`: those of the hours. */
export function hourColumns(): { readonly columns: readonly Column[]; readonly keys: readonly string[] } {
  return {
    columns: [...HOURS.map(({ key, label }) => countColumn(key, label, label)), countColumn('all', 'All', 'Todos')],
    keys: HOURS.map(({ key }) => key),
  };
}

function countsOf(hours: readonly number[]): number[] {
  const counts = HOURS.map(() => 0);
  for (const hour of hours) counts[hour] = (counts[hour] ?? 0) + 1;
  return counts;
}

/** How often each reason stood in the way; several may have at once. `stale`: the reason had ceased to hold, as was seen later. */
export function turnedAwayByReason(
  refusals: readonly Refusal[],
): { readonly code: string; readonly count: number; readonly stale: number }[] {
  const all = refusals.flatMap(({ codes, stale }) => codes.map((code) => ({ code, stale: stale?.includes(code) })));
  return [...Map.groupBy(all, ({ code }) => code)]
    .map(([code, some]) => ({ code, count: some.length, stale: some.filter((one) => one.stale === true).length }))
    .toSorted((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}

/** The sections of a report on patrons who were turned away. */
export function turnedAwaySections(refusals: readonly Refusal[], zone: string): Section[] {
  return [hourSection(refusals, zone), turnedAwayReasons(refusals)];
}

function hourSection(refusals: readonly Refusal[], zone: string): Section {
  const { columns: hourly, keys } = hourColumns();
  const columns = [textColumn('item_type', 'Item type', 'Tipo de material'), ...hourly];
  const rows = turnedAwayByHour(refusals, zone).map(({ itemType, hours }): Row => [
    itemType ?? { words: { en: 'Not known', es: 'No se sabe' } },
    ...hours,
    hours.reduce((sum, count) => sum + count, 0),
  ]);
  const heading = {
    en: 'Turned away, by item type and hour of the day',
    es: 'No atendidos, por tipo de material y hora del día',
  };
  return {
    ...summed(section('turned_away', heading, columns, rows)),
    notes: [
      {
        words: {
          en: 'A patron wanted an item, more time for one or a hold on one, and left without it; or asked for a reading on reserve of which no copy was in. Tried again within minutes, it counts once.',
          es: 'Alguien quería un material, más tiempo o una reserva, y se fue sin ello; o pidió una lectura en reserva sin ningún ejemplar en el estante. Si se intenta de nuevo a los pocos minutos, cuenta una vez.',
        },
      },
    ],
    chart: { kind: 'heat', label: 'item_type', values: keys },
    rowSum: { of: keys, sum: 'all' },
  };
}

/** Those who were turned away, by reason. */
export function turnedAwayReasons(refusals: readonly Refusal[]): Section {
  const columns = [
    textColumn('reason', 'Reason', 'Motivo'),
    countColumn('turned_away', 'Turned away', 'No atendidos'),
    countColumn('stale', 'of these, no longer valid', 'de ellos, ya sin vigencia'),
  ];
  const rows = turnedAwayByReason(refusals).map(({ code, count, stale }): Row => [
    { words: nameOfReason(code) },
    count,
    stale,
  ]);
  const heading = { en: 'Turned away, by reason', es: 'No atendidos, por motivo' };
  return {
    ...section('turned_away_reasons', heading, columns, rows),
    notes: [
      {
        words: {
          en: 'One person may have been turned away for several reasons and counts under each.',
          es: 'Una persona pudo tener varios motivos en contra y cuenta en cada uno.',
        },
      },
    ],
  };
}
