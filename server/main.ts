// The central server as a process of its own. Prints one line of JSON when it is ready; SIGTERM and SIGINT end it cleanly.

import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { systemKeyStore } from '../db/keys/system-key-store.ts';
import { HoldfastError } from '../shared/core/holdfast-error.ts';
import { serve, type ServeOptions } from './serve.ts';
import { systemClock } from './system-clock.ts';
import { systemRandom } from './system-random.ts';

const { values } = parseArgs({
  options: {
    listen: { type: 'string', default: '127.0.0.1:7420' },
    database: { type: 'string', default: 'embedded' },
    data: { type: 'string', default: '.' },
    'tls-cert': { type: 'string' },
    'tls-key': { type: 'string' },
    log: { type: 'string' },
  },
});

const clockShiftMs = Number(process.env['HOLDFAST_CLOCK_SHIFT_MS'] ?? '0');

try {
  const serving = await serve(optionsOf());
  const end = () => {
    serving.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  const ready = { url: serving.url, database: describe(values.database), pid: process.pid };
  process.stdout.write(`${JSON.stringify(clockShiftMs === 0 ? ready : { ...ready, clockShiftMs })}\n`);
} catch (error) {
  const text = error instanceof HoldfastError ? `${error.code}: ${error.message}` : String(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}

function optionsOf(): ServeOptions {
  const { listen, database, data, log } = values;
  const [cert, key] = [values['tls-cert'], values['tls-key']];
  if (database === 'embedded') mkdirSync(data, { recursive: true, mode: 0o700 });
  return {
    listen,
    database,
    data,
    clock: systemClock(clockShiftMs),
    random: systemRandom,
    keyStore: database === 'embedded' ? systemKeyStore(data) : null,
    ...(cert === undefined || key === undefined ? {} : { tls: { cert, key } }),
    ...(log === undefined
      ? {}
      : { log: { level: log === 'debug' ? 'debug' : log === 'error' ? 'error' : 'info', to: process.stderr } }),
  };
}

/** The database without its password. */
function describe(database: string): string {
  return database === 'embedded' ? database : database.replace(/\/\/([^:@/]*):[^@/]*@/, '//$1@');
}
