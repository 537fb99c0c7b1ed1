// Opens the system's browser at the desk's page. That there is none is no error: the address was printed.

import { spawn } from 'node:child_process';

/** Opens an address. Only called with the desk's own. */
export function openBrowser(url: string): void {
  const [command, args] = openerOf(process.platform, url);
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}

function openerOf(platform: NodeJS.Platform, url: string): [string, string[]] {
  if (platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', url]];
  return platform === 'darwin' ? ['open', [url]] : ['xdg-open', [url]];
}
