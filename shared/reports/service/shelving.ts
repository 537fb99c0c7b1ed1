// Time to the shelf: how long copies waited on their carts, from the check-in or sighting that put them there to the moment at which they were shelved.

import { z } from 'zod';
import { cartName } from '../../circ/cart-name.ts';
import { InstantSchema, type Instant, type Millis } from '../../core/instant.ts';
import type { LocationId } from '../../core/ids.ts';
import { EnvelopeArgsSchema, EnvelopeBodySchema } from '../../wire/envelope.ts';
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

const ToldSchema = z.object({ cart: z.string(), since: InstantSchema });
const UndoneSchema = z.object({ commandId: z.string() });

/** What shelvings say of the wait. One that was taken back is none; a clock that was set back tells nothing. */
export function shelvedAmong(acts: readonly StoredShelving[], undos: readonly Omit<StoredShelving, 'at'>[]): Shelved[] {
  const undone = new Set(
    undos.map(({ args }) => {
      const command = args === null ? null : EnvelopeArgsSchema.parse(JSON.parse(args)).command;
      return UndoneSchema.safeParse(command).data?.commandId;
    }),
  );
  return acts.flatMap(({ body, at }) => {
    const { id, name, told } = EnvelopeBodySchema.parse(JSON.parse(body));
    const read = ToldSchema.safeParse(told).data;
    if (name !== 'shelve' || read === undefined || undone.has(id) || at < read.since) return [];
    return [{ cart: read.cart, waitedMs: at - read.since }];
  });
}

/** By cart, the one that took most copies first. */
export function shelvingSection({ shelved, location }: Shelvings): Section {
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
    const [words, params] = cartName({ location }, cart);
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
