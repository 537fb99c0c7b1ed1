// Contents and settings of the installed program, for electron-builder. A platform and the folders in, the settings out.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir } from '../targets.mjs';
import { LICENCES_FILE } from './licences.mjs';
import { SBOM_FILE } from './sbom.mjs';

/** @typedef {'linux' | 'win' | 'mac'} Platform */

/** Prebuilt files of the database module that run on a platform and processor, by the names the module gives them. */
const nativeNames = { linux: 'linux', win: 'win32', mac: 'darwin' };

/**
 * Kinds of package that are made where the Electron binary is. No AppImage: its start script adds --no-sandbox where it finds no user
 * namespaces, and one that is only unpacked can bring neither a SUID helper nor a profile for AppArmor. The deb brings both.
 */
export const installers = { linux: ['deb'], win: ['nsis'], mac: ['dmg'] };

/** The one native file that a package for `platform` and `arch` may hold. */
export const nativeFile = (/** @type {Platform} */ platform, /** @type {'x64' | 'arm64'} */ arch) =>
  `${nativeNames[platform]}-${arch}.node`;

/**
 * Fuses of the binary: it cannot be run as plain Node, takes no options of Node from its environment, and runs nothing but its own,
 * unchanged archive.
 */
export const fuses = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  grantFileProtocolExtraPrivileges: false,
};

/**
 * @param {object} parts
 * @param {Platform} parts.platform
 * @param {'x64' | 'arm64'} parts.arch
 * @param {string} parts.buildDir the finished build
 * @param {string} parts.appDir a folder with the program's own package.json
 * @param {string} parts.licences the file of other people's licences
 * @param {string} parts.sbom the bill of materials
 * @param {string} parts.outDir
 * @param {string} parts.electronVersion
 * @param {string | null} parts.electronDist folder of the unpacked Electron binary; null lets the builder fetch it
 * @param {boolean} parts.isStandIn the binary does not run, so nothing may be asked of it
 * @param {boolean} parts.hasMacCertificate whether a certificate for macOS was named
 * @param {string | null} parts.updateUrl where installed programs look for updates; null = they do not
 * @returns {import('electron-builder').Configuration}
 */
export function appConfig(parts) {
  const { platform, arch, buildDir, appDir, licences, sbom, outDir } = parts;
  const { electronVersion, electronDist, isStandIn, hasMacCertificate, updateUrl } = parts;
  return {
    appId: 'org.holdfast.desk',
    productName: 'Holdfast',
    electronVersion,
    ...(electronDist === null ? {} : { electronDist }),
    directories: { app: appDir, output: outDir, buildResources: 'build/package/resources' },
    files: [
      '!**/*',
      'package.json',
      SBOM_FILE,
      { from: buildDir, to: '.', filter: ['{node,preload,renderer}/**', '!**/*.map'] },
      {
        from: join(projectDir, 'node_modules/better-sqlite3'),
        to: 'node_modules/better-sqlite3',
        filter: moduleFiles(platform, arch),
      },
    ],
    // The bill is in the archive for the program itself, and beside it for vulnerability scanners.
    extraResources: [
      { from: licences, to: LICENCES_FILE },
      { from: sbom, to: SBOM_FILE },
    ],
    asar: true,
    asarUnpack: ['**/*.node'],
    // A stand-in has no table of resources for the archive's hash to be written into.
    disableAsarIntegrity: isStandIn,
    // The database module brings its binaries and speaks N-API: there is nothing to compile.
    npmRebuild: false,
    // Of an Electron that was unpacked elsewhere the builder leaves this one: a program beside the program.
    afterPack: ({ appOutDir, packager }) =>
      rmSync(join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true }),
    electronFuses: fuses,
    electronLanguages: ['en', 'en-US', 'es', 'es-419'],
    publish: updateUrl === null ? null : { provider: 'generic', url: updateUrl },
    linux: { executableName: 'holdfast', category: 'Office', synopsis: 'Circulation desk of a library' },
    win: { executableName: 'Holdfast', ...(isStandIn ? { signAndEditExecutable: false } : {}) },
    nsis: {
      oneClick: false,
      perMachine: true,
      allowToChangeInstallationDirectory: true,
      deleteAppDataOnUninstall: false,
    },
    mac: { category: 'public.app-category.business', ...macSigning(isStandIn, hasMacCertificate) },
  };
}

/**
 * Flipping a fuse breaks the signature that Electron came with, and a Mac with an Apple chip kills a program whose signature is broken. So a
 * program without a certificate is signed ad hoc; the hardened runtime would then refuse its own libraries, which no team signed.
 */
function macSigning(/** @type {boolean} */ isStandIn, /** @type {boolean} */ hasCertificate) {
  if (isStandIn) return { hardenedRuntime: true, identity: null };
  return hasCertificate ? { hardenedRuntime: true } : { hardenedRuntime: false, identity: '-' };
}

/**
 * The package.json of the installed program: its name, version, description and makers. Nothing else of the project's own goes along.
 * @param {{ name: string, version: string, description: string, license: string }} project
 */
export function appMetadata({ name, version, description, license }) {
  return {
    name,
    version,
    description,
    license,
    type: 'module',
    main: 'node/main.mjs',
    desktopName: 'holdfast.desktop',
    // The deb is not made without these two. A library that packages for itself puts its own here.
    homepage: 'https://holdfast.invalid/',
    author: { name: 'The Holdfast maintainers', email: 'maintainers@holdfast.invalid' },
  };
}

const moduleFiles = (/** @type {Platform} */ platform, /** @type {'x64' | 'arm64'} */ arch) => [
  'package.json',
  'LICENSE',
  'lib/**',
  `prebuilds/${nativeFile(platform, arch)}`,
];
