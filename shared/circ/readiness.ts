// Readiness of a desk for an outage: each check with its state, the reason, and the step to take. Pure: the facts are the desk's, and the
// same function judges them at a desk, at the server and for doctor.

import { sayDate, sayTime } from '../core/say-date.ts';
import { sayCombo, type KeyMap } from '../core/desk-keys.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '../core/instant.ts';
import type { Language, Words } from '../core/language.ts';
import { UPDATE_WORDS } from '../core/update-words.ts';
import { LIST_FILE_WORDS } from '../core/list-file-words.ts';
import { areListFilesOld } from './model/list-files.ts';
import type { ReadinessFacts } from './model/readiness.ts';

export const READINESS_CHECKS = [
  'report',
  'data',
  'waiting',
  'keys',
  'clock',
  'printer',
  'lists',
  'grants',
  'disk',
  'version',
  'self',
  'people',
  'drill',
] as const;
export type ReadinessCheck = (typeof READINESS_CHECKS)[number];
export type CheckState = 'ok' | 'note' | 'bad';

/** One check. `todo` is null where nothing is to be done. */
export type Judged = {
  readonly check: ReadinessCheck;
  readonly state: CheckState;
  readonly why: Words;
  readonly todo: Words | null;
};

/** The report of a desk with the facts to judge it by. */
export type Reported = {
  readonly facts: ReadinessFacts;
  readonly reportedAt: Instant;
  readonly now: Instant;
  readonly zone: string;
  /** The newest version of the program among the desks of the library. */
  readonly newestVersion: string;
  /** The library's keys, which the steps to take name. */
  readonly keys: KeyMap;
};

export const CHECK_NAMES: Readonly<Record<ReadinessCheck, Words>> = {
  report: { en: 'Report', es: 'Informe' },
  data: { en: 'Data', es: 'Datos' },
  waiting: { en: 'Waiting transactions', es: 'Transacciones en espera' },
  keys: { en: 'Keys', es: 'Claves' },
  clock: { en: 'Clock', es: 'Reloj' },
  printer: { en: 'Printer', es: 'Impresora' },
  lists: { en: 'Lists in a folder', es: 'Listas en una carpeta' },
  grants: { en: 'Night grants', es: 'Permisos nocturnos' },
  disk: { en: 'Disk space', es: 'Espacio en disco' },
  version: { en: 'Version', es: 'Versión' },
  self: { en: 'Self-checks', es: 'Autocomprobaciones' },
  people: { en: 'People with PINs', es: 'Personas con PIN' },
  drill: { en: 'Outage drill', es: 'Simulacro de corte' },
};

/** A desk reports every half hour; one that missed several may be off, or without a line. */
const SILENT_AFTER_MS = 2 * HOUR_MS;
const OLD_DATA_MS = 15 * MINUTE_MS;
const STALE_DATA_MS = DAY_MS;
const STUCK_AFTER_MS = HOUR_MS;
/** Receipts and due times go wrong by more than this. */
export const CLOCK_TOLERANCE_MS = 60_000;
export const LEAST_FREE_BYTES = 500 * 1024 * 1024;
const LITTLE_FREE_BYTES = 4 * LEAST_FREE_BYTES;
/** The copy is compared once a night. */
const COMPARED_WITHIN_MS = 3 * DAY_MS;
const DRILL_WITHIN_MS = 180 * DAY_MS;

const JUDGES: Readonly<Record<ReadinessCheck, (reported: Reported) => Omit<Judged, 'check'>>> = {
  report: judgeReport,
  data: judgeData,
  waiting: judgeWaiting,
  keys: judgeKeys,
  clock: judgeClock,
  printer: judgePrinter,
  lists: judgeLists,
  grants: judgeGrants,
  disk: judgeDisk,
  version: judgeVersion,
  self: judgeSelf,
  people: judgePeople,
  drill: judgeDrill,
};

/** Every check of a desk, in a fixed order. */
export function judgeReadiness(reported: Reported): readonly Judged[] {
  return READINESS_CHECKS.map((check) => ({ check, ...JUDGES[check](reported) }));
}

