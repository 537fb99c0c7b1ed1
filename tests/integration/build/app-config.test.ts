// How the installed program is set up, where a machine of another kind would have to be at hand to see it. The settings are a module of the
// build, plain JavaScript, so a Node of its own reads them.

import { spawnSync } from 'node:child_process';
import { z } from 'zod';
import { projectDir } from '../../support/project-dir.ts';

const SettingsSchema = z.object({
  mac: z.looseObject({ identity: z.string().nullable().optional(), hardenedRuntime: z.boolean() }),
  installers: z.record(z.string(), z.array(z.string())),
});

function settings(parts: { readonly isStandIn: boolean; readonly hasMacCertificate: boolean }) {
  const all = { platform: 'mac', arch: 'arm64', buildDir: '/b', appDir: '/a', licences: '/l', outDir: '/o', ...parts };
  const script = `import { appConfig, installers } from './build/package/app-config.mjs';
    const { mac } = appConfig({ electronVersion: '1.0.0', electronDist: null, updateUrl: null, ...${JSON.stringify(all)} });
    console.log(JSON.stringify({ mac, installers }));`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: projectDir,
    encoding: 'utf8',
  });
  return SettingsSchema.parse(JSON.parse(stdout));
}

test('a program for macOS without a certificate is signed ad hoc, since flipped fuses break the signature it came with', () => {
  const { mac } = settings({ isStandIn: false, hasMacCertificate: false });
  expect(mac).toMatchObject({ identity: '-', hardenedRuntime: false });
});

test('with a certificate it is signed with that one and hardened', () => {
  const { mac } = settings({ isStandIn: false, hasMacCertificate: true });
  expect(mac.identity).toBeUndefined();
  expect(mac.hardenedRuntime).toBe(true);
});

test('no kind of package is made that would run without its sandbox', () => {
  expect(settings({ isStandIn: true, hasMacCertificate: false }).installers).toEqual({
    linux: ['deb'],
    win: ['nsis'],
    mac: ['dmg'],
  });
});
