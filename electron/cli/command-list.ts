// The subcommands of `holdfast`. Each is loaded only when it runs.

import { pathToFileURL } from 'node:url';
import type { Command, CommandEntry } from './command.ts';
import type { ProgramFiles } from './shell/program-files.ts';

/** A subcommand before the program's place is known. */
type Listed = Pick<CommandEntry, 'name' | 'summary'> & {
  readonly load: (files: ProgramFiles) => Promise<Command>;
  /** Part of the tools, which only a clone has. */
  readonly isOfClone?: boolean;
};

const commands: readonly Listed[] = [
  {
    name: 'demo',
    summary: 'try it: a demo library, its server and a desk',
    load: async (files) => (await import('./commands/demo.ts')).demoCommand(files),
  },
  {
    name: 'demo-central',
    summary: null,
    load: async (files) => (await import('./commands/demo-central.ts')).demoCentralCommand(files),
  },
  {
    name: 'serve',
    summary: 'the central server',
    load: async (files) => (await import('./commands/serve.ts')).serveCommand(files),
  },
  {
    name: 'import',
    summary: 'load an export of another system',
    load: async () => (await import('./commands/import.ts')).importCommand,
  },
  {
    name: 'feed',
    summary: 'files of other offices that come again and again',
    load: async () => (await import('./commands/feed.ts')).feedCommand,
  },
  {
    name: 'library',
    summary: 'what holds for the whole library',
    load: async () => (await import('./commands/library.ts')).libraryCommand,
  },
  {
    name: 'staff',
    summary: 'who may sign in',
    load: async () => (await import('./commands/staff.ts')).staffCommand,
  },
  {
    name: 'desk',
    summary: 'run one desk; enrol, list and revoke desks',
    load: async (files) => (await import('./commands/desk.ts')).deskCommand(files),
  },
  {
    name: 'practice',
    summary: 'practice at a desk: its real rules, invented patrons, nothing counts',
    load: async (files) => (await import('./commands/practice.ts')).practiceCommand(files),
  },
  {
    name: 'practice-central',
    summary: null,
    load: async (files) => (await import('./commands/practice-central.ts')).practiceCentralCommand(files),
  },
  {
    name: 'inspect',
    summary: 'what the server holds',
    load: async () => (await import('./commands/inspect.ts')).inspectCommand,
  },
  {
    name: 'report',
    summary: 'reports of a desk or of the library, as PDF, XLSX, CSV or JSON',
    load: async () => (await import('./commands/report.ts')).reportCommand,
  },
  {
    name: 'list',
    summary: 'lists to work down: pull list, hold shelf, exceptions; what a patron has and owes',
    load: async () => (await import('./commands/list.ts')).listCommand,
  },
  {
    name: 'rules',
    summary: 'explain a decision; read rules, put them in force, write them out',
    load: async () => (await import('./commands/rules.ts')).rulesCommand,
  },
  {
    name: 'calendar',
    summary: 'close a branch for a window, and list what was closed',
    load: async () => (await import('./commands/calendar.ts')).calendarCommand,
  },
  {
    name: 'courses',
    summary: 'import lists of courses for course reserves',
    load: async () => (await import('./commands/courses.ts')).coursesCommand,
  },
  {
    name: 'billing',
    summary: 'send fees to student accounts and agencies',
    load: async () => (await import('./commands/billing.ts')).billingCommand,
  },
  {
    name: 'reader',
    summary: 'tokens for discovery layers and pages of hours',
    load: async () => (await import('./commands/reader.ts')).readerCommand,
  },
  {
    name: 'sip2',
    summary: 'accounts of self-check machines and others that speak SIP2',
    load: async () => (await import('./commands/sip2.ts')).sip2Command,
  },
  {
    name: 'gate',
    summary: 'take in what the counter of a gate wrote',
    load: async () => (await import('./commands/gate.ts')).gateCommand,
  },
  {
    name: 'notice',
    summary: 'notices to patrons: how they look, what waits, what came back',
    load: async () => (await import('./commands/notice.ts')).noticeCommand,
  },
  {
    name: 'webhook',
    summary: 'who is told of acts over HTTP, as they come in',
    load: async () => (await import('./commands/webhook.ts')).webhookCommand,
  },
  {
    name: 'connector',
    summary: 'other library systems that are told of what happens at the desks',
    load: async () => (await import('./commands/connector.ts')).connectorCommand,
  },
  {
    name: 'callnumbers',
    summary: 'check the rules of shelf order against a file of cases',
    load: async () => (await import('./commands/callnumbers.ts')).callNumbersCommand,
  },
  {
    name: 'act',
    summary: null,
    load: async () => (await import('./commands/act.ts')).actCommand,
  },
  { name: 'timeline', summary: 'run worked cases of the folds', load: runTools, isOfClone: true },
  {
    name: 'simulate',
    summary: 'run a simulated library with everything that can go wrong',
    load: runTools,
    isOfClone: true,
  },
  {
    name: 'ledger',
    summary: 'check and list what a desk recorded',
    load: async () => (await import('./commands/ledger.ts')).ledgerCommand,
  },
  {
    name: 'export',
    summary: 'all that the library has, as files for another system',
    load: async () => (await import('./commands/export.ts')).exportCommand,
  },
  {
    name: 'backup',
    summary: "copy a desk's ledger, or the library, to a file",
    load: async () => (await import('./commands/backup.ts')).backupCommand,
  },
  {
    name: 'restore',
    summary: 'put such a copy back',
    load: async () => (await import('./commands/restore.ts')).restoreCommand,
  },
  {
    name: 'recovery',
    summary: 'a code on paper that opens the keys of desks and server when those are lost',
    load: async () => (await import('./commands/recovery.ts')).recoveryCommand,
  },
  {
    name: 'rehearse',
    summary: 'prove that a backup of the library can be restored',
    load: async () => (await import('./commands/rehearse.ts')).rehearseCommand,
  },
  {
    name: 'doctor',
    summary: 'what is wrong with a desk or server, and what to do',
    load: async (files) => (await import('./commands/doctor.ts')).doctorCommand(files),
  },
];

/** The list, in the order of `holdfast --help`. */
export function commandList(files: ProgramFiles): readonly CommandEntry[] {
  return commands
    .filter(({ isOfClone = false }) => !isOfClone || files.tools !== null)
    .map(({ name, summary, load }) => ({ name, summary, load: () => load(files) }));
}

/** Runs the tools that only a clone has. They are a program of their own: they take the whole command line and end the process. */
export async function runTools({ tools }: ProgramFiles): Promise<never> {
  if (tools !== null) await import(pathToFileURL(tools).href);
  throw new Error('the tools of a clone are not there, or came back');
}
