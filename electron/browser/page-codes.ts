// One-time codes for the address that the system's opener is given. Every account of the computer can read the arguments of a process, so the
// token never stands there. A code gives one page a token of its own. A code used twice while it is good was read by another account: the token that
// it gave ends, and neither page goes on with it.

import { randomBytes, timingSafeEqual } from 'node:crypto';
import { MINUTE_MS, type Millis } from '../../shared/core/instant.ts';

/** A browser that has to start first takes a while on an old computer. */
const codeMs = 5 * MINUTE_MS;

type Issued = { readonly untilMono: Millis; token: string | null };

/** The outcome of an exchange. `stolen`: a token that this code gave before is good no more. */
export type Exchange =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'stolen' };

/** The tokens that are good at one server: the one of its start, and those that codes gave. */
export class PageCodes {
  readonly #ownToken: string;
  readonly #mono: () => Millis;
  readonly #issued = new Map<string, Issued>();

  constructor(ownToken: string, mono: () => Millis) {
    this.#ownToken = ownToken;
    this.#mono = mono;
  }

  /** A new code. */
  issue(): string {
    const code = newSecret();
    this.#issued.set(code, { untilMono: this.#mono() + codeMs, token: null });
    return code;
  }

  exchange(code: string): Exchange {
    const issued = this.#issued.get(code);
    // A browser keeps the code among its arguments while it runs: a later use must not end the page.
    if (issued === undefined || this.#mono() > issued.untilMono) return { kind: 'unknown' };
    if (issued.token !== null) {
      this.#issued.delete(code);
      return { kind: 'stolen' };
    }
    issued.token = newSecret();
    return { kind: 'token', token: issued.token };
  }

  /** Whether a token is good now. */
  isToken(given: string): boolean {
    const good = [this.#ownToken, ...[...this.#issued.values()].flatMap(({ token }) => token ?? [])];
    return good.some((token) => isSame(given, token));
  }
}

/** An unguessable secret, in letters that an address takes. */
export const newSecret = (): string => randomBytes(24).toString('base64url');

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
