// Equipment of the demo library: laptops, camera kits and small things, with the parts that go out and come back with them.

import type { Item } from '../../shared/circ/model/item.ts';

/** A model of equipment. `share` is its part of all equipment. */
export type Model = {
  readonly title: string;
  readonly kind: string;
  readonly label: string;
  readonly share: number;
  readonly priceMinor: number;
  readonly parts: readonly string[];
  /** Prices of parts that have one of their own, in cents. */
  readonly partPrices: Readonly<Record<string, number>>;
  readonly serial: boolean;
  /** Where all of it stands. */
  readonly shelf: 'tech';
  readonly alert: Item['alert'];
};

const ON_SHELF = { serial: false, shelf: 'tech', alert: null } as const;

const model = (
  title: string,
  [kind, label, share]: readonly [string, string, number],
  priceMinor: number,
  { parts = {}, ...more }: Partial<Pick<Model, 'serial' | 'alert'>> & { readonly parts?: Priced } = {},
): Model => ({
  ...ON_SHELF,
  title,
  kind,
  label,
  share,
  priceMinor,
  ...more,
  parts: Object.keys(parts),
  partPrices: Object.fromEntries(Object.entries(parts).filter(hasPrice)),
});

/** Parts with their prices; null = the part has none, as it is most of the price of the whole. */
type Priced = Readonly<Record<string, number | null>>;

function hasPrice(part: readonly [string, number | null]): part is [string, number] {
  return part[1] !== null;
}

/** Every model, the ones that are shown first in front. */
export const MODELS: readonly Model[] = [
  model('Laptop 14', ['laptop', 'LAPTOP', 0.3], 129_900, { parts: { Charger: 7_900, Sleeve: 2_500 }, serial: true }),
  model('Camera kit, mirrorless', ['camera', 'CAMERA', 0.12], 164_900, {
    parts: {
      'Camera body': null,
      '18-55 mm lens': 29_900,
      Battery: 6_500,
      'Battery charger': 4_900,
      'Memory card': 2_400,
      Strap: 1_900,
      Case: 3_500,
    },
    serial: true,
    alert: 'Count the seven parts with the patron.',
  }),
  model('Tablet 11 with pen', ['tablet', 'TABLET', 0.1], 74_900, {
    parts: { Charger: 1_900, Pen: 11_900 },
    serial: true,
  }),
  model('Audio recorder', ['recorder', 'RECORDER', 0.06], 28_900, {
    parts: { Recorder: null, Windscreen: 1_200, 'Memory card': 2_400, Case: 2_900 },
    serial: true,
  }),
  model('Projector, portable', ['projector', 'PROJECTOR', 0.04], 58_900, {
    parts: { 'Power cable': 1_500, 'HDMI cable': 1_200, Remote: 3_900 },
    serial: true,
  }),
  model('Calculator, graphing', ['calculator', 'CALC', 0.12], 12_900),
  model('Headphones', ['headphones', 'PHONES', 0.08], 8_900),
  model('Charger, USB-C', ['charger', 'CHARGER', 0.12], 5_900),
  model('Study room key', ['key', 'KEY', 0.06], 10_000),
];

/** How many of each model, at least two, for so much equipment in all. */
export function modelCounts(equipment: number): readonly number[] {
  return MODELS.map(({ share }) => Math.max(2, Math.round(equipment * share)));
}

/** A serial number as such things bear them. */
export function serialNumber(index: number): string {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
  const at = (step: number) => letters.charAt((index * 7 + step * 11) % letters.length);
  return `${at(1)}${at(2)}${String(10_000 + ((index * 6_151) % 90_000))}${at(3)}`;
}
