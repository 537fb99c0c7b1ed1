// The start settings of the Electron shell: a JSON text in an environment variable, which other accounts cannot read as they can the arguments: it
// may hold an enrolment code and the PINs of a demo. The packaged program has none: it uses its own data folder, and settings that lie beside that.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { CoreConfig } from '../core/messages.ts';

const AddressSchema = z.strictObject({ host: z.string().min(1), port: z.int().min(0).max(65_535) });
const LanSchema = z.strictObject({
  listen: AddressSchema.optional(),
  addresses: z.array(AddressSchema).max(64).readonly().optional(),
});

const LaunchSchema = z.object({
  dataDir: z.string(),
  central: z.string().nullable(),
  code: z.string().nullable(),
  clockShiftMs: z.number(),
  allowsWeakKeyStore: z.boolean(),
  /** A device that slips may be sent to, beside those that are listed. */
  printerDevice: z.string().nullable().optional(),
  /** Where machines that speak SIP2 find this desk. */
  sip2: z
    .object({
      host: z.string(),
      port: z.number(),
      tls: z.object({ cert: z.string(), key: z.string() }).optional(),
    })
    .nullable()
    .optional(),
  /** Where this desk listens for the other desks of its branch, and where they are. */
  lan: LanSchema.nullable().optional(),
  /** Begins in practice. */
  practices: z.boolean().optional(),
  /** Where new versions of an installed desk come from. */
  updates: z.object({ from: z.string(), key: z.string() }).optional(),
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

/** Settings of an installed desk, which starts without options, by the administrator of the computer. The page can write none of them. */
const SettingsSchema = z.strictObject({
  printerDevice: z.string().optional(),
  /** Where this desk listens for the other desks of its branch, and where they are. */
  lan: LanSchema.optional(),
  /** Where new versions come from, such as https://SERVER/updates, and the public key of the releases. */
  updates: z.strictObject({ from: z.url({ protocol: /^https$/ }), key: z.string().min(1) }).optional(),
});
export const SETTINGS_FILE = 'settings.json';

const variable = 'HOLDFAST_DESK_LAUNCH';
/** The option for administrators who accept keys sealed by a well-known password. */
export const WEAK_KEYS_FLAG = '--allow-weak-keys';

/** The environment variable that carries a launch. */
export const launchEnvironment = (launch: Launch): Readonly<Record<string, string>> => ({
  [variable]: JSON.stringify(launch),
});

/** The arguments and the environment of a process. */
export type LaunchedWith = { readonly argv: readonly string[]; readonly env: NodeJS.ProcessEnv };

/** Reads the launch and takes it out of the environment, so that no part of the program inherits it. Without one the desk lives in the program's own data folder. */
export function takeLaunch({ argv, env }: LaunchedWith, appDataDir: string): Launch {
  const text = env[variable];
  delete env[variable];
  if (text === undefined) {
    const dataDir = join(appDataDir, 'desk');
    const allowsWeakKeyStore = argv.includes(WEAK_KEYS_FLAG);
    const { printerDevice = null, updates, lan } = readSettings(join(appDataDir, SETTINGS_FILE));
    const given = {
      dataDir,
      central: null,
      code: null,
      clockShiftMs: 0,
      allowsWeakKeyStore,
      printerDevice,
      demo: null,
    };
    const own = lan === undefined ? given : { ...given, lan };
    return updates === undefined ? own : { ...own, updates };
  }
  try {
    return LaunchSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new HoldfastError('HF-CLI-004', { path: variable, why: 'not a launch' }, { cause: error });
  }
}

/** None where there is no file. Throws HF-CLI-004 where it is not of this form. */
function readSettings(path: string): z.infer<typeof SettingsSchema> {
  if (!existsSync(path)) return {};
  try {
    return SettingsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw new HoldfastError('HF-CLI-004', { path, why: 'no settings of a desk' }, { cause: error });
  }
}

/** The core's configuration for a launch in Electron: keys are sealed by the computer, as well as it can. */
export function coreConfig(launch: Launch, isSealedWeakly: boolean): CoreConfig {
  const { dataDir, central, code, clockShiftMs, demo, printerDevice = null, sip2 = null, lan = null } = launch;
  const keys = isSealedWeakly ? 'sealed-weakly-by-host' : 'sealed-by-host';
  return {
    dataDir,
    central,
    code,
    clockShiftMs,
    demo,
    printerDevice,
    sip2,
    lan,
    waitsToJoin: true,
    shell: 'electron',
    keys,
  };
}
