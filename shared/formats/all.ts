// The offline formats of other systems, by the names that the command line gives them.

import { alma } from './alma.ts';
import { destiny } from './destiny.ts';
import { evergreen } from './evergreen.ts';
import { koc } from './koc.ts';
import type { OfflineFormat } from './offline-record.ts';
import { polaris } from './polaris.ts';
import { sierra } from './sierra.ts';

export const OFFLINE_FORMATS = { koc, evergreen, alma, sierra, polaris, destiny } as const satisfies Readonly<
  Record<string, OfflineFormat>
>;

export type OfflineFormatName = keyof typeof OFFLINE_FORMATS;

/** Whether a text names one. */
export function isOfflineFormat(text: string): text is OfflineFormatName {
  return Object.hasOwn(OFFLINE_FORMATS, text);
}
