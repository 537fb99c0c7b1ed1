// The audit as it is handed out: staff who overrode, waived, undid, changed and signed in without success, with the reasons that were written down.
// For supervisors, within the library. It names staff and codes, never patrons.

import type { ActId, PatronId, StaffId } from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import type { Words } from '../../core/language.ts';
import type { MinorUnits } from '../../core/money.ts';
import { ACT_WORDS } from '../../acts/act-words.ts';
import { namesOfActs } from '../../acts/commands.ts';
import { nameOfCode } from '../../core/codes/names.ts';
import type { Cell, Column, Message, ReportDocument, ReportHead, Row, Section } from '../document.ts';
import { CHARGE_NAMES } from '../charge-names.ts';
import { REPORT_KINDS } from '../kinds.ts';
import { nameOfReason } from '../reason-names.ts';
import { countColumn, instantColumn, section, textColumn } from '../section.ts';
import type { NameOf } from '../shift-document.ts';
import { exportSection, type AuditedExport } from './audited-export.ts';

/** Names of acts in an audit, besides acts that overrode something. */
export const AUDITED: readonly string[] = namesOfActs(({ audit }) => audit);

/** An act as an audit shows it. */
export type AuditedAct = {
  readonly id: ActId;
  readonly at: Instant;
  readonly desk: string;
  readonly staffId: StaffId | null;
  readonly name: string;
  /** Overridden reasons, and the authoriser where that was another person. */
  readonly codes: readonly string[];
  readonly authoriserId: StaffId | null;
  /** Done on a night grant: to be reviewed the next morning. */
  readonly isOnNightGrant: boolean;
  /** On a code by phone of the authoriser: to be reviewed too. */
  readonly isByPhone: boolean;
  /** A checkout that the sponsor's proxy carried. */
  readonly isByProxy: boolean;
  /** The two accounts of such a checkout, or of a link that was made or ended; null = none, or purged. The report only numbers them. */
  readonly linked: { readonly sponsor: PatronId; readonly proxy: PatronId } | null;
  /** The item of the act, by its barcode; null = none, or not known any more. */
  readonly item: string | null;
  /** Of an undo: the name of the act that it took back. */
  readonly undone: string | null;
  /** Of an edit: names of the fields, without their values. */
  readonly fields: readonly string[];
  /** Of an added fee: its cause. */
  readonly charge: string | null;
  /** Of a fee that was added, or a part that was waived. */
  readonly amountMinor: MinorUnits | null;
  /** As it was written down; null without one, or once purged. */
  readonly reason: string | null;
};

/** A sign-in, or a file that was taken out or handed in. */
export type AuditedSession = {
  readonly at: Instant;
  readonly desk: string;
  readonly kind: string;
  readonly staffId: StaffId | null;
};

export type AuditInput = {
  readonly acts: readonly AuditedAct[];
  /** Null: not known here. */
  readonly sessions: readonly AuditedSession[] | null;
  /** Reports that were taken out as files. */
  readonly exports: readonly AuditedExport[];
  readonly nameOf: NameOf;
  readonly currency: string;
  readonly coverage: ReportDocument['coverage'];
};

/** The report. */
export function auditDocument(head: ReportHead, input: AuditInput): ReportDocument {
  const { coverage, sessions, exports, nameOf } = input;
  const numberOf = numbersOf(input.acts);
  return {
    ...head,
    kind: 'audit',
    title: { words: REPORT_KINDS.audit.title },
    coverage: sessions === null ? [...coverage, { words: AT_DESKS }] : coverage,
    sections: [
      kindSection(input),
      ...[
        overrideSection(input),
        actSection(input, numberOf),
        proxySection(input, numberOf),
        sessionSection(input),
        exportSection(exports, nameOf, head.zone),
      ].map((one) => forSupervisors(one)),
    ],
  };
}

const AT_DESKS: Words = {
  en: 'Sign-ins and files of one desk are recorded at that desk: see its own audit.',
  es: 'Los inicios de sesión y los archivos de un mostrador se registran en ese mostrador: vea su auditoría.',
};

const EXPORTED: Words = { en: 'Report exported as a file', es: 'Informe exportado como archivo' };

const OVERRIDDEN: Words = { en: 'Transactions with an override', es: 'Transacciones con autorización' };

/** Lent to a sponsor by the card of their proxy. */
const BY_PROXY: Words = { en: 'Checked out by a proxy', es: 'Prestado a través de una persona autorizada' };

