// Whether a refusal is about the name and PIN that a person gave, so that these are marked and nothing else.

import type { BridgeError } from '../../shared/bridge/contract.ts';

export function isAboutPerson(error: BridgeError | null): boolean {
  return error !== null && (error.code.startsWith('HF-AUTH-') || error.code === 'HF-PAY-009');
}
