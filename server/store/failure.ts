// Distinguishes failures of the machine (nothing is recorded, the desk tries again) from failures of a command (it is held, and the rest goes on).
// [I27]

import { StoreFailureError } from './store.ts';

const sqliteFailures = [
  'BUSY',
  'LOCKED',
  'FULL',
  'IOERR',
  'CORRUPT',
  'NOTADB',
  'NOMEM',
  'READONLY',
  'CANTOPEN',
  'INTERRUPT',
];
/** A write on a server that only reads: it follows another one. */
export const READ_ONLY = '25006';
/**
 * Connection lost, read-only, out of resources, ended by the operator, input or output failed, and a transaction that one of these broke. A table or a
 * key that is not there: a newer server changed it while this one was still running.
 */
const postgresFailures = /^(08...|25006|25P02|42P01|42P10|53...|57...|58...|XX...|E[A-Z]{4,})$/;

/** Errors of the driver that have no code. The last one comes for each further statement on a connection that broke. */
const brokenConnection = /connection terminated|connection ended|timeout exceeded|is not queryable/i;

/** Two writers that cannot both be: run the transaction again. */
export function isCollision(error: unknown): boolean {
  return ['40P01', '40001', '55P03'].includes(codeOf(error));
}

/** Whether the database failed, rather than the statement. */
export function isInfrastructure(error: unknown): boolean {
  if (error instanceof StoreFailureError || isCollision(error)) return true;
  const code = codeOf(error);
  if (code.startsWith('SQLITE_')) return sqliteFailures.some((name) => code.startsWith(`SQLITE_${name}`));
  return postgresFailures.test(code) || brokenConnection.test(String(error));
}

/** The code of an error of the database, the disk or the network; empty when it has none. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