const ON_NIGHT_GRANT: Words = { en: 'Night permission', es: 'Permiso de noche' };
const BY_PHONE: Words = { en: 'Code by phone', es: 'Código por teléfono' };

/** How much there was of each kind, by kind and not by person. */
function kindSection({ acts, sessions, exports }: AuditInput): Section {
  const columns = [textColumn('what', 'What', 'Qué'), countColumn('number', 'Number', 'Número')];
  const others = acts.filter(({ name }) => isAudited(name));
  const onGrant = acts.filter(({ isOnNightGrant }) => isOnNightGrant).length;
  const byProxy = acts.filter(({ isByProxy }) => isByProxy).length;
  const byPhone = acts.filter(({ isByPhone }) => isByPhone).length;
  const rows: Row[] = [
    [{ words: OVERRIDDEN }, acts.filter(({ codes }) => codes.length > 0).length],
    ...(onGrant === 0 ? [] : [[{ words: ON_NIGHT_GRANT }, onGrant] satisfies Row]),
    ...(byProxy === 0 ? [] : [[{ words: BY_PROXY }, byProxy] satisfies Row]),
    ...(byPhone === 0 ? [] : [[{ words: BY_PHONE }, byPhone] satisfies Row]),
    ...counted(others.map(({ name }) => name)).map(([name, n]): Row => [{ words: nameOfCode(ACT_WORDS, name) }, n]),
    ...counted((sessions ?? []).map(({ kind }) => kind)).map(([kind, n]): Row => [
      { words: nameOfCode(SESSION_WORDS, kind) },
      n,
    ]),
    ...(exports.length === 0 ? [] : [[{ words: EXPORTED }, exports.length] satisfies Row]),
  ];
  return section('kinds', { en: 'Total', es: 'Total' }, columns, rows);
}

const WHEN = instantColumn('at', 'When', 'Cuándo');
const DESK = textColumn('desk', 'Desk', 'Mostrador');
const STAFF = textColumn('staff', 'Staff', 'Personal');
const ACT = textColumn('act', 'Transaction', 'Transacción');
const ITEM = textColumn('item', 'Item', 'Material');
const REASON = textColumn('reason', 'Reason', 'Motivo');

function overrideSection({ acts, nameOf }: AuditInput): Section {
  const columns: readonly Column[] = [
    WHEN,
    DESK,
    STAFF,
    textColumn('authoriser', 'Authorized by', 'Autorizado por'),
    ACT,
    ITEM,
    textColumn('overridden', 'What was overridden', 'Qué se autorizó'),
    REASON,
  ];
  const rows = acts
    .filter(({ codes, isByPhone }) => codes.length > 0 || isByPhone)
    .map((act): Row => [
      act.at,
      act.desk,
      nameOf(act.staffId),
      wordOf(act, nameOf),
      { words: nameOfCode(ACT_WORDS, act.name) },
      act.item,
      overridden(act.codes),
      act.reason,
    ]);
  return section('overrides', { en: 'Overrides', es: 'Autorizaciones' }, columns, rows);
}

/** The authoriser: a waiver by phone stands here too, since it needs as much review. */
function wordOf({ isOnNightGrant, isByPhone, authoriserId }: AuditedAct, nameOf: NameOf): Cell {
  if (isOnNightGrant) return { words: ON_NIGHT_GRANT };
  const name = nameOf(authoriserId);
  if (!isByPhone || name === null) return name;
  return { words: { en: `${name} (${BY_PHONE.en})`, es: `${name} (${BY_PHONE.es})` } };
}

function overridden(codes: readonly string[]): Message {
  const said = (language: 'en' | 'es') => codes.map((code) => nameOfReason(code)[language]).join('; ');
  return { words: { en: said('en'), es: said('es') } };
}

/** The number of an account in this report. */
type NumberOf = (account: PatronId) => number;

/** Linked accounts in the order in which they are first met: no number leads to a patron, and who takes much for whom can be seen. */
function numbersOf(acts: readonly AuditedAct[]): NumberOf {
  const accounts = [...new Set(acts.flatMap(({ linked }) => (linked === null ? [] : [linked.sponsor, linked.proxy])))];
  return (account) => accounts.indexOf(account) + 1;
}

const NUMBERED: Message = {
  words: {
    en: 'Accounts have a number in this report alone: the same number is the same account.',
    es: 'Las cuentas tienen un número solo en este informe: el mismo número es la misma cuenta.',
  },
};

