// A program at the server's address that cannot prove that it is the server: reported as such, with the next step, and
// never as silence.

import { createServer as createPlain, type Server } from 'node:http';
import { createServer } from 'node:https';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { worldClock } from './support/world-clock.ts';
import { deskPlace, removePlace, startDesk } from './support/running-desk.ts';
import { untrustedCode } from '../../../../electron/core/link/untrusted.ts';
import {
  EARLY_CERTIFICATE,
  EXPIRED_CERTIFICATE,
  GOOD_CERTIFICATE,
  OTHER_CERTIFICATE,
  TEST_KEY,
} from '../../../support/certificates.ts';
import { isError } from '../../../../db/open/sqlite-error.ts';

const place = deskPlace();
const known = getCACertificates('default');
const code = 'AAAA-BBBB-CCCC-DDDD-EEEE';
describe('a server that cannot be trusted', () => {
  let server: Server | null = null;

  afterEach(() => {
    setDefaultCACertificates(known);
    server?.close();
    server = null;
  });
  afterAll(() => removePlace(place));

  async function listen(certificate: string | null): Promise<number> {
    const answer: Parameters<typeof createPlain>[1] = (_request, response) => void response.writeHead(404).end();
    server =
      certificate === null
        ? createPlain(answer)
        : createServer({ cert: certificate, key: TEST_KEY }, (request, response) => answer(request, response as never));
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    return typeof address === 'object' ? (address?.port ?? 0) : 0;
  }

  async function joinAt(central: string): Promise<string> {
    try {
      const desk = await startDesk({ place, clock: worldClock(), central, code });
      await desk.stop();
      return 'joined';
    } catch (error) {
      return isError(error, 'HF-SYNC-003', 'HF-SYNC-040', 'HF-SYNC-041', 'HF-SYNC-042', 'HF-SYNC-043', 'HF-ENROL-004')
        ? error.code
        : String(error);
    }
  }

  test.each([
    ['that nobody vouches for', GOOD_CERTIFICATE, false, 'HF-SYNC-040'],
    ['that is over', EXPIRED_CERTIFICATE, true, 'HF-SYNC-041'],
    ['that has not begun', EARLY_CERTIFICATE, true, 'HF-SYNC-041'],
    ['of another name', OTHER_CERTIFICATE, true, 'HF-SYNC-042'],
    ['that is good, of a server that is none', GOOD_CERTIFICATE, true, 'HF-SYNC-003'],
  ])('a desk that joins says of a certificate %s what it is', async (_what, certificate, isKnown, wanted) => {
    if (isKnown) setDefaultCACertificates([...known, certificate]);
    expect(await joinAt(`https://127.0.0.1:${await listen(certificate)}`)).toBe(wanted);
  });

  test('a server that does not speak HTTPS is told from one that does not answer', async () => {
    const port = await listen(null);
    expect(await joinAt(`https://127.0.0.1:${port}`)).toBe('HF-SYNC-043');
    server?.close();
    server = null;
    expect(await joinAt('https://127.0.0.1:1')).toBe('HF-SYNC-003');
  });

  test.each([
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'HF-SYNC-040'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'HF-SYNC-040'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'HF-SYNC-040'],
    ['CERT_REVOKED', 'HF-SYNC-040'],
    ['CERT_HAS_EXPIRED', 'HF-SYNC-041'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'HF-SYNC-042'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'HF-SYNC-043'],
    ['ECONNREFUSED', null],
    ['ENOTFOUND', null],
    ['UND_ERR_SOCKET', null],
    ['ABORT_ERR', null],
  ])('%s is told as %s', (cause, wanted) => {
    expect(
      untrustedCode(new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code: cause }) })),
    ).toBe(wanted);
  });
});
