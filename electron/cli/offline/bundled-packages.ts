// The packages of others that this program carries, read from the bill of materials that was made with it.

import { z } from 'zod';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { readJsonFile } from '../read-json-file.ts';

const LicenceSchema = z.union([
  z.object({ license: z.union([z.object({ id: z.string() }), z.object({ name: z.string() })]) }),
  z.object({ expression: z.string() }),
]);
const BillSchema = z.object({
  components: z.array(
    z.object({
      group: z.string().optional(),
      name: z.string(),
      version: z.string(),
      purl: z.string(),
      licenses: z.array(LicenceSchema).optional(),
    }),
  ),
});

/** `licence` is null where the package names none. */
export type BundledPackage = {
  readonly name: string;
  readonly version: string;
  readonly licence: string | null;
  readonly purl: string;
};

/** All of them, by name. Throws HF-CLI-040 where the bill is not there or is no bill. */
export function bundledPackages(path: string): readonly BundledPackage[] {
  const bill = BillSchema.safeParse(readBill(path));
  if (!bill.success) throw new HoldfastError('HF-CLI-040', { path }, { cause: bill.error });
  return bill.data.components
    .map(({ group, name, version, purl, licenses }) => ({
      name: group === undefined ? name : `${group}/${name}`,
      version,
      licence: licenses === undefined ? null : licenses.map(licenceText).join(', '),
      purl,
    }))
    .toSorted((one, other) => one.name.localeCompare(other.name, 'en'));
}

function readBill(path: string): unknown {
  try {
    return readJsonFile(path);
  } catch (cause) {
    throw new HoldfastError('HF-CLI-040', { path }, { cause });
  }
}

function licenceText(said: z.infer<typeof LicenceSchema>): string {
  if ('expression' in said) return said.expression;
  return 'id' in said.license ? said.license.id : said.license.name;
}
