// Names used by rules: groups, kinds of items, loan types, places, and the policies that do not concern lending.

import { z } from 'zod';
import { join } from 'node:path';
import type { PolicyRuleSet } from '../../../shared/rules/model/policy-rule-set.ts';
import { readTable } from '../csv/read-table.ts';
import { rowReader, type RowReader } from '../csv/row-reader.ts';
import { fileOf, type FolioFolder } from './folio-files.ts';
import { readForms } from './read-record.ts';

export type References = Pick<
  PolicyRuleSet,
  'groups' | 'itemKinds' | 'loanTypes' | 'institutions' | 'campuses' | 'libraries' | 'locations'
>;

const id = z.string().min(1);
const source = z.string().optional();
const shadow = z.boolean().optional();

const GroupForm = z.strictObject({ id, group: z.string(), expirationOffsetInDays: z.int().optional(), source });
const TypeForm = z.strictObject({ id, name: z.string(), source });
const InstitutionForm = z.strictObject({ id, name: z.string(), code: z.string().optional(), isShadow: shadow });
const CampusForm = InstitutionForm.extend({ institutionId: id });
const LibraryForm = InstitutionForm.extend({ campusId: id });
const LocationForm = z.strictObject({
  id,
  name: z.string(),
  code: z.string().optional(),
  isActive: z.boolean().optional(),
  institutionId: id,
  campusId: id,
  libraryId: id,
  primaryServicePoint: id.optional(),
  servicePointIds: z.array(id).optional(),
  discoveryDisplayName: z.string().optional(),
  isFloatingCollection: z.boolean().optional(),
});

/** Reads everything that rules may name. */
export async function readReferences(folder: FolioFolder): Promise<References> {
  const groups = await readForms(folder, 'patron groups', GroupForm);
  const kinds = await readForms(folder, 'material types', TypeForm);
  const types = await readForms(folder, 'loan types', TypeForm);
  const institutions = await readForms(folder, 'institutions', InstitutionForm);
  const campuses = await readForms(folder, 'campuses', CampusForm);
  const libraries = (await readForms(folder, 'libraries', LibraryForm)).map(({ value }) => ({
    id: value.id,
    name: value.name,
    code: value.code ?? null,
    within: value.campusId,
  }));
  return {
    groups: groups.map(({ value }) => ({ id: value.id, name: value.group })),
    itemKinds: kinds.map(({ value }) => ({ id: value.id, name: value.name })),
    loanTypes: types.map(({ value }) => ({ id: value.id, name: value.name })),
    institutions: institutions.map(({ value }) => ({
      id: value.id,
      name: value.name,
      code: value.code ?? null,
      within: null,
    })),
    campuses: campuses.map(({ value }) => ({
      id: value.id,
      name: value.name,
      code: value.code ?? null,
      within: value.institutionId,
    })),
    libraries,
    locations: await readLocations(folder, libraries),
  };
}

async function readLocations(
  folder: FolioFolder,
  libraries: References['libraries'],
): Promise<References['locations']> {
  const table = fileOf(folder, 'locations', ['csv']);
  if (table !== null) return readLocationTable(folder, table, libraries);
  const records = await readForms(folder, 'locations', LocationForm);
  return records.map(({ value }) => ({
    id: value.id,
    name: value.name,
    code: value.code ?? null,
    within: value.libraryId,
    desk: value.primaryServicePoint ?? null,
  }));
}

const LOCATION_COLUMNS = ['id', 'code', 'name', 'library_code', 'primary_service_point_id'];

async function readLocationTable(
  folder: FolioFolder,
  file: string,
  libraries: References['libraries'],
): Promise<References['locations']> {
  const { tally } = folder;
  tally.open('locations');
  const locations = new Map<string, References['locations'][number]>();
  for await (const { header, records } of readTable({ path: join(folder.path, file), required: LOCATION_COLUMNS })) {
    const read = rowReader(header);
    for (const record of records) {
      const { line } = record;
      if (record.fields === null) {
        tally.reject('locations', { file, line, reason: record.problem });
        continue;
      }
      read.open(record);
      const location = readLocation(read, libraries);
      const problems = [
        ...read.problems(),
        ...(locations.has(location.id) ? [`the id ${location.id} was there before`] : []),
      ];
      if (problems.length > 0) {
        tally.reject('locations', { file, line, reason: problems.join('; ') });
        continue;
      }
      locations.set(location.id, location);
      tally.take('locations');
    }
  }
  return [...locations.values()];
}

function readLocation(read: RowReader, libraries: References['libraries']): References['locations'][number] {
  const within = read.parsed(
    'library_code',
    'a library',
    (code) => libraries.find((one) => one.code === code)?.id ?? null,
  );
  return {
    id: read.required('id'),
    name: read.required('name'),
    code: read.text('code'),
    within,
    desk: read.text('primary_service_point_id'),
  };
}

const RequestForm = z.strictObject({
  id,
  name: z.string(),
  requestTypes: z.array(z.enum(['Hold', 'Page', 'Recall'])).optional(),
});
const REQUEST_TYPES = { Hold: 'hold', Page: 'page', Recall: 'recall' } as const;

/** Reads the request policies. */
export async function readRequestPolicies(folder: FolioFolder): Promise<PolicyRuleSet['requestPolicies']> {
  const records = await readForms(folder, 'request policies', RequestForm);
  return records.map(({ value }) => ({
    id: value.id,
    name: value.name,
    types: (value.requestTypes ?? []).map((type) => REQUEST_TYPES[type]),
  }));
}

const NoticeForm = z.strictObject({
  id,
  name: z.string(),
  active: z.boolean().optional(),
  loanNotices: z.array(z.unknown()).optional(),
  requestNotices: z.array(z.unknown()).optional(),
  feeFineNotices: z.array(z.unknown()).optional(),
});

/** Reads the notice policies by name; the notices that they send are no rule. */
export async function readNoticePolicies(folder: FolioFolder): Promise<PolicyRuleSet['noticePolicies']> {
  const records = await readForms(folder, 'notice policies', NoticeForm);
  return records.map(({ value }) => ({ id: value.id, name: value.name }));
}
