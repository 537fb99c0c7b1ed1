// A command that is being applied: its envelope, its records, and the exceptions that it raises.

import { codeText } from '../../shared/core/code-text.ts';
import type { ActId, ItemId } from '../../shared/core/ids.ts';
import { isReasonCode, REASONS } from '../../shared/core/codes/reasons.ts';
import { say } from '../../shared/core/say.ts';
import type { Act, ActHeader } from '../../shared/circ/acts.ts';
import type { Reason } from '../../shared/circ/decision.ts';
import type { Recorded } from '../../shared/circ/recorded.ts';
import { firstNamed } from '../../shared/acts/define-act.ts';
import type { Command } from '../../shared/acts/commands.ts';
import type { EnvelopeBody } from '../../shared/wire/envelope.ts';
import type { NewException } from '../timeline/exception-row.ts';
import type { Admitted } from './admit.ts';

export type Taken = {
  readonly admitted: Admitted;
  readonly body: EnvelopeBody;
  readonly command: Command;
  readonly header: ActHeader;
  readonly recorded: readonly Recorded[];
};

/** A judged exception, with the item whose title and barcode its words name. */
export type Raised = Omit<NewException, 'origin'> & { readonly about: ItemId | null };

/** Acts of a command. */
export function actsOf(taken: Taken): Act[] {
  return taken.recorded.flatMap((one) => (one.kind === 'act' ? [one.act] : []));
}

/** A judged exception that this command caused. */
export function raise(taken: Taken, code: string, subject: Raised['subject'], params: Raised['params']): Raised {
  const [act] = actsOf(taken);
  const about = act !== undefined && 'itemId' in act ? act.itemId : null;
  return { code, subject, cause: taken.header.id, at: taken.header.at, branch: taken.header.branch, params, about };
}

/** The act that a command undoes, on a timeline or not; null for any other command. */
export function undoneBy({ command }: Pick<Taken, 'command'>): ActId | null {
  return command.name === 'undo' ? command.args.commandId : null;
}

/** The scanned texts, where the arguments have them. */
export function scannedIn(command: Command): { readonly card: string | null; readonly barcode: string | null } {
  const named = command.names();
  const inOneForm = (kind: 'card' | 'barcode') => {
    const code = firstNamed(named, kind);
    return code === null ? null : codeText(code);
  };
  return { card: inOneForm('card'), barcode: inOneForm('barcode') };
}

/** A reason that the desk did not announce, in words for its exception. */
export function sayUntold({ code, params }: Reason, now: number): string {
  return isReasonCode(code) ? say({ language: 'en', now }, REASONS[code].words, params) : code;
}
