// A command that is being applied: its envelope, what it is recorded as, and what it raises.

import { z } from 'zod';
import { codeText } from '../../shared/core/code-text.ts';
import type { ActId, ItemId } from '../../shared/core/ids.ts';
import { isReasonCode, REASONS } from '../../shared/core/codes/reasons.ts';
import { say } from '../../shared/core/say.ts';
import type { Act, ActHeader } from '../../shared/circ/acts.ts';
import type { Reason } from '../../shared/circ/decision.ts';
import { undo } from '../../shared/acts/ledger/undo.ts';
import type { Recorded } from '../../shared/circ/recorded.ts';
import type { EnvelopeArgs, EnvelopeBody } from '../../shared/wire/envelope.ts';
import type { NewException } from '../timeline/exception-row.ts';
import type { Admitted } from './admit.ts';

export type Taken = {
  readonly admitted: Admitted;
  readonly body: EnvelopeBody;
  readonly args: EnvelopeArgs;
  readonly header: ActHeader;
  readonly recorded: readonly Recorded[];
};

/** A judged exception, with the item whose title and barcode its words name. */
export type Raised = Omit<NewException, 'origin'> & { readonly about: ItemId | null };

/** Acts of a command. */
export function actsOf(taken: Taken): Act[] {
  return taken.recorded.flatMap((one) => (one.kind === 'act' ? [one.act] : []));
}

/** The act that a command undoes, on a timeline or not; null for any other command. */
export function undoneBy({ body, args }: Taken): ActId | null {
  return body.name === 'undo' ? (undo.args.safeParse(args.command).data?.commandId ?? null) : null;
}

const ScannedSchema = z.object({ card: z.string().optional(), barcode: z.string().optional() });

/** What was scanned, where the arguments say so. */
export function scannedIn(args: EnvelopeArgs): { readonly card: string | null; readonly barcode: string | null } {
  const { card, barcode } = ScannedSchema.safeParse(args.command).data ?? {};
  const inOneForm = (code: string | undefined) => (code === undefined ? null : codeText(code));
  return { card: inOneForm(card), barcode: inOneForm(barcode) };
}

const ToldSchema = z.object({ reasons: z.array(z.string()), route: z.string().optional() });

/** What is asked of `told` whatever the command: the codes of its reasons, and the route of a check-in. */
export function toldIn(body: EnvelopeBody): { readonly reasons: readonly string[]; readonly route: string | null } {
  const { reasons, route } = ToldSchema.safeParse(body.told).data ?? { reasons: [] };
  return { reasons, route: route ?? null };
}

/** A reason that was not told at the desk, in words for its exception. */
export function sayUntold({ code, params }: Reason, now: number): string {
  return isReasonCode(code) ? say({ language: 'en', now }, REASONS[code].words, params) : code;
}
