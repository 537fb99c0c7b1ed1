// The messages between host and core over their port: a child process's channel in plain Node, a message port in
// Electron. The core never touches the port directly; its entry turns it into these.

import type { LessonsDone, TaskDone } from '../../shared/circ/model/lessons.ts';
import type { StaffId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { OfferedUpdate } from '../../shared/core/update-gate.ts';
import type { UpdateWait } from '../../shared/core/update-words.ts';
import type { UpdateView } from '../../shared/views/update.ts';
import type { BridgeError } from '../../shared/bridge/contract.ts';
import type { EventName } from '../../shared/bridge/events.ts';

/** The host's configuration for the core: everything that the core may not find out by itself. */
export type CoreConfig = {
  readonly dataDir: string;
  /** Address of the central server; needed the first time, later it is in the ledger. */
  readonly central: string | null;
  /** Enrolment code; only the first time. */
  readonly code: string | null;
  readonly clockShiftMs: number;
  /** Whether a folder without a desk waits for a person to join a library on the screen; else it is refused. Absent = refused. */
  readonly waitsToJoin?: boolean;
  readonly shell: 'electron' | 'browser';
  /**
   * `sealed-by-host`: the computer's own key store, asked over the port; `sealed-weakly-by-host` where that seals with
   * a publicly known password. `system`: a passphrase where one is set, else an unsealed file. `beside-data`: unsealed
   * in the data folder itself, so that both are thrown away together: practice.
   */
  readonly keys: 'sealed-by-host' | 'sealed-weakly-by-host' | 'system' | 'beside-data';
  /** A device or file that slips may be sent to, beside those that the computer lists; absent = none. */
  readonly printerDevice?: string | null;
  /** Folders to begin at where a person chooses one for lists; absent = those of this computer. */
  readonly listPlaces?: readonly string[];
  /** Where machines that speak SIP2 find this desk; absent = nowhere. */
  readonly sip2?: Sip2Listening | null;
  /** How the other desks of the branch are reached, where the library allows neighbors; absent = the usual port, by discovery. */
  readonly lan?: LanSettings | null;
  /** Practice: everything here is invented and thrown away. Absent = a real desk. */
  readonly isPractice?: boolean;
  /** In practice: the person who began it, with the lessons they have done. Absent = no sign-in. */
  readonly learner?: {
    readonly staffId: StaffId;
    readonly staff: string;
    readonly done: readonly TaskDone[];
  };
  /** Hints on the sign-in screen of the demo; null elsewhere. */
  readonly demo: {
    readonly staff: readonly { readonly staff: string; readonly pin: string; readonly role: string }[];
    readonly patrons: readonly string[];
    readonly items: readonly string[];
  } | null;
};

/** Where a desk listens for the other desks of its branch, and addresses of theirs. */
export type LanSettings = {
  readonly listen?: { readonly host: string; readonly port: number } | undefined;
  /** Tried besides those that are found. */
  readonly addresses?: readonly { readonly host: string; readonly port: number }[] | undefined;
};

/** An address on which machines are listened to; port 0 takes a free one. */
export type Sip2Listening = {
  readonly host: string;
  readonly port: number;
  /** Paths of a certificate and its key: machines are spoken to over TLS. Absent = in the clear. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
};

/** New versions as the host knows them. */
export type HostUpdates = {
  readonly by: UpdateView['by'];
  readonly lookedAt: Instant | null;
  readonly isReached: boolean;
  readonly found: FoundVersion | null;
};

/** A version that is newer than this one. `trouble`: why it is not fetched; null = it is. */
export type FoundVersion = OfferedUpdate & {
  readonly trouble: Extract<UpdateWait, 'not-its-turn' | 'not-signed' | 'not-fetched'> | null;
};

export type ToCore =
  | { readonly kind: 'start'; readonly config: CoreConfig }
  | {
      readonly kind: 'call';
      readonly id: number;
      readonly name: string;
      readonly input: unknown;
      readonly callId?: string;
    }
  /** Asks for the library of practice: a PracticeLibrary, without any patron. Answered as a call is. */
  | { readonly kind: 'practiceLibrary'; readonly id: number }
  /** A person did lessons in practice: the real desk keeps them. */
  | ({ readonly kind: 'lessons' } & LessonsDone)
  /** Answer to a hostCall. `isStale`: the unsealed value is to be sealed anew. */
  | { readonly kind: 'hostAnswer'; readonly id: number; readonly value: string | null; readonly isStale?: boolean }
  /** The machine woke up, or its network changed: ask at once. */
  | { readonly kind: 'networkUp' }
  | { readonly kind: 'updates'; readonly updates: HostUpdates }
  /** The machine is about to sleep: write data that is only in memory. */
  | { readonly kind: 'flush' }
  | { readonly kind: 'stop' };

/** The end of a call. `malformed` and `unknown` become HTTP 400 and 404 on loopback. */
export type CallAnswer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: BridgeError; readonly fault: 'refused' | 'malformed' | 'unknown' };

export type FromCore =
  | {
      readonly kind: 'ready';
      readonly deskId: string;
      readonly branch: string;
      readonly keyUnprotected: boolean;
      readonly sip2: Sip2Listening | null;
    }
  | { readonly kind: 'failed'; readonly error: BridgeError }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: CallAnswer }
  | { readonly kind: 'event'; readonly name: EventName; readonly payload: unknown }
  /** The core asks the host to seal or unseal a secret with the computer's own key store. */
  | { readonly kind: 'hostCall'; readonly id: number; readonly name: 'seal' | 'unseal'; readonly value: string }
  | { readonly kind: 'stopped' };
