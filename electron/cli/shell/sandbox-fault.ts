// Whether Electron can sandbox its pages on this Linux. Without a sandbox it crashes at once, so this is checked before it is started. The check
// reads the settings that Chromium's own start depends on. The remedy is never --no-sandbox.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The facts of a machine that decide, so that a test can describe another one. */
export type Machine = {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** Null where there are no such ids. */
  readonly uid: number | null;
  /** The text of a file; null where it cannot be read. */
  readonly read: (path: string) => string | null;
  readonly list: (dir: string) => readonly string[];
  readonly stat: (path: string) => { readonly uid: number; readonly mode: number } | null;
};

/** A reason and its cure, each a part of a sentence. */
export type SandboxFault = { readonly why: string; readonly todo: string };

const SET_USER_ID = 0o4000;

/** Why Electron's sandbox cannot be used; null where nothing speaks against it. `binary`: where it is, or will be once it is fetched; null = nowhere. */
export function sandboxFault(binary: string | null, machine: Machine): SandboxFault | null {
  if (machine.platform !== 'linux') return null;
  if (machine.uid === 0)
    return { why: 'it refuses to run as root', todo: 'run Holdfast as the person who works at the desk' };
  const off = namespacesOff(binary, machine);
  if (off === null || hasHelper(binary, machine)) return null;
  return { why: off.why, todo: binary === null ? off.todo : `${off.todo}, or ${makeHelper(binary, machine)}` };
}

/** The advice for a clone: the profile of a package covers the installed program alone. */
function makeHelper(binary: string, { stat }: Machine): string {
  const helper = join(dirname(binary), 'chrome-sandbox');
  const first = stat(helper) === null ? 'npx install-electron && ' : '';
  return `make the helper of this clone SUID: ${first}sudo chown root:root ${helper} && sudo chmod 4755 ${helper}`;
}

/** Whether windows can be shown at all. */
export function hasDisplay({ platform, env }: Pick<Machine, 'platform' | 'env'>): boolean {
  return platform !== 'linux' || isSet(env['DISPLAY']) || isSet(env['WAYLAND_DISPLAY']);
}

/** The machine that this runs on. */
export function thisMachine(env: NodeJS.ProcessEnv): Machine {
  return {
    platform: process.platform,
    env,
    uid: process.getuid?.() ?? null,
    read: (path) => orNull(() => readFileSync(path, 'utf8')),
    list: (dir) => orNull(() => readdirSync(dir)) ?? [],
    stat: (path) => orNull(() => statSync(path)),
  };
}

/** Switches of the kernel by which Debian, hardened systems and Ubuntu 24.04 keep user namespaces from ordinary programs. */
function namespacesOff(binary: string | null, machine: Machine): SandboxFault | null {
  if (valueOf('/proc/sys/kernel/unprivileged_userns_clone', machine) === '0')
    return { why: 'user namespaces are switched off', todo: 'sudo sysctl kernel.unprivileged_userns_clone=1' };
  if (valueOf('/proc/sys/user/max_user_namespaces', machine) === '0')
    return { why: 'this computer allows no user namespaces', todo: 'sudo sysctl user.max_user_namespaces=15000' };
  const isRestricted = valueOf('/proc/sys/kernel/apparmor_restrict_unprivileged_userns', machine) === '1';
  if (!isRestricted || hasProfile(binary, machine)) return null;
  return {
    why: 'AppArmor keeps user namespaces from programs without a profile',
    todo: 'install the deb, which brings one for the installed program',
  };
}

/** A profile names the program's path and grants it namespaces. */
function hasProfile(binary: string | null, machine: Machine): boolean {
  if (binary === null) return false;
  const folder = '/etc/apparmor.d';
  return machine.list(folder).some((name) => {
    const text = machine.read(join(folder, name));
    return text !== null && text.includes(binary) && /^\s*userns\b/m.test(text);
  });
}

/** Chromium's older sandbox: a helper beside the program that root owns and that runs as root. npm unpacks it without either. */
function hasHelper(binary: string | null, { stat }: Machine): boolean {
  const helper = binary === null ? null : stat(join(dirname(binary), 'chrome-sandbox'));
  return helper !== null && helper.uid === 0 && (helper.mode & SET_USER_ID) !== 0;
}

function valueOf(path: string, { read }: Machine): string | undefined {
  return read(path)?.trim();
}

function orNull<T>(ask: () => T): T | null {
  try {
    return ask();
  } catch {
    return null;
  }
}

const isSet = (text: string | undefined): boolean => text !== undefined && text !== '';