/** The score: how many checks are in order, and the worst state among them. */
export function readinessScore(judged: readonly Pick<Judged, 'state'>[]): {
  readonly inOrder: number;
  readonly of: number;
  readonly state: CheckState;
} {
  const has = (state: CheckState) => judged.some((one) => one.state === state);
  return {
    inOrder: judged.filter(({ state }) => state === 'ok').length,
    of: judged.length,
    state: has('bad') ? 'bad' : has('note') ? 'note' : 'ok',
  };
}

/** The higher of two versions of the program, by their numbers. */
export function newerVersion(a: string, b: string): string {
  return a.localeCompare(b, 'en', { numeric: true }) >= 0 ? a : b;
}

type Verdict = Omit<Judged, 'check'>;

const ok = (why: Words): Verdict => ({ state: 'ok', why, todo: null });
const note = (why: Words, todo: Words): Verdict => ({ state: 'note', why, todo });
const bad = (why: Words, todo: Words): Verdict => ({ state: 'bad', why, todo });

/** The same sentence in both languages, around values in each. */
function both(say: (language: Language) => string): Words {
  return { en: say('en'), es: say('es') };
}

function moment(language: Language, at: Instant, zone: string): string {
  return `${sayDate(language, at, zone)}, ${sayTime(language, at, zone)}`;
}

function judgeReport({ reportedAt, now, zone }: Reported): Verdict {
  const why = both((language) => {
    const at = moment(language, reportedAt, zone);
    return language === 'en' ? `Last reported ${at}.` : `Último informe: ${at}.`;
  });
  if (now - reportedAt <= SILENT_AFTER_MS) return ok(why);
  return bad(why, {
    en: 'Start the desk and check its line: everything below may be out of date.',
    es: 'Encienda el mostrador y revise su línea: lo que sigue puede no ser actual.',
  });
}

function judgeData({ facts: { dataAsOf }, reportedAt, zone }: Reported): Verdict {
  if (dataAsOf === null)
    return bad(
      { en: 'The desk has no complete copy of the library.', es: 'El mostrador no tiene una copia completa.' },
      {
        en: 'Leave it on with a line until the copy is loaded.',
        es: 'Déjelo encendido con línea hasta que se cargue.',
      },
    );
  const why = both((language) => {
    const at = moment(language, dataAsOf, zone);
    return language === 'en' ? `Complete to ${at}.` : `Completos hasta ${at}.`;
  });
  const age = reportedAt - dataAsOf;
  const todo = {
    en: 'Open Connection status, then Sync now.',
    es: 'Abra Estado de la conexión y luego Sincronizar ya.',
  };
  if (age > STALE_DATA_MS) return bad(why, todo);
  return age > OLD_DATA_MS ? note(why, todo) : ok(why);
}

function judgeWaiting({ facts: { waiting, waitingSince }, reportedAt }: Reported): Verdict {
  const why =
    waiting === 0
      ? { en: 'Nothing waits for the server.', es: 'Nada espera al servidor.' }
      : { en: `${waiting} wait for the server.`, es: `${waiting} esperan al servidor.` };
  const isStuck = waitingSince !== null && reportedAt - waitingSince > STUCK_AFTER_MS;
  if (!isStuck) return ok(why);
  return bad(why, {
    en: 'Open Connection status and follow what it says; or hand the transactions in as a file.',
    es: 'Abra Estado de la conexión y siga lo que indica, o entregue las transacciones en un archivo.',
  });
}

function judgeKeys({ facts: { keys } }: Reported): Verdict {
  if (keys === 'system') return ok({ en: 'Sealed by this computer.', es: 'Selladas por esta computadora.' });
  if (keys === 'passphrase') return ok({ en: 'Sealed by a passphrase.', es: 'Selladas con una frase de acceso.' });
  return note(
    { en: 'Not protected by this computer.', es: 'No protegidas por esta computadora.' },
    {
      en: 'Use the desk’s own window, or set HOLDFAST_PASSPHRASE_FILE.',
      es: 'Use la ventana propia del mostrador o defina HOLDFAST_PASSPHRASE_FILE.',
    },
  );
}

