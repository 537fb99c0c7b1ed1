// What the Electron shell is started with: a JSON text after `--holdfast-desk=`. The packaged program has none and uses its own data folder.

import { join } from 'node:path';
import { z } from 'zod';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { CoreConfig } from '../core/messages.ts';

const LaunchSchema = z.object({
  dataDir: z.string(),
  central: z.string().nullable(),
  code: z.string().nullable(),
  clockShiftMs: z.number(),
  allowsWeakKeyStore: z.boolean(),
  /** Begins in practice. */
  practises: z.boolean().optional(),
  demo: z
    .object({
      staff: z.array(z.object({ staff: z.string(), pin: z.string(), role: z.string() })).readonly(),
      patrons: z.array(z.string()).readonly(),
      items: z.array(z.string()).readonly(),
    })
    .nullable(),
});
/** How to launch the Electron shell. */
export type Launch = z.infer<typeof LaunchSchema>;

const flag = '--holdfast-desk=';

/** The argument that carries a launch. */
export const launchArgument = (launch: Launch): string => `${flag}${JSON.stringify(launch)}`;

/** Reads the launch from the program's arguments; without one the desk lives in the program's own data folder. */
export function readLaunch(argv: readonly string[], appDataDir: string): Launch {
  const text = argv.find((argument) => argument.startsWith(flag))?.slice(flag.length);
  if (text === undefined) {
    const dataDir = join(appDataDir, 'desk');
    return { dataDir, central: null, code: null, clockShiftMs: 0, allowsWeakKeyStore: false, demo: null };
  }
  try {
    return LaunchSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new HoldfastError('HF-CLI-004', { path: flag, why: 'not a launch' }, { cause: error });
  }
}

/** The core's configuration for a launch in Electron: keys are sealed by the computer. */
export function coreConfig(launch: Launch): CoreConfig {
  const { dataDir, central, code, clockShiftMs, demo } = launch;
  return { dataDir, central, code, clockShiftMs, demo, waitsToJoin: true, shell: 'electron', keys: 'sealed-by-host' };
}
