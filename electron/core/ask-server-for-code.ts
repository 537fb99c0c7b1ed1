// Asks the server what the number of another desk says, and for the code that answers it.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { PhoneCodeRequest, PhoneCodeResponse } from '../../shared/wire/phone-code.ts';
import type { DeskFiles } from './open-desk-files.ts';

/** What the server says. A token that has run out is taken anew once. Throws HF-SYNC-003 without a line, and what the server refuses. */
export async function askServerForCode(
  { client, identity, signer }: Pick<DeskFiles, 'client' | 'identity' | 'signer'>,
  request: PhoneCodeRequest,
  staff: string,
): Promise<PhoneCodeResponse> {
  let exchange = await client.phoneCode(request);
  if (!exchange.ok && exchange.error.kind === 'token') {
    await client.getToken(identity.deskId, signer);
    exchange = await client.phoneCode(request);
  }
  if (exchange.ok) return exchange.value.value;
  const { error } = exchange;
  if (error.kind !== 'refused') throw new HoldfastError('HF-SYNC-003', { url: identity.serverUrl });
  // For how long exactly the server knows: at most a quarter of an hour.
  throw new HoldfastError(error.code, { desk: request.desk, number: request.challenge, staff, seconds: 900 });
}