function judgeClock({ facts: { clockOffsetMs } }: Reported): Verdict {
  if (clockOffsetMs === null)
    return note(
      { en: 'Not compared with the server yet.', es: 'Aún no se comparó con el servidor.' },
      { en: 'Let the desk reach the server once.', es: 'Deje que el mostrador alcance el servidor una vez.' },
    );
  const seconds = Math.round(Math.abs(clockOffsetMs) / 1_000);
  const why = { en: `${seconds} s away from the server.`, es: `A ${seconds} s del servidor.` };
  if (Math.abs(clockOffsetMs) <= CLOCK_TOLERANCE_MS) return ok(why);
  return bad(why, { en: 'Set the clock of this computer.', es: 'Ajuste el reloj de esta computadora.' });
}

function judgePrinter({ facts: { printer }, keys }: Reported): Verdict {
  if (printer.waiting > 0) {
    const { waiting } = printer;
    const key = sayCombo(keys.slip);
    return bad(
      { en: `${waiting} slips wait for the printer.`, es: `${waiting} recibos esperan a la impresora.` },
      { en: `Check paper and cable, then ${key}.`, es: `Revise papel y cable; después ${key}.` },
    );
  }
  if (printer.isSet) return ok({ en: 'Set up; no slip waits.', es: 'Configurada; ningún recibo espera.' });
  return note(
    { en: 'None is set up: slips print from the screen.', es: 'Ninguna: los recibos se imprimen de la pantalla.' },
    { en: 'Choose a printer in Settings.', es: 'Elija una impresora en Ajustes.' },
  );
}

/** One desk of a branch is enough: a desk that keeps none is in order. */
function judgeLists({ facts: { listFiles }, reportedAt, zone }: Reported): Verdict {
  if (listFiles === undefined) return ok({ en: 'This desk keeps none.', es: 'Este mostrador no guarda ninguna.' });
  const { writtenAt, trouble } = listFiles;
  const aged = both((language) => {
    const at = writtenAt === null ? null : moment(language, writtenAt, zone);
    if (at === null) return language === 'en' ? 'Not all are written yet.' : 'Aún no están todas.';
    return language === 'en' ? `As of ${at}.` : `Actualizadas: ${at}`;
  });
  if (trouble !== null) {
    const { why, todo } = LIST_FILE_WORDS[trouble];
    return bad({ en: `${aged.en} ${why.en}`, es: `${aged.es} ${why.es}` }, todo);
  }
  if (!areListFilesOld(listFiles, reportedAt)) return ok(aged);
  return bad(aged, {
    en: 'In Settings of this desk, open Lists in a folder and write them now.',
    es: 'En los Ajustes de este mostrador, abra Listas en una carpeta y escríbalas ya.',
  });
}

function judgeGrants({ facts: { nightGrants } }: Reported): Verdict {
  if (nightGrants > 0) return ok({ en: `${nightGrants} hold this week.`, es: `${nightGrants} vigentes esta semana.` });
  return note(
    {
      en: 'None: at night only codes by phone set a reason aside.',
      es: 'Ninguno: de noche solo un código por teléfono permite una excepción.',
    },
    { en: 'Give one with holdfast staff night-grant.', es: 'Otorgue uno con holdfast staff night-grant.' },
  );
}

function judgeDisk({ facts: { freeBytes } }: Reported): Verdict {
  const mb = Math.floor(freeBytes / 1024 / 1024);
  const why = { en: `${mb} MB free.`, es: `${mb} MB libres.` };
  const todo = {
    en: 'Free some space: transactions are refused when the disk is full.',
    es: 'Libere espacio: con el disco lleno se rechazan las transacciones.',
  };
  if (freeBytes < LEAST_FREE_BYTES) return bad(why, todo);
  return freeBytes < LITTLE_FREE_BYTES ? note(why, todo) : ok(why);
}

