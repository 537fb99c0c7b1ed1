// `holdfast connector`: other library systems that the server sends acts of the desks to.

import {
  addConnector,
  changeSettings,
  kindOf,
  pauseConnector,
  removeConnector,
  DIFFERING_STATES,
  type ToldState,
} from '../../../server/connectors/connector-rows.ts';
import {
  learnedLines,
  outboxLines,
  standingOfConnectors,
  type ConnectorStanding,
  type OutboxLine,
} from '../../../server/connectors/connector-list.ts';
import { CONNECTOR_KINDS, isConnectorKind, readSettings } from '../../../server/connectors/connector-settings.ts';
import { formatInstant } from '../../../shared/core/instant.ts';
import { withStore, type StoreContext } from '../admin/with-store.ts';
import { withSystem } from '../admin/with-system.ts';
import { hasFlag, requiredText, UsageError, type Command, type Run } from '../command.ts';
import { readJsonFile } from '../read-json-file.ts';
import { pullConnector } from './connector-pull.ts';
import { writeConnectorRules } from './connector-rules.ts';

export const connectorCommand: Command = {
  usage: `add ${CONNECTOR_KINDS.join('|')} --name NAME --settings FILE
  set NAME --settings FILE | check NAME | list
  outbox NAME [--differing] | log NAME | learned NAME
  pull NAME [--full] | rules NAME --out DIR
  pause NAME | resume NAME | remove NAME
  each with --database URL|embedded [--data DIR] [--json]

add: tells another library system of every act that the server takes in from now on. --settings: how it is reached, as JSON (docs/connectors.md);
passwords stand in files or in the environment, never in it.
set: other settings for one; what waits goes on waiting.
check: says in a few lines whether it works and with which limits. It changes nothing there. Exit code 1 when it does not work.
outbox: what waits; --differing: what it refused or has otherwise. log: every message, with the time at the desk and the time at which it was told.
learned: acts that were made there, with both times, and loans there whose card or barcode is not known here.
pull: takes in its people and copies now, by the feeds from this connector: what changed, or with --full the whole lists.
rules: writes the rules there into an empty folder, in the files of an export: rules import reads them, and nothing is put in force.
pause, resume: what happens meanwhile waits. remove: forgets what it was not told.`,
  options: {
    name: { type: 'string' },
    settings: { type: 'string' },
    differing: { type: 'boolean' },
    out: { type: 'string' },
    full: { type: 'boolean' },
    database: { type: 'string' },
    data: { type: 'string' },
  },
  mostWords: 2,
  run: async (run) => {
    const [action, word] = run.positionals;
    const work = action !== undefined && isAction(action) ? ACTIONS[action] : undefined;
    if (work === undefined || (word === undefined) !== (action === 'list'))
      throw new UsageError(`write: holdfast connector ${Object.keys(ACTIONS).join('|')}`);
    return withStore(run, (context) => work(run, word ?? '', context));
  },
};

type Action = (run: Run, word: string, context: StoreContext) => Promise<number>;

const ACTIONS = {
  add,
  set,
  check,
  list,
  outbox: (run, name, context) =>
    print(run, name, context, hasFlag(run.values, 'differing') ? DIFFERING_STATES : ['waiting', 'asked']),
  log: (run, name, context) => print(run, name, context, null),
  learned: printLearned,
  pull: pullConnector,
  rules: writeConnectorRules,
  pause: (run, name, context) => pause(run, name, context, true),
  resume: (run, name, context) => pause(run, name, context, false),
  remove,
} satisfies Record<string, Action>;
const isAction = (name: string): name is keyof typeof ACTIONS => Object.hasOwn(ACTIONS, name);

async function add({ values, io }: Run, kind: string, context: StoreContext): Promise<number> {
  if (!isConnectorKind(kind)) throw new UsageError(`write: holdfast connector add ${CONNECTOR_KINDS.join('|')}`);
  const name = requiredText(values, 'name');
  if (!/^[a-z0-9][a-z0-9-]{0,29}$/.test(name)) throw new UsageError('--name takes letters a-z, digits and dashes');
  const settings = readSettings(kind, readJsonFile(requiredText(values, 'settings')));
  await addConnector(context, { name, settings });
  io.out(hasFlag(values, 'json') ? JSON.stringify({ name, kind }) : `${name} is told of acts from now on`);
  return 0;
}

