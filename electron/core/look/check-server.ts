// Doctor's look at the central server of a desk: whether it answers, knows this desk, and keeps the same time.

import type { ErrorCode } from '../../../shared/core/codes/errors.ts';
import { CLOCK_TOLERANCE_MS } from '../../../shared/circ/readiness.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { Clock } from '../../../shared/core/ports.ts';
import { HeadSchema } from '../../../shared/wire/head.ts';
import type { QuietDesk } from '../open-desk-quietly.ts';
import { systemTimers } from '../system-timers.ts';
import { ServerClient } from '../link/server-client.ts';
import { untrustedCode } from '../link/untrusted.ts';
import type { Failure, UntrustedCode } from '../sync/sync-events.ts';
import { badFinding, type Finding } from './finding.ts';

const answerMs = 3_000;

/** Asks the server a question that it answers to accepted desks alone. */
export async function checkServer(
  { identity, signer }: Pick<QuietDesk, 'identity' | 'signer'>,
  clock: Clock,
): Promise<Finding[]> {
  if (identity === null)
    return [{ what: 'server', state: 'bad', text: 'this desk is not enrolled', todo: 'enrol it with a code' }];
  const sent = clock.now();
  const head = await fetchHead(identity.serverUrl);
  if (typeof head === 'string') return [badFinding('server', new HoldfastError(head))];
  if (head === null) {
    return [
      {
        what: 'server',
        state: 'note',
        text: `${identity.serverUrl} does not answer`,
        todo: 'the desk works on; check the line',
      },
    ];
  }
  const offset = Math.round(head - (sent + clock.now()) / 2);
  const isFar = Math.abs(offset) > CLOCK_TOLERANCE_MS;
  const client = new ServerClient({
    baseUrl: identity.serverUrl,
    mono: () => clock.mono(),
    fetch,
    timers: systemTimers,
  });
  const refusal = await refusalOf(client, { identity, signer });
  return [
    refusal === null
      ? { what: 'server', state: 'ok', text: `${identity.serverUrl} answers` }
      : badFinding('server', new HoldfastError(refusal)),
    isFar
      ? { what: 'clock', state: 'bad', text: `${offset} ms away from the server’s`, todo: 'set this computer’s clock' }
      : { what: 'clock', state: 'ok', text: `${offset} ms away from the server’s` },
  ];
}

/** Any revision of the protocol has the time. A code where the answer cannot be trusted; null where nothing answers. */
async function fetchHead(url: string): Promise<number | UntrustedCode | null> {
  try {
    const response = await fetch(new URL('/v1/head', url), { signal: AbortSignal.timeout(answerMs) });
    const parsed = HeadSchema.safeParse(await response.json());
    if (parsed.success) return parsed.data.serverTime;
    const date = Date.parse(response.headers.get('date') ?? '');
    return Number.isNaN(date) ? null : date;
  } catch (error) {
    return untrustedCode(error);
  }
}

type Proof = {
  readonly identity: NonNullable<QuietDesk['identity']>;
  readonly signer: QuietDesk['signer'];
};

/** Why the server does not accept this desk; null when it does. A revoked desk gets a token too, with which it can only hand in its acts. */
async function refusalOf(client: ServerClient, { identity, signer }: Proof): Promise<ErrorCode | null> {
  const proven = await client.getToken(identity.deskId, signer);
  if (!proven.ok) return refusalIn(proven.error);
  const grants = await client.staffGrants(signer, answerMs);
  return grants.ok ? null : refusalIn(grants.error);
}

function refusalIn(failure: Failure): ErrorCode | null {
  switch (failure.kind) {
    case 'token':
      return 'HF-AUTH-003';
    case 'refused':
      return failure.code;
    // The server failed or the line dropped after it answered with the time: neither is a fault of this desk.
    case 'server':
      return failure.code === 'HF-AUTH-032' ? failure.code : null;
    case 'unreachable':
      return null;
  }
}
