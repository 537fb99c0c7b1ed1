// `holdfast library --carts`: carts that branches name for parts of their shelves, from a table.

import Papa from 'papaparse';
import type { BranchId } from '../../../shared/core/ids.ts';
import type { Branch, Location } from '../../../shared/circ/model/branch.ts';
import { CartRuleSchema, type CartRule } from '../../../shared/circ/model/cart.ts';
import type { DeskTerms } from '../../../shared/circ/model/desk-terms.ts';
import { textOf, UsageError, type Run } from '../command.ts';
import { readTextFile } from '../read-text-file.ts';

type Places = { readonly branches: readonly Branch[]; readonly locations: readonly Location[] };
type Line = { readonly place: string; readonly fields: Readonly<Record<string, string>> };

/** The carts that a file sets; `none` removes them, and without the option they stay. Throws HF-CLI-003 for a file that cannot be read. */
export function cartTermsOf({ values }: Pick<Run, 'values'>, places: Places): Pick<DeskTerms, 'carts'> {
  const file = textOf(values, 'carts');
  if (file === null) return {};
  if (file === 'none') return { carts: undefined };
  const { data } = Papa.parse<Record<string, string>>(readTextFile(file), { header: true, skipEmptyLines: 'greedy' });
  const rules = data.map((fields, at) => ruleIn({ place: `--carts, line ${at + 2}`, fields }, places));
  const branches = Map.groupBy(rules, ({ branch }) => branch);
  return {
    carts: Object.fromEntries([...branches].map(([branch, some]) => [branch, some.map(({ rule }) => rule)])),
  };
}

function ruleIn({ place, fields }: Line, { branches, locations }: Places): { branch: BranchId; rule: CartRule } {
  const field = (name: string): string => (fields[name] ?? '').trim();
  const branch = branches.find(({ id, name }) => id === field('branch') || name === field('branch'));
  if (branch === undefined) throw new UsageError(`${place}: no branch is "${field('branch')}"`);
  const named = field('location');
  const location = locations.find((one) => one.branch === branch.id && (one.id === named || one.name === named));
  if (named !== '' && location === undefined)
    throw new UsageError(`${place}: ${branch.name} has no location "${named}"`);
  const rule = CartRuleSchema.safeParse({
    name: field('cart'),
    ...(location === undefined ? {} : { location: location.id }),
    ...(field('from') === '' ? {} : { from: field('from') }),
    ...(field('to') === '' ? {} : { to: field('to') }),
  });
  if (!rule.success) throw new UsageError(`${place}: a cart has a name and call numbers of no more than 60 signs`);
  return { branch: branch.id, rule: rule.data };
}

/** In words, a line for each cart. */
export function cartLines({ carts = {} }: DeskTerms, branches: ReadonlyMap<string, string>): string[] {
  return Object.entries(carts).flatMap(([branch, rules]) =>
    rules.map(({ name, location, from, to }) => {
      const range = from === undefined && to === undefined ? '' : `, ${from ?? 'the beginning'} to ${to ?? 'the end'}`;
      return `cart at ${branches.get(branch) ?? branch}: ${name}${location === undefined ? '' : `, location ${location}`}${range}`;
    }),
  );
}