async function set({ values, io }: Run, name: string, { store, clock }: StoreContext): Promise<number> {
  const kind = await store.read((tx) => kindOf(tx, name));
  if (!isConnectorKind(kind))
    throw new UsageError(`the connector ${name} is of a kind that this version does not have`);
  const settings = readSettings(kind, readJsonFile(requiredText(values, 'settings')));
  await store.write((tx) => changeSettings(tx, { name, settings, now: clock.now() }));
  io.out(`${name} has the new settings`);
  return 0;
}

async function check(run: Run, name: string, context: StoreContext): Promise<number> {
  const { values, io } = run;
  const lines = await withSystem(run, name, context, (system) => system.check());
  const isWell = lines.every(({ ok }) => ok);
  if (hasFlag(values, 'json')) io.out(JSON.stringify({ name, ok: isWell, lines }));
  else for (const { ok, text } of lines) io.out(`${ok ? 'ok   ' : 'FAIL '} ${text}`);
  return isWell ? 0 : 1;
}

async function list({ values, io }: Run, _: string, { store }: StoreContext): Promise<number> {
  for (const one of await store.read(standingOfConnectors))
    io.out(hasFlag(values, 'json') ? JSON.stringify(one) : lineOf(one));
  return 0;
}

function lineOf(one: ConnectorStanding): string {
  const { name, kind, isPaused, state, since, why, waiting, taken, differing, loansFault, unknown } = one;
  const how = isPaused ? 'paused' : state === 'up' ? 'reached' : `not reached since ${formatInstant(since)}: ${why}`;
  const learned = [
    ...(loansFault === null ? [] : [`does not show its loans: ${loansFault}`]),
    ...(unknown === 0 ? [] : [`${unknown} loans there are of cards or barcodes that are not known here`]),
  ];
  return [`${name}  ${kind}  ${how}; ${waiting} wait, ${taken} taken, ${differing} differ`, ...learned].join('; ');
}

async function printLearned({ values, io }: Run, name: string, { store }: StoreContext): Promise<number> {
  const lines = await store.read(async (tx) => {
    await kindOf(tx, name);
    return learnedLines(tx, name);
  });
  const moment = (at: number | null) => (at === null ? null : formatInstant(at));
  for (const line of lines) {
    const { kind, at, learnedAt, barcode } = line;
    const text = `${formatInstant(at)} ${kind} ${barcode ?? ''}`.trimEnd();
    if (hasFlag(values, 'json')) io.out(JSON.stringify({ ...line, at: moment(at), learnedAt: moment(learnedAt) }));
    else io.out(learnedAt === null ? text : `${text}, learned ${formatInstant(learnedAt)}`);
  }
  return 0;
}

async function print(
  { values, io }: Run,
  name: string,
  { store }: StoreContext,
  states: readonly ToldState[] | null,
): Promise<number> {
  const lines = await store.read(async (tx) => {
    await kindOf(tx, name);
    return outboxLines(tx, name, states);
  });
  for (const line of lines) io.out(hasFlag(values, 'json') ? jsonOf(line) : textOfLine(line));
  return 0;
}

function jsonOf(line: OutboxLine): string {
  const moment = (at: number | null) => (at === null ? null : formatInstant(at));
  return JSON.stringify({ ...line, at: moment(line.at), toldAt: moment(line.toldAt), there: moment(line.there) });
}

function textOfLine({ kind, state, at, toldAt, barcode, why, text, there }: OutboxLine): string {
  return [
    `${formatInstant(at)} ${kind} ${barcode ?? ''}`.trimEnd(),
    state,
    ...(toldAt === null ? [] : [`told ${formatInstant(toldAt)}`]),
    ...(there === null ? [] : [`due there ${formatInstant(there)}`]),
    ...(why === null ? [] : [text === null || text === '' ? why : `${why} (${text})`]),
  ].join(', ');
}

async function pause({ io }: Run, name: string, { store }: StoreContext, isPaused: boolean): Promise<number> {
  await store.write((tx) => pauseConnector(tx, name, isPaused));
  io.out(isPaused ? `${name} is paused: what happens waits` : `${name} goes on`);
  return 0;
}

async function remove({ io }: Run, name: string, { store }: StoreContext): Promise<number> {
  await store.write((tx) => removeConnector(tx, name));
  io.out(`${name} is told nothing more`);
  return 0;
}
