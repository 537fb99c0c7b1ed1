// Time to the shelf: how long copies waited on their carts, from the check-in or sighting that put them there to the moment at which they were shelved.

import { cartName } from '../../circ/cart-name.ts';
import type { Instant, Millis } from '../../core/instant.ts';
import type { ActId, LocationId } from '../../core/ids.ts';
import { argsLeft, readAct } from '../../acts/read-act.ts';
import type { Row, Section } from '../document.ts';
import { countColumn, durationColumn, section, textColumn } from '../section.ts';

/** A copy that was shelved: from which cart, and how long it had waited there. */
export type Shelved = { readonly cart: string; readonly waitedMs: Millis };

export type Shelvings = {
  readonly shelved: readonly Shelved[];
  readonly location: (id: LocationId) => { readonly name: string } | null;
};

/** An act as it is stored, at the moment at which it counts. */
export type StoredShelving = { readonly body: string; readonly args: string | null; readonly at: Instant };

/** Waits that shelvings show. One that was taken back is none; a clock that was set back shows nothing. */
export function shelvedAmong(acts: readonly StoredShelving[], undos: readonly Omit<StoredShelving, 'at'>[]): Shelved[] {
  const undone = new Set<ActId>(undos.flatMap((undo) => argsLeft(readAct(undo)).commandId ?? []));
  return acts.flatMap((stored) => {
    const act = readAct(stored);
    const told = act.known && act.name === 'shelve' ? act.told() : 'gone';
    if (told === 'gone' || undone.has(act.id) || stored.at < told.since) return [];
    return [{ cart: told.cart, waitedMs: stored.at - told.since }];
  });
}

/** By cart, the one that took most copies first. */
export function shelvingSection({ shelved, location }: Shelvings, reservesName: string | null): Section {
  const columns = [
    textColumn('cart', 'Cart', 'Carro'),
    countColumn('shelved', 'Shelved', 'Colocados'),
    durationColumn('median', 'Median time', 'Tiempo mediano'),
    durationColumn('nine_of_ten', 'Nine of ten within', 'Nueve de diez en menos de'),
    durationColumn('longest', 'Longest', 'El más largo'),
  ];
  const byCart = [...Map.groupBy(shelved, ({ cart }) => cart)].toSorted(
    ([a, some], [b, others]) => others.length - some.length || (a < b ? -1 : 1),
  );
  const rows = byCart.map(([cart, some]): Row => {
    const times = some.map(({ waitedMs }) => waitedMs).toSorted((a, b) => a - b);
    const at = (part: number) => times[Math.min(Math.floor(times.length * part), times.length - 1)] ?? null;
    const [words, params] = cartName({ location, reservesName: () => reservesName }, cart);
    return [{ words, params }, times.length, at(0.5), at(0.9), times.at(-1) ?? null];
  });
  return {
    ...section('shelving', { en: 'Time to shelf, by cart', es: 'Tiempo hasta el estante, por carro' }, columns, rows),
    notes: [
      {
        words: {
          en: 'From the moment at which a copy was put on its cart until it was shelved. A return that never stood on a cart is not counted.',
          es: 'Desde que un ejemplar se puso en su carro hasta que se colocó. Una devolución que no pasó por un carro no cuenta.',
        },
      },
    ],
  };
}
