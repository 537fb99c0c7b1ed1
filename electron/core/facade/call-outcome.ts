// The outcome of a call whose answer was lost, read from the ledger. The host answers first, as long as it remembers
// the answer itself.

import { isMethodName, METHODS, type MethodOutput, type ParsedInput } from '../../../shared/bridge/contract.ts';
import { sayError } from '../../../shared/core/holdfast-error.ts';
import { EnvelopeArgsSchema, EnvelopeBodySchema } from '../../../shared/wire/envelope.ts';
import { envelopesOfCall } from '../../../db/ledger/call-acts.ts';
import type { Desk } from '../desk.ts';
import { sayingAt } from '../desk-sight.ts';
import { textOf } from './sync-acts.ts';

/**
 * A call that recorded acts names them. One that did not is certain to have recorded nothing where the ledger holds
 * everything that its method changes; elsewhere it is unknown.
 */
export function callOutcome(desk: Desk, { callId, name }: ParsedInput<'call.outcome'>): MethodOutput<'call.outcome'> {
  const saying = sayingAt(desk);
  const recorded = envelopesOfCall(desk.ledger, callId).map(({ envelope }) => {
    const body = EnvelopeBodySchema.parse(JSON.parse(envelope.body));
    const args = envelope.args === null ? null : EnvelopeArgsSchema.parse(JSON.parse(envelope.args));
    return { commandId: body.id, text: textOf(desk.copy(), { body, args }, saying) };
  });
  const isInLedger = isMethodName(name) && METHODS[name].changes === 'ledger';
  const code = recorded.length > 0 ? 'HF-UI-080' : isInLedger ? 'HF-UI-081' : 'HF-UI-005';
  const message = sayError(code, {}, desk.language());
  return { answer: { ok: false, error: { code, message, ...(recorded.length > 0 ? { recorded } : {}) } } };
}
