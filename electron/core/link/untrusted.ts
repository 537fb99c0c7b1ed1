// Why a secure connection to the server's address was not made, by the error of the TLS library. Any other error counts as no answer.

import type { UntrustedCode } from '../sync/sync-events.ts';

const certificateCodes: Readonly<Record<string, UntrustedCode>> = {
  CERT_HAS_EXPIRED: 'HF-SYNC-041',
  CERT_NOT_YET_VALID: 'HF-SYNC-041',
  ERR_TLS_CERT_ALTNAME_INVALID: 'HF-SYNC-042',
  HOSTNAME_MISMATCH: 'HF-SYNC-042',
};

/** By their beginning: an authority that is not known, a chain that is broken, or a certificate that was taken back. */
const distrusted = [
  'DEPTH_ZERO_SELF_SIGNED',
  'SELF_SIGNED_CERT',
  'UNABLE_TO_',
  'CERT_',
  'INVALID_CA',
  'INVALID_PURPOSE',
];
const broken = ['ERR_SSL_', 'ERR_TLS_', 'EPROTO'];

/** The code for the error that `fetch` rejected with; null when nothing answered at all. */
export function untrustedCode(error: unknown): UntrustedCode | null {
  for (let at: unknown = error; typeof at === 'object' && at !== null; at = 'cause' in at ? at.cause : null) {
    const code = 'code' in at ? String(at.code) : '';
    const known = certificateCodes[code];
    if (known !== undefined) return known;
    if (distrusted.some((begin) => code.startsWith(begin))) return 'HF-SYNC-040';
    if (broken.some((begin) => code.startsWith(begin))) return 'HF-SYNC-043';
  }
  return null;
}
