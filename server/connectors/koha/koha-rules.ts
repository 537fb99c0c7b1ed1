// Koha's rules over its REST interface, in the tables of its export. It shows each rule as it is stored, with the scope that it is stored for; closed days
// and site settings it does not show.

import { z } from 'zod';
import { read } from '../http-call.ts';
import { SystemFailureError, type RuleFiles } from '../other-system.ts';
import { csvFile } from '../rule-files.ts';
import type { KohaAnswer, KohaClient } from './koha-client.ts';

const text = z.string().nullish();
const amount = z.union([z.number(), z.string()]).nullish();
const flag = z.union([z.boolean(), z.number(), z.string()]).nullish();

/** The rules of one scope; `*` = any. A kind that has no rule there is null. */
const ScopeSchema = z
  .object({
    context: z.object({ library_id: z.string(), patron_category_id: z.string(), item_type_id: z.string() }),
  })
  .catchall(z.union([z.string(), z.number(), z.boolean(), z.null()]));
const LibrarySchema = z.object({ library_id: z.string(), name: text });
const CategorySchema = z.object({ patron_category_id: z.string(), name: text, category_type: text });
const TypeSchema = z.object({
  item_type: z.string().optional(),
  /** Its name in other versions. */
  item_type_id: z.string().optional(),
  parent_type: text,
  description: text,
  rentalcharge: amount,
  rentalcharge_daily: amount,
  rentalcharge_hourly: amount,
  notforloan: flag,
});

const ALL = { _per_page: '-1' } as const;
const SCOPE = ['branchcode', 'categorycode', 'itemtype'] as const;
const RULE = [...SCOPE, 'rule_name', 'rule_value'];
const TYPE = [
  'itemtype',
  'parent_type',
  'description',
  'rentalcharge',
  'rentalcharge_daily',
  'rentalcharge_hourly',
  'notforloan',
];

/** Reads them over a line to Koha. Throws SystemFailureError. */
export async function kohaRuleFiles(client: Pick<KohaClient, 'get'>): Promise<RuleFiles> {
  const scopes = storedRules(await client.get('/circulation_rules', { effective: 'false' }));
  const libraries = read(z.array(LibrarySchema), await client.get('/libraries', ALL));
  const categories = read(z.array(CategorySchema), await client.get('/patron_categories', ALL));
  const types = read(z.array(TypeSchema), await client.get('/item_types', ALL));
  return {
    files: [
      csvFile('circulation_rules', RULE, scopes.flatMap(rulesOf)),
      csvFile(
        'branches',
        ['branchcode', 'branchname'],
        libraries.map(({ library_id: code, name }) => ({ branchcode: code, branchname: name ?? '' })),
      ),
      csvFile(
        'patron_categories',
        ['categorycode', 'description', 'category_type'],
        categories.map(({ patron_category_id: code, name, category_type: type }) => ({
          categorycode: code,
          description: name ?? '',
          category_type: type ?? '',
        })),
      ),
      csvFile('item_types', TYPE, types.map(typeRow)),
    ],
    missing: [
      'its closed days: add repeatable_holidays.csv and special_holidays.csv of an export to the folder',
      'its site settings: give them with --settings when the rules are imported',
    ],
  };
}

function storedRules(answer: KohaAnswer): readonly z.infer<typeof ScopeSchema>[] {
  // Older versions answer with the values that hold for one case, whatever they are asked.
  if ([400, 404].includes(answer.status) || (answer.status === 200 && !Array.isArray(answer.body)))
    throw new SystemFailureError('not-answered', 'this version of Koha does not show the rules that are stored');
  const scopes = read(z.array(ScopeSchema), answer);
  if (scopes.length === 0) throw new SystemFailureError('not-answered', 'it shows no rule at all');
  return scopes;
}

function rulesOf({ context, ...values }: z.infer<typeof ScopeSchema>): readonly Record<string, string>[] {
  const { library_id: branchcode, patron_category_id: categorycode, item_type_id: itemtype } = context;
  return Object.entries(values).flatMap(([name, value]) => {
    // An empty value is a rule too: it sets a limit aside.
    if (value === null || value === undefined) return [];
    return [{ branchcode, categorycode, itemtype, rule_name: name, rule_value: String(value) }];
  });
}

function typeRow(one: z.infer<typeof TypeSchema>): Record<string, string> {
  const charge = (value: z.infer<typeof amount>) => String(value ?? '');
  return {
    itemtype: one.item_type ?? one.item_type_id ?? '',
    parent_type: one.parent_type ?? '',
    description: one.description ?? '',
    rentalcharge: charge(one.rentalcharge),
    rentalcharge_daily: charge(one.rentalcharge_daily),
    rentalcharge_hourly: charge(one.rentalcharge_hourly),
    notforloan: [true, 1, '1', 'true'].includes(one.notforloan ?? '') ? '1' : '0',
  };
}
