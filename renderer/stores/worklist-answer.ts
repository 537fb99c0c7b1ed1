// Ends a question about an item: a person looked, and names its borrower or says that it is here. An item that is here is checked in at once, since
// only a check-in tells where it goes.

import type { BridgeError } from '../../shared/bridge/contract.ts';
import type { CirculationAnswer } from '../../shared/views/circulation.ts';
import type { ExceptionView } from '../../shared/views/sync.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import { faultOf } from '../bridge/fault-of.ts';
import type { Option } from './worklist-steps.ts';

/** The last thing that was done on the worklist. */
export type WorklistSaid =
  | { readonly kind: 'resolved'; readonly count: number; readonly action: ExceptionView['actions'][number] }
  | { readonly kind: 'with'; readonly title: string; readonly name: string }
  | { readonly kind: 'here'; readonly title: string; readonly routing: CirculationAnswer['routing'] | null }
  | { readonly kind: 'released'; readonly count: number }
  | {
      readonly kind: 'taken-in';
      readonly count: number;
      readonly kept?: { readonly count: number; readonly why: readonly string[] };
    }
  | { readonly kind: 'refunded'; readonly amount: string; readonly slip: number }
  | { readonly kind: 'redated'; readonly title: string; readonly due: string }
  | { readonly kind: 'worked'; readonly count: number }
  | { readonly kind: 'signed' }
  | { readonly kind: 'failed'; readonly title: string; readonly error: BridgeError };

/** Takes an item back as Check in does, so that it stands there and can be undone; null when that failed. */
export type CheckIn = (item: {
  readonly barcode: string;
  readonly title: string | null;
}) => Promise<CirculationAnswer | null>;

type Answer = Extract<Option, { kind: 'with' | 'here' }>;

/** Resolves to its message. */
export async function endQuestion(
  { link, checkIn }: { readonly link: DeskLink; readonly checkIn: CheckIn },
  exception: ExceptionView,
  answer: Answer,
): Promise<WorklistSaid> {
  const { item: barcode = '', title: known } = exception;
  const title = known ?? barcode;
  const holder = answer.kind === 'with' ? { holder: answer.card } : {};
  const ended = await link.act('item.resolve', { barcode, ...holder });
  const error = faultOf(ended);
  if (error !== null) return { kind: 'failed', title, error };
  if (answer.kind === 'with') return { kind: 'with', title, name: answer.name };
  const checkedIn = await checkIn({ barcode, title: known });
  return { kind: 'here', title, routing: checkedIn?.routing ?? null };
}