function actSection({ acts, nameOf, currency }: AuditInput, numberOf: NumberOf): Section {
  const columns = [WHEN, DESK, STAFF, ACT, ITEM, textColumn('detail', 'More', 'Detalle'), REASON];
  const rows = acts
    .filter(({ name }) => isAudited(name))
    .map((act): Row => [
      act.at,
      act.desk,
      nameOf(act.staffId),
      { words: nameOfCode(ACT_WORDS, act.name) },
      act.item,
      detailOf(act, currency, numberOf),
      act.reason,
    ]);
  const heading = { en: 'Waived, undone and changed', es: 'Condonado, deshecho y cambiado' };
  return section('acts', heading, columns, rows);
}

/** Loans that another person than the borrower took along: staff, desk and item. The two patrons are numbers. */
function proxySection({ acts, nameOf }: AuditInput, numberOf: NumberOf): Section {
  const columns = [
    WHEN,
    DESK,
    STAFF,
    ITEM,
    textColumn('for_account', 'For account', 'Para la cuenta'),
    textColumn('by_account', 'By account', 'Retirado por la cuenta'),
  ];
  const rows = acts
    .filter(({ isByProxy }) => isByProxy)
    .map(({ at, desk, staffId, item, linked }): Row => {
      const numbers = linked === null ? [] : [linked.sponsor, linked.proxy].map((one) => String(numberOf(one)));
      return [at, desk, nameOf(staffId), item, numbers[0] ?? null, numbers[1] ?? null];
    });
  const found = section('proxies', BY_PROXY, columns, rows);
  return rows.length === 0 ? found : { ...found, notes: [NUMBERED] };
}

function detailOf(
  { undone, fields, charge, amountMinor, linked }: AuditedAct,
  currency: string,
  numberOf: NumberOf,
): Cell {
  if (linked !== null)
    return { words: LINKED, params: { sponsor: numberOf(linked.sponsor), proxy: numberOf(linked.proxy) } };
  if (undone !== null) return { words: nameOfCode(ACT_WORDS, undone) };
  if (amountMinor !== null) {
    const { en, es } = nameOfCode(CHARGE_NAMES, charge ?? '');
    const words = charge === null ? AMOUNT : { en: `${AMOUNT.en}, ${en}`, es: `${AMOUNT.es}, ${es}` };
    return { words, params: { amount: { amountMinor, currency } } };
  }
  return fields.length === 0 ? null : fields.join(', ');
}

const LINKED: Words = {
  en: 'for account {sponsor} by account {proxy}',
  es: 'para la cuenta {sponsor}; autorizada: la cuenta {proxy}',
};

const AMOUNT = { en: '{amount}', es: '{amount}' } as const;

const SESSION_WORDS: Readonly<Record<string, Words>> = {
  refused: { en: 'Sign-in refused', es: 'Inicio de sesión rechazado' },
  locked: { en: 'Sign-in locked', es: 'Inicio de sesión bloqueado' },
  exported: { en: 'File exported', es: 'Archivo exportado' },
  'code-refused': { en: 'Code by phone refused', es: 'Código por teléfono rechazado' },
  'code-locked': { en: 'Codes by phone locked', es: 'Códigos por teléfono bloqueados' },
  imported: { en: 'File handed in', es: 'Archivo entregado' },
};

/** Kinds of sessions in an audit. */
export const AUDITED_SESSIONS: readonly string[] = Object.keys(SESSION_WORDS);

function sessionSection({ sessions, nameOf }: AuditInput): Section {
  const columns = [WHEN, DESK, textColumn('what', 'What', 'Qué'), STAFF];
  const rows = (sessions ?? []).map(({ at, desk, kind, staffId }): Row => [
    at,
    desk,
    { words: nameOfCode(SESSION_WORDS, kind) },
    nameOf(staffId),
  ]);
  const heading = { en: 'Failed sign-ins and files', es: 'Inicios de sesión fallidos y archivos' };
  return section('sessions', heading, columns, rows);
}

function isAudited(name: string): boolean {
  return AUDITED.includes(name);
}

function forSupervisors(one: Section): Section {
  return { ...one, internal: true, right: 'read-staff-reports' };
}

function counted(names: readonly string[]): [string, number][] {
  return [...Map.groupBy(names, (name) => name)]
    .map(([name, all]): [string, number] => [name, all.length])
    .toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
}
