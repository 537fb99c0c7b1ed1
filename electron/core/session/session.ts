// The person signed in at this desk: one session per core, shared by its windows. Works without a network. A core that
// starts again at once after a crash keeps the session. It ends at a clean stop, and when no core ran for minutes: by
// the wall clock or by the machine's own, since a person can set the first and a restart of the computer begins the
// second anew.

import { AsyncLocalStorage } from 'node:async_hooks';
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { StaffIdSchema } from '../../../shared/core/ids.ts';
import { InstantSchema, MINUTE_MS, type Instant } from '../../../shared/core/instant.ts';
import type { Clock, Timers } from '../../../shared/core/ports.ts';
import { fullRightsMs } from '../../../shared/circ/model/contact-terms.ts';
import { isGrantHeld, type GrantInHand } from '../../../shared/circ/night-grant.ts';
import { fewestRights, isRight, RoleSchema, type Right, type Role } from '../../../shared/circ/rights.ts';
import type { StaffGrant } from '../../../shared/wire/staff-grants.ts';
import { contactTerms } from '../../../db/ledger/contact-terms.ts';
import { lastContact, putSetting, readSetting, writeSetting } from '../../../db/ledger/desk-state.ts';
import { badgeDigest, badgeHash } from '../../../db/keys/badge-hash.ts';
import type { PinHash } from '../../../db/keys/pin-hash.ts';
import type { LedgerWriter, Ledger } from '../../../db/ledger/open-ledger.ts';
import { logSession } from '../../../db/ledger/session-log.ts';
import { clearSignInFailures, keepNewestFailures, signInFailures } from '../../../db/ledger/sign-in-failures.ts';
import { grantByBadge, grantById, grantByName } from '../../../db/ledger/staff-grants.ts';
import { revokedAt } from '../revocation.ts';
import { isPinOf } from './check-pin.ts';
import { countFailure, refuseLocked } from './tries.ts';
import { nightGrants, useOfGrant } from '../../../db/ledger/night-grants.ts';

const SessionSchema = z.object({
  staffId: StaffIdSchema,
  staff: z.string(),
  role: RoleSchema,
  since: InstantSchema,
});
/** A member of staff at this desk. */
export type Session = z.infer<typeof SessionSchema>;

/** A person whose PIN was right, with what they may do now. */
export type SignedStaff = Omit<Session, 'since'> & Held;

/** The rights of a person now, and the card of their own account; null = not recorded. */
type Held = { readonly rights: readonly Right[]; readonly ownCard: string | null };

export type SessionOptions = {
  readonly ledger: LedgerWriter;
  readonly pepper: Uint8Array;
  /** Its badges are hashed for it alone. */
  readonly library: string;
  readonly hashPin: PinHash;
  readonly clock: Clock;
  /** The computer's own clock: two runs compare their readings of it, before any answer of the server. Absent = the same. */
  readonly computerClock?: Clock;
  /** Asks the server for the grants again; false when it does not answer in time. */
  readonly fetchGrants: () => Promise<boolean>;
};

/** When a core last ran with the session, by both clocks. */
const SeenSchema = z.object({ at: InstantSchema, mono: z.number() });
type Seen = z.infer<typeof SeenSchema>;

const settingName = 'session';
const seenName = 'sessionSeen';
const seenEveryMs = MINUTE_MS;
/** A crash and the start after it take seconds; a core that is started over and over is at most this long away. */
const outlivesMs = 5 * MINUTE_MS;
/** A clock that is set right by a time server goes back a little. */
const setBackMs = MINUTE_MS;
/**
 * Each unknown name is locked by its own tries, like a known one: a counter for all of them would tell which names
 * there are.
 */
const unknownSubjects = 'unknown:';
/** Badges that let no one in are counted together: each is another. */
const BADGES = 'badges';
/** To push a name out takes so many tries of other names, which takes longer than any lock. */
const mostUnknown = 10_000;
/** Check value for the PIN of an unknown name: no PIN has this verifier. */
const NOBODY = { salt: '00'.repeat(16), verifier: '' };

/** The desk's session. */
export class DeskSession {
  readonly #options: SessionOptions;
  #current: Session | null;
  /** The person who was signed in when the last core ended. */
  #left: Session | null;
  /** PINs are checked one after the other, so that tries at the same time count as if they had been made in a row. */
  #turn: Promise<unknown> = Promise.resolve();
  /** The machine in whose name something runs. */
  readonly #acting = new AsyncLocalStorage<Session>();

  constructor(options: SessionOptions) {
    this.#options = options;
    const kept = readSetting(options.ledger, settingName, SessionSchema.nullable());
    this.#left = kept !== null && !wasSeenNow(readSeen(options.ledger), this.#computerClock()) ? kept : null;
    this.#current = this.#left === null ? kept : null;
  }

  /** Notes that a session ended while no core ran. The write may fail: the session is over all the same. */
  noteLeft(): void {
    const { ledger } = this.#options;
    const left = this.#left;
    if (left === null) return;
    this.#left = null;
    const at = readSeen(ledger)?.at ?? left.since;
    writeSetting(ledger, settingName, null);
    logSession(ledger, { at, kind: 'sign-out', staffId: left.staffId });
  }