function judgeVersion({ facts: { version, update }, newestVersion }: Reported): Verdict {
  const why = { en: `Holdfast ${version}.`, es: `Holdfast ${version}.` };
  if (update !== undefined) {
    const { why: waits, todo } = UPDATE_WORDS[update.why];
    const told = {
      en: `Holdfast ${version}. Version ${update.version} ${waits.en}`,
      es: `Holdfast ${version}. La versión ${update.version} ${waits.es}`,
    };
    // A version that is fetched is as it should be: it is installed when the program ends.
    return todo === null || update.why === 'at-end' ? ok(told) : note(told, todo);
  }
  if (newerVersion(version, newestVersion) === version) return ok(why);
  return note(why, { en: `Update it to ${newestVersion}.`, es: `Actualícelo a ${newestVersion}.` });
}

function judgeSelf({ facts: { self }, reportedAt, zone }: Reported): Verdict {
  if (self.lostActs > 0)
    return bad(
      {
        en: `Up to ${self.lostActs} recorded transactions are lost.`,
        es: `Pueden haberse perdido ${self.lostActs} transacciones.`,
      },
      { en: 'Run holdfast doctor at this desk.', es: 'Ejecute holdfast doctor en este mostrador.' },
    );
  const { comparedAt } = self;
  if (comparedAt === null || reportedAt - comparedAt > COMPARED_WITHIN_MS)
    return note(
      {
        en: 'The copy was not compared with the server in the last days.',
        es: 'La copia no se comparó con el servidor en los últimos días.',
      },
      { en: 'Leave the desk on for a night.', es: 'Deje encendido el mostrador una noche.' },
    );
  const why = both((language) => {
    const at = moment(language, comparedAt, zone);
    return language === 'en' ? `Copy compared ${at}.` : `Copia comparada: ${at}.`;
  });
  if (!self.isDiffering) return ok(why);
  return note(why, {
    en: 'It differed and is loaded anew by itself; look again tomorrow.',
    es: 'Era distinta y se carga de nuevo sola; vuelva a mirar mañana.',
  });
}

function judgePeople({ facts: { people } }: Reported): Verdict {
  const { maySignIn, mayOverride } = people;
  const why = {
    en: `${maySignIn} may sign in without a line, ${mayOverride} of them may override.`,
    es: `${maySignIn} pueden entrar sin línea; ${mayOverride} pueden autorizar.`,
  };
  if (maySignIn === 0)
    return bad(why, {
      en: 'Add staff, and let the desk reach the server.',
      es: 'Agregue personal y deje que el mostrador alcance el servidor.',
    });
  if (mayOverride > 0) return ok(why);
  return note(why, {
    en: 'Give a PIN to a person who may override.',
    es: 'Dé un PIN a una persona que pueda autorizar.',
  });
}

function judgeDrill({ facts: { drill }, now, zone }: Reported): Verdict {
  const todo = {
    en: 'Choose this line with ↓ and press D to start a drill.',
    es: 'Elija esta línea con ↓ y pulse D para iniciar un simulacro.',
  };
  if (drill === null) return note({ en: 'No drill so far.', es: 'Ningún simulacro hasta ahora.' }, todo);
  const why = both((language) => {
    const at = moment(language, drill.from, zone);
    const minutes = Math.max(1, Math.round((drill.to - drill.from) / MINUTE_MS));
    const { acts, left } = drill;
    return language === 'en'
      ? `${at}: ${minutes} min without a line, ${acts} transactions, ${left} not confirmed after.`
      : `${at}: ${minutes} min sin línea, ${acts} transacciones, ${left} sin confirmar después.`;
  });
  if (drill.left > 0)
    return bad(why, {
      en: 'Open Connection status at this desk: what was recorded did not reach the server.',
      es: 'Abra Estado de la conexión en este mostrador: lo registrado no llegó al servidor.',
    });
  if (drill.isEndedEarly) return note(why, { en: 'It was ended early: repeat it.', es: 'Se terminó antes: repítalo.' });
  return now - drill.from > DRILL_WITHIN_MS ? note(why, todo) : ok(why);
}
