// Codes by phone at this desk: challenges that it shows, and the codes that answer them, checked without a network. A challenge is good once, for its
// own subject, for ten minutes of the monotonic clock; a new start forgets all of them. Wrong codes lock them all, so that neither another name nor
// another challenge gives new tries.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { Millis } from '../../../shared/core/instant.ts';
import type { Clock, Random } from '../../../shared/core/ports.ts';
import {
  bareDigits,
  challengeOf,
  isWithinLimit,
  PHONE_CHALLENGE_MS,
  readChallenge,
  type PhoneAsk,
} from '../../../shared/circ/phone-code.ts';
import type { EnvelopeBody, PhoneProof } from '../../../shared/wire/envelope.ts';
import { isPhoneCode } from '../../../db/keys/phone-code.ts';
import type { LedgerWriter } from '../../../db/ledger/open-ledger.ts';
import { logSession } from '../../../db/ledger/session-log.ts';
import { clearSignInFailures, signInFailures } from '../../../db/ledger/sign-in-failures.ts';
import type { DeskFiles } from '../open-desk-files.ts';
import type { DeskSession, SignedStaff } from './session.ts';
import { countFailure, refuseLocked } from './tries.ts';

/** A request by phone, before it has a challenge. */
export type PhoneWish = Omit<PhoneAsk, 'deskId' | 'staffId' | 'nonce'>;

/** The approval of a person on the phone: the person, with those of their rights that were asked for, and the proof that goes with the act. */
export type PhoneWord = { readonly second: SignedStaff; readonly proof: PhoneProof };

export type PhoneCodesOptions = {
  readonly ledger: LedgerWriter;
  readonly deskId: string;
  readonly pepper: Uint8Array;
  readonly clock: Clock;
  readonly random: Random;
  readonly session: Pick<DeskSession, 'required' | 'named'>;
};

type Shown = { readonly ask: PhoneAsk; readonly atMono: Millis };

/** All wrong codes of the desk count together. */
const subject = 'phone-code';
/** More than staff need at once. It limits a person who looks for a challenge that was answered already. */
const mostShown = 8;

/** The challenges of one desk. */
export class PhoneCodes {
  readonly #options: PhoneCodesOptions;
  readonly #shown = new Map<string, Shown>();

  constructor(options: PhoneCodesOptions) {
    this.#options = options;
  }

  /** The challenge for a wish, and for how long it is good; the same again for the same. Throws HF-AUTH-029 when too many stand open. */
  show(wish: PhoneWish): { readonly challenge: string; readonly forMs: Millis } {
    const { session, random, deskId, clock } = this.#options;
    const { staffId } = session.required();
    this.#forgetOld();
    for (const [challenge, { ask, atMono }] of this.#shown) {
      const isSame = ask.staffId === staffId && ask.minor === wish.minor && isFor(ask, wish);
      if (isSame) return { challenge, forMs: this.#leftMs(atMono) };
    }
    const [oldest] = this.#shown.values();
    if (oldest !== undefined && this.#shown.size >= mostShown)
      throw new HoldfastError('HF-AUTH-029', { minutes: Math.ceil(this.#leftMs(oldest.atMono) / 60_000) });
    const ask: PhoneAsk = { ...wish, deskId, staffId, nonce: Buffer.from(random.bytes(16)).toString('hex') };
    const challenge = challengeOf(ask);
    this.#shown.set(challenge, { ask, atMono: clock.mono() });
    return { challenge, forMs: PHONE_CHALLENGE_MS };
  }

  /**
   * Checks the code that a person read out for a challenge. Throws HF-AUTH-028 for a challenge that is over or of another person, HF-AUTH-026 for
   * a wrong name or code, HF-AUTH-027 while wrong ones lock them.
   */
  async verify(given: {
    readonly staff: string;
    readonly challenge: string;
    readonly code: string;
  }): Promise<PhoneWord> {
    const { session, ledger, clock, pepper, deskId } = this.#options;
    const asker = session.required().staffId;
    refuseLocked(ledger, subject, { now: clock.now(), code: 'HF-AUTH-027' });
    const second = await session.named(given.staff);
    // Others may have tried while the name was looked for.
    refuseLocked(ledger, subject, { now: clock.now(), code: 'HF-AUTH-027' });
    this.#forgetOld();
    const read = readChallenge(given.challenge);
    const shown = read === null ? undefined : this.#shown.get(read.challenge);
    if (read === null || shown === undefined || shown.ask.staffId !== asker) throw new HoldfastError('HF-AUTH-028');
    const { challenge, rights } = read;
    const code = bareDigits(given.code);
    if (second === null || !isPhoneCode(pepper, { deskId, supervisorId: second.staffId, challenge }, code)) {
      const now = clock.now();
      const isLocked = countFailure(ledger, subject, now);
      logSession(ledger, { at: now, kind: isLocked ? 'code-locked' : 'code-refused', staffId: asker });
      refuseLocked(ledger, subject, { now, code: 'HF-AUTH-027' });
      throw new HoldfastError('HF-AUTH-026');
    }
    if (signInFailures(ledger, subject) !== null) clearSignInFailures(ledger, subject);
    const { codes, minor, nonce } = shown.ask;
    return {
      second: { ...second, rights: second.rights.filter((right) => rights.includes(right)) },
      proof: { challenge, code, codes: [...codes], minor, nonce },
    };
  }

  /** Throws HF-AUTH-028 unless a word that was checked is for just this. */
  requireFor({ proof }: PhoneWord, wish: PhoneWish): void {
    const read = readChallenge(proof.challenge);
    const shown = this.#shown.get(proof.challenge);
    const isGood = read !== null && shown !== undefined && isFor(shown.ask, wish) && isWithinLimit(read, wish.minor);
    if (!isGood) throw new HoldfastError('HF-AUTH-028');
  }

  /** An act is recorded on it: it is good no more. */
  spend({ override }: Pick<EnvelopeBody, 'override'>): void {
    if (override?.phone !== undefined) this.#shown.delete(override.phone.challenge);
  }

  #leftMs(atMono: Millis): Millis {
    return atMono + PHONE_CHALLENGE_MS - this.#options.clock.mono();
  }

  #forgetOld(): void {
    for (const [challenge, { atMono }] of this.#shown) if (this.#leftMs(atMono) <= 0) this.#shown.delete(challenge);
  }
}

/** Whether two wishes are about the same reasons, account and thing. */
function isFor(ask: PhoneWish, wish: PhoneWish): boolean {
  const textOf = ({ codes, patronId, thing, rights }: PhoneWish) =>
    JSON.stringify([codes.toSorted(), rights.toSorted(), patronId, thing]);
  return textOf(ask) === textOf(wish);
}

/** The codes by phone of a desk, for its session. */
export function phoneCodesOf(
  { clock, random }: Pick<PhoneCodesOptions, 'clock' | 'random'>,
  { ledger, identity, secrets }: Pick<DeskFiles, 'ledger' | 'identity' | 'secrets'>,
  session: PhoneCodesOptions['session'],
): PhoneCodes {
  return new PhoneCodes({ ledger, deskId: identity.deskId, pepper: secrets.pepper, clock, random, session });
}
