// The identity of this desk: one row, made by enrolment.

import type { BranchId, DeskId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { LibrarySchema, type Library } from '../../shared/wire/rows.ts';
import type { Ledger, LedgerWriter } from './open-ledger.ts';

export type Identity = {
  readonly deskId: DeskId;
  readonly deskName: string;
  readonly branch: BranchId;
  /** The system whose patron data this desk gets; null for a library without systems. */
  readonly system: BranchId | null;
  readonly library: Library;
  readonly serverUrl: string;
  /** Public key of the server, SPKI DER in base64. */
  readonly serverKey: string;
  /** Changes when the server is restored. */
  readonly epoch: string;
  readonly enrolledAt: Instant;
};

type IdentityRow = {
  readonly desk_id: DeskId;
  readonly desk_name: string;
  readonly branch: BranchId;
  readonly system: BranchId | null;
  readonly library: string;
  readonly server_url: string;
  readonly server_key: string;
  readonly epoch: string;
  readonly enrolled_at: number;
};

/** This desk's identity; null before enrolment. */
export function readIdentity(db: Ledger): Identity | null {
  const row = db.get<IdentityRow>('SELECT * FROM identity');
  if (row === undefined) return null;
  return {
    deskId: row.desk_id,
    deskName: row.desk_name,
    branch: row.branch,
    system: row.system,
    library: LibrarySchema.parse(JSON.parse(row.library)),
    serverUrl: row.server_url,
    serverKey: row.server_key,
    epoch: row.epoch,
    enrolledAt: row.enrolled_at,
  };
}

/** Writes the identity: at enrolment, and when the server has a new epoch, address or name for this desk. */
export function writeIdentity(db: LedgerWriter, identity: Identity): void {
  db.transaction(() => {
    db.run(
      `INSERT INTO identity (one, desk_id, desk_name, branch, system, library, server_url, server_key, epoch, enrolled_at)
       VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (one) DO UPDATE SET desk_id = excluded.desk_id, desk_name = excluded.desk_name,
         branch = excluded.branch, system = excluded.system, library = excluded.library,
         server_url = excluded.server_url, server_key = excluded.server_key, epoch = excluded.epoch,
         enrolled_at = excluded.enrolled_at`,
      identity.deskId,
      identity.deskName,
      identity.branch,
      identity.system,
      JSON.stringify(identity.library),
      identity.serverUrl,
      identity.serverKey,
      identity.epoch,
      identity.enrolledAt,
    );
  });
}