  /** Notes now and then that a core runs with the session; returns a function that ends that. */
  keepSeen(timers: Timers, guard: (work: () => void) => void): () => void {
    let cancel = () => {};
    const next = () => {
      cancel = timers.after(seenEveryMs, () => {
        guard(() => this.#see());
        next();
      });
    };
    guard(() => this.#see());
    next();
    return () => cancel();
  }

  /** The person signed in, with their current role and rights; null without a sign-in, or when the library has ended their grant. */
  current(): (Session & Held) | null {
    const session = this.#acting.getStore() ?? this.#current;
    if (session === null) return null;
    const grant = grantById(this.#options.ledger, session.staffId);
    if (grant === null || this.#isOver(grant)) return null;
    return { ...session, role: grant.role, ...this.#heldBy(grant) };
  }

  /** The person signed in. Throws HF-AUTH-021 without a sign-in: every recorded command needs a person. */
  required(): Session & Held {
    const current = this.current();
    if (current === null) throw new HoldfastError('HF-AUTH-021');
    return current;
  }

  /** The rights of the person signed in at each moment, for the handlers of the desk; none without a sign-in. */
  powers(): { readonly rights: () => readonly Right[]; readonly nightGrants: () => readonly GrantInHand[] } {
    return {
      rights: () => this.current()?.rights ?? [],
      nightGrants: () => {
        const staff = this.current();
        const { ledger, clock } = this.#options;
        return staff === null || !this.#hasFreshGrants() ? [] : grantsInHand(ledger, staff, clock.now());
      },
    };
  }

  /** Signs in. Throws HF-AUTH-022 (wrong name or PIN), HF-AUTH-023 (locked, also by this try) or HF-AUTH-002 (the desk is revoked). */
  async signIn(staff: string, pin: string): Promise<Session> {
    return this.take(await this.verify(staff, pin));
  }

  /**
   * Signs in the person whose badge was scanned, also without a line. Throws HF-AUTH-033 for a badge unknown here,
   * HF-AUTH-023 after too many of these, HF-AUTH-002 at a revoked desk.
   */
  async signInByBadge(badge: string): Promise<Session> {
    if (revokedAt(this.#options.ledger) !== null) throw new HoldfastError('HF-AUTH-002');
    const checked = this.#turn.then(() => this.#checkBadge(badge));
    this.#turn = checked.catch(() => undefined);
    return this.take(await checked);
  }

  /** The hash of a badge in the library's list. */
  badgeHash(badge: string): Promise<string> {
    const { library, hashPin: hash } = this.#options;
    return badgeHash(badge, { library, hash });
  }

  async #checkBadge(badge: string): Promise<SignedStaff> {
    const { ledger, clock, pepper } = this.#options;
    refuseLocked(ledger, BADGES, { now: clock.now(), code: 'HF-AUTH-023' });
    const digest = badgeDigest(pepper, await this.badgeHash(badge));
    if (grantByBadge(ledger, digest) === null) await this.#options.fetchGrants();
    const grant = grantByBadge(ledger, digest);
    if (grant === null || this.#isOver(grant)) {
      const now = clock.now();
      const isLocked = countFailure(ledger, BADGES, now);
      logSession(ledger, { at: now, kind: isLocked ? 'locked' : 'refused', staffId: grant?.staffId ?? null });
      throw new HoldfastError('HF-AUTH-033');
    }
    if (signInFailures(ledger, BADGES) !== null) clearSignInFailures(ledger, BADGES);
    return this.#signed(grant);
  }

  /** Signs in a person whose PIN was right. */
  take(signed: SignedStaff): Session {
    const session: Session = {
      staffId: signed.staffId,
      staff: signed.staff,
      role: signed.role,
      since: this.#options.clock.now(),
    };
    this.#set(session);
    logSession(this.#options.ledger, { at: session.since, kind: 'sign-in', staffId: session.staffId });
    return session;
  }

  signOut(): void {
    if (this.#current === null) return;
    const { staffId } = this.#current;
    this.#set(null);
    logSession(this.#options.ledger, { at: this.#options.clock.now(), kind: 'sign-out', staffId });
  }

  /** Checks a name and PIN without signing in: the second person of an override. Throws as signIn does. */
  async verify(staff: string, pin: string): Promise<SignedStaff> {
    await this.#askFor(staff);
    const isKnown = grantByName(this.#options.ledger, staff) !== null;
    const checked = this.#turn.then(() => this.#check(staff, pin));
    this.#turn = checked.catch(() => undefined);
    try {
      return await checked;
    } catch (error) {
      // An unknown name was asked for at the server; a wrong PIN asks as well, since it may have been changed there, and takes as long.
      if (isKnown) await this.#options.fetchGrants();
      throw error;
    }
  }

  /** Runs something in the name of a machine that gave its password, beside the person signed in at the screen. */
  runAs<T>({ staffId, staff, role }: SignedStaff, work: () => T): T {
    return this.#acting.run({ staffId, staff, role, since: this.#options.clock.now() }, work);
  }

  /** Runs work for the screen, outside a machine's session: a timer started by a machine's call would otherwise run in the machine's name. */
  atScreen<T>(work: () => T): T {
    return this.#acting.exit(work);
  }

  /** A person who may sign in here, by their name alone: a code by phone proves their approval. Throws HF-AUTH-002; null for an unknown name. */
  async named(staff: string): Promise<SignedStaff | null> {
    await this.#askFor(staff);
    const grant = grantByName(this.#options.ledger, staff);
    return grant === null || this.#isOver(grant) ? null : this.#signed(grant);
  }

  /** A name that is not known may be new. */
  async #askFor(staff: string): Promise<void> {
    if (revokedAt(this.#options.ledger) !== null) throw new HoldfastError('HF-AUTH-002');
    if (grantByName(this.#options.ledger, staff) === null) await this.#options.fetchGrants();
  }

  async #check(staff: string, pin: string): Promise<SignedStaff> {
    const { ledger, clock, pepper, hashPin: hash } = this.#options;
    const grant = grantByName(ledger, staff);
    const subject = grant?.staffId ?? this.#subjectOfNobody(staff);
    refuseLocked(ledger, subject, { now: clock.now(), code: 'HF-AUTH-023' });
    // The same work for an unknown name: the time of a refusal does not reveal which names exist.
    const isRight = await isPinOf(grant ?? NOBODY, pin, { pepper, hash });
    if (grant === null || this.#isOver(grant) || !isRight) this.#refuse(subject, grant);
    if (signInFailures(ledger, subject) !== null) clearSignInFailures(ledger, subject);
    return this.#signed(grant);
  }

  #isOver({ expires }: StaffGrant): boolean {
    return expires !== null && expires <= this.#options.clock.now();
  }

  #signed(grant: StaffGrant): SignedStaff {
    return { staffId: grant.staffId, staff: grant.staff, role: grant.role, ...this.#heldBy(grant) };
  }

  /** Hides the name, which may be a PIN in the wrong field. In either case of its letters, as names are found. */
  #subjectOfNobody(staff: string): string {
    const name = staff.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
    return `${unknownSubjects}${createHmac('sha256', this.#options.pepper).update(name).digest('hex')}`;
  }

  #refuse(subject: string, grant: StaffGrant | null): never {
    const { ledger, clock } = this.#options;
    const now = clock.now();
    const isLocked = countFailure(ledger, subject, now);
    if (grant === null) keepNewestFailures(ledger, unknownSubjects, mostUnknown);
    logSession(ledger, { at: now, kind: isLocked ? 'locked' : 'refused', staffId: grant?.staffId ?? null });
    // The try that locks reports the lock: the next one would be refused, even with the right PIN.
    refuseLocked(ledger, subject, { now, code: 'HF-AUTH-023' });
    throw new HoldfastError('HF-AUTH-022');
  }

  #heldBy(grant: StaffGrant): Held {
    return { rights: this.#rightsOf(grant), ownCard: grant.ownCard ?? null };
  }

  #rightsOf(grant: StaffGrant): readonly Right[] {
    const rights = grant.permissions.filter(isRight);
    return this.#hasFreshGrants() ? rights : rights.filter((right) => fewestRights.includes(right));
  }

  /** Whether the library's grants still hold in full; later only basic circulation remains. */
  #hasFreshGrants(): boolean {
    const { ledger, clock } = this.#options;
    return clock.now() - (lastContact(ledger) ?? 0) <= fullRightsMs(contactTerms(ledger));
  }

  #computerClock(): Clock {
    return this.#options.computerClock ?? this.#options.clock;
  }

  #see(): void {
    const { ledger } = this.#options;
    if (this.#current !== null) writeSetting(ledger, seenName, seenAt(this.#computerClock()));
  }

  #set(session: Session | null): void {
    const { ledger } = this.#options;
    this.#current = session;
    this.#left = null;
    ledger.transaction(() => {
      putSetting(ledger, settingName, session);
      putSetting(ledger, seenName, seenAt(this.#computerClock()));
    });
  }
}

const readSeen = (ledger: LedgerWriter): Seen | null => readSetting(ledger, seenName, SeenSchema);

const seenAt = (clock: Clock): Seen => ({ at: clock.now(), mono: clock.mono() });

/** Whether a core ran with the session until just now, by both clocks. */
function wasSeenNow(seen: Seen | null, clock: Clock): boolean {
  if (seen === null) return false;
  const wallMs = clock.now() - seen.at;
  const monoMs = clock.mono() - seen.mono;
  return wallMs >= -setBackMs && wallMs <= outlivesMs && monoMs >= 0 && monoMs <= outlivesMs;
}

/** Those that hold, the first to end before the others. */
function grantsInHand(
  ledger: Ledger,
  staff: { readonly staffId: string; readonly role: Role },
  now: Instant,
): readonly GrantInHand[] {
  return nightGrants(ledger)
    .filter((grant) => isGrantHeld(grant, staff, now))
    .toSorted((a, b) => a.to - b.to)
    .map((grant) => ({ grant, used: useOfGrant(ledger, grant.grantId) }));
}
