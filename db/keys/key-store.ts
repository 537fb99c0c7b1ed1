// The port that keeps a program's secrets and, for a desk, the mark of how far its ledger had come. Three providers: a seal of the
// operating system (injected), a passphrase, and an unsealed file. Sealing may be asynchronous, so the port is.

import type { StreamId } from '../../shared/core/ids.ts';

/** Protection of the keys against a person who holds the disk. `weak`: the system sealed them with a well-known password. */
export type KeyProtection = 'system' | 'passphrase' | 'weak' | 'none';

/** Whether a person who holds the disk cannot read the keys. Where they can, status and doctor report it. */
export function isProtected(protection: KeyProtection): boolean {
  return protection === 'system' || protection === 'passphrase';
}

/** Secrets by name. */
export type Secrets = Readonly<Record<string, Uint8Array>>;

/** The last act that is known to have been in the ledger. Written after its commit, never before, and before it is answered. */
export type SeqMark = { readonly stream: StreamId; readonly seq: number };

export type KeyStore = {
  readonly protection: KeyProtection;
  /** The secrets; null when none were saved yet. Throws HF-DB-011, 012 or 013. */
  load(): Promise<Secrets | null>;
  /** Saves the secrets, on the disk before it returns. */
  save(secrets: Secrets): Promise<void>;
  /** The mark; null when there is none or it cannot be read (a loss of power may take it). */
  loadMark(): Promise<SeqMark | null>;
  /** Keeps the mark: written when the call returns, so that it outlives a crash of the program, and on the disk when the promise resolves. */
  saveMark(mark: SeqMark): Promise<void>;
};
