// FOLIO's rules over its gateway: the text, and the policies, places and calendars that it names, in the files of its export.

import { z } from 'zod';
import { read } from '../http-call.ts';
import { SystemFailureError, type RuleFiles } from '../other-system.ts';
import { csvFile, jsonLinesFile } from '../rule-files.ts';
import type { FolioClient } from './folio-client.ts';

type Kept = { readonly path: string; readonly list: string };

/** Where each file of the export is kept. */
const FILES = {
  'loan-policies': { path: '/loan-policy-storage/loan-policies', list: 'loanPolicies' },
  'request-policies': { path: '/request-policy-storage/request-policies', list: 'requestPolicies' },
  'patron-notice-policies': {
    path: '/patron-notice-policy-storage/patron-notice-policies',
    list: 'patronNoticePolicies',
  },
  'overdue-fine-policies': { path: '/overdue-fines-policies', list: 'overdueFinePolicies' },
  'lost-item-fee-policies': { path: '/lost-item-fees-policies', list: 'lostItemFeePolicies' },
  'fixed-due-date-schedules': {
    path: '/fixed-due-date-schedule-storage/fixed-due-date-schedules',
    list: 'fixedDueDateSchedules',
  },
  'patron-groups': { path: '/groups', list: 'usergroups' },
  'material-types': { path: '/material-types', list: 'mtypes' },
  'loan-types': { path: '/loan-types', list: 'loantypes' },
  institutions: { path: '/location-units/institutions', list: 'locinsts' },
  campuses: { path: '/location-units/campuses', list: 'loccamps' },
  libraries: { path: '/location-units/libraries', list: 'loclibs' },
  locations: { path: '/locations', list: 'locations' },
  'service-points': { path: '/service-points', list: 'servicepoints' },
} as const satisfies Readonly<Record<string, Kept>>;

const CALENDARS: Kept = { path: '/calendar/calendars', list: 'calendars' };
const CONDITIONS: Kept = { path: '/patron-block-conditions', list: 'patronBlockConditions' };
const LIMITS: Kept = { path: '/patron-block-limits', list: 'patronBlockLimits' };

const TextSchema = z.object({ rulesAsText: z.string().min(1) });
const RecordSchema = z.looseObject({ id: z.string() });
type FolioRecord = z.infer<typeof RecordSchema>;
const LimitSchema = z.object({
  id: z.string(),
  patronGroupId: z.string(),
  conditionId: z.string(),
  value: z.union([z.number(), z.string()]),
});

const PAGE = 500;

type Getting = Pick<FolioClient, 'get'>;

/** Reads them over a line to FOLIO. Throws SystemFailureError. */
export async function folioRuleFiles(client: Getting): Promise<RuleFiles> {
  const { rulesAsText } = read(TextSchema, await client.get('/circulation/rules'));
  const files = [{ name: 'circulation-rules.txt', text: rulesAsText }];
  for (const [name, kept] of Object.entries(FILES)) files.push(jsonLinesFile(name, await allOf(client, kept)));
  const missing: string[] = [];
  // Modules that a FOLIO need not have: it has no such route then. Any other failure would leave out what is there.
  const add = async (what: string, work: () => Promise<RuleFiles['files']>): Promise<void> => {
    try {
      files.push(...(await work()));
    } catch (error) {
      if (!(error instanceof SystemFailureError) || error.status !== 404) throw error;
      missing.push(`${what}: it has no module for them`);
    }
  };
  await add('its calendars', async () => [jsonLinesFile('calendars', await allOf(client, CALENDARS))]);
  await add('its limits of patron groups', () => limitFiles(client));
  return { files, missing };
}

async function limitFiles(client: Getting): Promise<RuleFiles['files']> {
  const conditions = await allOf(client, CONDITIONS);
  const limits = z.array(LimitSchema).safeParse(await allOf(client, LIMITS));
  if (!limits.success) throw new SystemFailureError('not-answered', 'its limits are in a form that is not known');
  const rows = limits.data.map(({ id, patronGroupId, conditionId, value }) => ({
    id,
    patron_group_id: patronGroupId,
    condition_id: conditionId,
    value: String(value),
  }));
  return [
    jsonLinesFile('patron_block_conditions', conditions),
    csvFile('patron_block_limits', ['id', 'patron_group_id', 'condition_id', 'value'], rows),
  ];
}

/** All records of a kind, in the order of their ids, each without the names of those who changed it. Throws SystemFailureError. */
async function allOf(client: Getting, { path, list }: Kept): Promise<readonly FolioRecord[]> {
  const all = new Map<string, FolioRecord>();
  // The calendars know no query: they come in an order of their own.
  const order: Readonly<Record<string, string>> =
    path === CALENDARS.path ? {} : { query: 'cql.allRecords=1 sortBy id' };
  for (let before = -1; all.size > before;) {
    before = all.size;
    const page = { ...order, limit: String(PAGE), offset: String(before) };
    const records = read(z.object({ [list]: z.array(RecordSchema) }), await client.get(path, page))[list] ?? [];
    // A server may give fewer at once than it is asked for.
    for (const { metadata: _, ...record } of records) all.set(record.id, record);
  }
  return [...all.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
