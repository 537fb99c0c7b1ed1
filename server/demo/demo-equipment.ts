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
  readonly serial: boolean;
  /** Where all of it stands. */
  readonly shelf: 'tech';
  readonly alert: Item['alert'];
};

const model = (
  title: string,
  [kind, label, share]: readonly [string, string, number],
  priceMinor: number,
  more: Partial<Pick<Model, 'parts' | 'serial' | 'alert'>> = {},
): Model => ({ title, kind, label, share, priceMinor, parts: [], serial: false, shelf: 'tech', alert: null, ...more });

/** Every model, the ones that are shown first in front. */
export const MODELS: readonly Model[] = [
  model('Laptop 14', ['laptop', 'LAPTOP', 0.3], 129_900, { parts: ['Charger', 'Sleeve'], serial: true }),
  model('Camera kit, mirrorless', ['camera', 'CAMERA', 0.12], 164_900, {
    parts: ['Camera body', '18-55 mm lens', 'Battery', 'Battery charger', 'Memory card', 'Strap', 'Case'],
    serial: true,
    alert: 'Count the seven parts with the patron.',
  }),
  model('Tablet 11 with pen', ['tablet', 'TABLET', 0.1], 74_900, { parts: ['Charger', 'Pen'], serial: true }),
  model('Audio recorder', ['recorder', 'RECORDER', 0.06], 28_900, {
    parts: ['Recorder', 'Windscreen', 'Memory card', 'Case'],
    serial: true,
  }),
  model('Projector, portable', ['projector', 'PROJECTOR', 0.04], 58_900, {
    parts: ['Power cable', 'HDMI cable', 'Remote'],
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
