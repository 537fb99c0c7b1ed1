// A part of a sealed file, opened: it holds a request of commands like any other, whose envelopes are still to be proven.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Random } from '../../shared/core/ports.ts';
import { CommandsRequestSchema, MAX_BATCH_BYTES, type CommandsRequest } from '../../shared/wire/commands.ts';
import { sealedAround, sealedHeadOf, type CarriedRequest } from '../../shared/wire/sealed-file.ts';
import { openSealed } from '../../db/keys/sealing.ts';
import { isPlain } from '../../shared/core/plain-text.ts';
import type { Store } from '../store/store.ts';
import { serverKey } from './server-identity.ts';

/** Opens it. Throws HF-SERVER-019 for a part that was sealed for another server, or changed since. */
export async function openCarried(
  { store, random }: { readonly store: Store; readonly random: Random },
  request: CarriedRequest,
): Promise<CommandsRequest> {
  const { head, index, part } = request;
  const key = sealedHeadOf(head)?.key;
  if (key === undefined) throw new HoldfastError('HF-SERVER-019');
  const sealed = { key, index, around: sealedAround(request), sealed: part.sealed };
  const text = openSealed(await serverKey(store, random), sealed, MAX_BATCH_BYTES);
  if (text === null) throw new HoldfastError('HF-SERVER-019');
  const value = parsed(text);
  const commands = CommandsRequestSchema.safeParse(value);
  if (!commands.success || !isPlain(value)) throw new HoldfastError('HF-SERVER-008', { detail: 'what was sealed' });
  return commands.data;
}

/** The parsed text; null for invalid JSON, since anyone can seal any text. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
